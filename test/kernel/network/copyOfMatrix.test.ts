import { copyOfMatrix, matrixIn, withArena } from '#heavytail/kernel/index';
import { expect, it } from 'vitest';

it('a copy of a matrix has its numbers, even where its space moves all memory', () => {
  withArena((arena) => {
    const small = matrixIn(arena, 2, 2, [1, 2, 3, 4]);
    const copy = copyOfMatrix(arena, small);
    copy.block.array[0] = 7;
    expect([...small.block.array]).toEqual([1, 2, 3, 4]);
    expect([copy.rows, copy.columns, ...copy.block.array]).toEqual([2, 2, 7, 2, 3, 4]);
    // Copies until one does not fit into the memory that there is, which then moves: its old views have no length.
    const columns = 1 << 20;
    const large = matrixIn(arena, 1, columns);
    large.block.array.fill(columns);
    const before = large.block.array;
    let copies = 0;
    while (before.length > 0) {
      expect(copyOfMatrix(arena, large).block.array[columns - 1]).toBe(columns);
      copies++;
    }
    expect(copies).toBeGreaterThan(0);
  });
});
