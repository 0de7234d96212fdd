import type { MatrixSource, Numbers } from '../format/index.js';

/** Numbers of one block: 32 or 64 MiB, of which two are held. */
const blockNumbers = 8 * 1024 * 1024;

/** Some columns of a matrix: every row's numbers from column `from` to `to` - 1, row after row. */
export interface ColumnBlock {
  readonly from: number;
  readonly to: number;
  readonly values: Numbers;
}

/**
 * A matrix block of columns by block of columns, each of an even number but the last. While one is used the
 * next is read.
 *
 * @param matrix - finite or not
 * @param single - in float32, which must hold every number
 * @param numbers - the most numbers in a block
 * @returns blocks whose values are overwritten by the block after the next
 */
export async function* columnBlocks(
  matrix: MatrixSource,
  single: boolean,
  numbers = blockNumbers,
): AsyncGenerator<ColumnBlock, void, undefined> {
  const { rows, columns } = matrix;
  const widest = Math.min(columns, Math.max(2, 2 * Math.floor(numbers / rows / 2)));
  const buffers = [0, 1].map(() => new (single ? Float32Array : Float64Array)(rows * widest));
  const read = async (from: number, buffer: Numbers): Promise<ColumnBlock> => {
    const to = Math.min(columns, from + widest);
    const values = buffer.subarray(0, rows * (to - from));
    await matrix.readColumns(from, to, values);
    return { from, to, values };
  };
  let pending: Promise<ColumnBlock> | undefined = read(0, buffers[0]);
  try {
    for (let i = 1; pending !== undefined; i++) {
      const block: ColumnBlock = await pending;
      pending = block.to < columns ? read(block.to, buffers[i % 2]) : undefined;
      // Its failure is met when it is waited for; until then it is not one that nobody handles.
      pending?.catch(() => {});
      yield block;
    }
  } finally {
    await pending?.catch(() => {});
  }
}
