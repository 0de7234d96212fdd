import { kernelExports, withArena } from '../instance.js';

/** Sums of log|x| and block sums (assembly/sums/logsum.ts, assembly/rows/pooled.ts). */

interface LogSumExports {
  pooledSums(values: number, count: number, blockLength: number, state: number): void;
  sumLogAbsolute(values: number, count: number, result: number): void;
}

/** Values handed to the kernel at a time: few enough to stay in the cache behind the copy. */
const chunkLength = 8192;

/** What one row added to the pooled statistic, and what is carried into the next row. */
export interface PooledState {
  /** Sum of the values of the block that the row left unfinished, and how many there are. */
  readonly blockSum: number;
  readonly blockFill: number;
  /** Sum of log(|x| + 2.2e-16) over the row. */
  readonly sumLogValues: number;
  /** Sum of log(|Y| + 2.2e-16) over the blocks that ended in the row, and their number. */
  readonly sumLogBlocks: number;
  readonly blocks: number;
  readonly zeros: number;
  readonly finite: boolean;
}

/**
 * One pass over a row of the pooled statistic: logarithms of its values and of the block sums that
 * it completes, in f64 whatever the row.
 *
 * A row that is a view of kernel memory is read where it lies; any other is copied piece by piece.
 * Both ways give the same bits.
 *
 * @param row - any length
 * @param blockLength - at least 1; blocks continue across rows
 * @param carried - what the row before left unfinished
 */
export function addPooledRow(
  row: Float32Array,
  blockLength: number,
  carried: { readonly blockSum: number; readonly blockFill: number },
): PooledState {
  const { pooledSums, memory } = kernelExports<LogSumExports>();
  return withArena((arena) => {
    const state = arena.f64(8);
    state.array.set([carried.blockSum, carried.blockFill]);
    state.array.fill(0, 2);
    const inKernel = row.buffer === memory.buffer;
    const scratch = inKernel ? undefined : arena.f32(Math.min(chunkLength, row.length));
    for (let from = 0; from < row.length; from += chunkLength) {
      const count = Math.min(chunkLength, row.length - from);
      let pointer = row.byteOffset + 4 * from;
      if (scratch !== undefined) {
        scratch.array.set(row.subarray(from, from + count));
        pointer = scratch.pointer;
      }
      pooledSums(pointer, count, blockLength, state.pointer);
    }
    const [blockSum, blockFill, sumLogValues, sumLogBlocks, blocks, zeros, nonFinite] = state.array;
    return {
      blockSum,
      blockFill,
      sumLogValues,
      sumLogBlocks,
      blocks,
      zeros,
      finite: nonFinite === 0,
    };
  });
}

/** Sum of log|x| over the values that are neither zero, infinite nor NaN, and how many those were. */
export function sumLogAbsolute(values: ArrayLike<number>): {
  readonly sum: number;
  readonly zeros: number;
  readonly nonFinite: number;
} {
  const kernel = kernelExports<LogSumExports>();
  return withArena((arena) => {
    const input = arena.copyF64(values);
    const result = arena.f64(3);
    kernel.sumLogAbsolute(input.pointer, values.length, result.pointer);
    const [sum, zeros, nonFinite] = result.array;
    return { sum, zeros, nonFinite };
  });
}
