import { columnBlocks } from '#heavytail/analysis/index';
import type { MatrixSource, Numbers } from '#heavytail/format/index';
import { expect, it } from 'vitest';

/** Entry (row, column) is 100 row + column; the read that begins at `failing` fails. */
function counting(rows: number, columns: number, failing = -1): MatrixSource & { readonly begun: number[] } {
  const begun: number[] = [];
  return {
    rows,
    columns,
    dtype: 'float32',
    single: true,
    begun,
    readRows: () => Promise.reject(new Error('not asked for')),
    async readColumns(from: number, to: number, into: Numbers) {
      begun.push(from);
      await Promise.resolve();
      if (from === failing) throw new Error('the disk is gone');
      for (let p = 0; p < rows; p++) {
        for (let j = from; j < to; j++) into[p * (to - from) + j - from] = 100 * p + j;
      }
    },
  };
}

it.each([
  [3, 10, 12],
  [3, 10, 1],
  [2, 7, 8],
  [5, 1, 100],
  [4, 8, 1e6],
])('%i rows of %i columns in blocks of at most %i numbers', async (rows, columns, numbers) => {
  const whole = new Float64Array(rows * columns);
  let last = 0;
  for await (const { from, to, values } of columnBlocks(counting(rows, columns), true, numbers)) {
    expect(from).toBe(last);
    expect(from % 2).toBe(0);
    expect(values).toHaveLength(rows * (to - from));
    for (let p = 0; p < rows; p++) {
      for (let j = from; j < to; j++) whole[p * columns + j] = values[p * (to - from) + j - from]!;
    }
    last = to;
  }
  expect(last).toBe(columns);
  expect(whole).toEqual(Float64Array.from(whole, (_, i) => 100 * Math.floor(i / columns) + (i % columns)));
});

it('a read that fails is met when its block is wanted, not before', async () => {
  const seen: number[] = [];
  const read = async () => {
    for await (const { from } of columnBlocks(counting(2, 10, 4), false, 4)) {
      seen.push(from);
      // A turn of the event loop, in which a failure that nobody waits for would be reported.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await expect(read()).rejects.toThrow('the disk is gone');
  expect(seen).toEqual([0, 2]);
});

it('who stops early leaves nothing running', async () => {
  const matrix = counting(2, 10, 2);
  for await (const { from } of columnBlocks(matrix, false, 4)) {
    expect(from).toBe(0);
    break;
  }
  expect(matrix.begun).toEqual([0, 2]);
});
