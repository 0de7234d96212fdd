import { kernelExports, withArena } from '../instance.js';

/** Block sums of a sample and their logarithms (assembly/sums/blocks.ts). */

interface BlockExports {
  blockSums(values: number, blocks: number, length: number, sums: number): void;
  countIrregular(values: number, count: number): bigint;
  logSumDifferences(values: number, blocks: number, lower: number, ratio: number, differences: number): void;
}

/** Sums of consecutive blocks of `length` values; a last block that stays incomplete is left out. */
export function blockSums(values: ArrayLike<number>, length: number): Float64Array {
  const blocks = Math.floor(values.length / length);
  return withArena((arena) => {
    const input = arena.copyF64(values);
    kernelExports<BlockExports>().blockSums(input.pointer, blocks, length, input.pointer);
    return input.array.slice(0, blocks);
  });
}

/** Values handed to the kernel at a time, if blocks are shorter: they stay in the cache behind the copy. */
const chunkLength = 4096;

/** The terms of a two-scale estimate, and the values that may not enter it. */
export interface LogSumDifferences {
  /**
   * For each whole block of `lower * ratio` values: log|sum of the block| minus the mean of log|sum|
   * over its `ratio` parts of `lower` values; NaN where one of those sums is zero or beyond the number range.
   * Without meaning when there are values that are not finite.
   */
  readonly differences: Float64Array;
  readonly zeros: number;
  readonly nonFinite: number;
}

/**
 * Compares the block sums of two lengths in one pass over a sample, which is copied to the kernel
 * piece by piece.
 */
export function logSumDifferences(sample: Float64Array, lower: number, ratio: number): LogSumDifferences {
  const upper = lower * ratio;
  const blocks = Math.floor(sample.length / upper);
  const blocksAtATime = Math.max(1, Math.floor(chunkLength / upper));
  const differences = new Float64Array(blocks);
  let zeros = 0;
  let nonFinite = 0;
  withArena((arena) => {
    const kernel = kernelExports<BlockExports>();
    const input = arena.f64(Math.min(sample.length, blocksAtATime * upper));
    const output = arena.f64(blocksAtATime);
    for (let start = 0; start < sample.length; start += input.length) {
      const piece = sample.subarray(start, start + input.length);
      input.array.set(piece);
      const irregular = kernel.countIrregular(input.pointer, piece.length);
      zeros += Number(irregular & 0xffffffffn);
      nonFinite += Number(irregular >> 32n);
      const wholeBlocks = Math.floor(piece.length / upper);
      kernel.logSumDifferences(input.pointer, wholeBlocks, lower, ratio, output.pointer);
      differences.set(output.array.subarray(0, wholeBlocks), start / upper);
    }
  });
  return { differences, zeros, nonFinite };
}
