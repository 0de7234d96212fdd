import { copyOfMatrix, matrixIn, withArena } from '#heavytail/kernel/index';
import { expect, it } from 'vitest';

it('a copy of a matrix has its numbers, even where its space moves all memory', () => {
  withArena((arena) => {
    const small = matrixIn(arena, 2, 2, [1, 2, 3, 4]);
    const copy = copyOfMatrix(arena, small);
    copy.block.array[0] = 7;
    expect([...small.block.array]).toEqual([1, 2, 3, 4]);
    expect([copy.rows, copy.columns, ...copy.block.array]).toEqual([2, 2, 7, 2, 3, 4]);
    // Each is as large as all memory before it, so that one of the copies does not fit in.
    for (let columns = 1 << 16; columns <= 1 << 22; columns *= 2) {
      const large = matrixIn(arena, 1, columns);
      large.block.array.fill(columns);
      const before = large.block.array;
      const same = copyOfMatrix(arena, large);
      expect(same.block.array[columns - 1]).toBe(columns);
      if (columns === 1 << 22) expect(before.length).toBe(0);
    }
  });
});
