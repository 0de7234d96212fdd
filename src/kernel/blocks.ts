import { kernelExports, withArena } from './instance.js';

/** Block sums of a sample and their logarithms (assembly/blocks.ts). */

interface BlockExports {
  blockSums(values: number, blocks: number, length: number, sums: number): void;
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

/**
 * For each whole block of `lower * ratio` finite values: log|sum of the block| minus the mean of
 * log|sum| over its `ratio` parts of `lower` values; NaN where one of those sums is zero.
 */
export function logSumDifferences(values: ArrayLike<number>, lower: number, ratio: number): Float64Array {
  const blocks = Math.floor(values.length / (lower * ratio));
  return withArena((arena) => {
    const input = arena.copyF64(values);
    const output = arena.f64(blocks);
    kernelExports<BlockExports>().logSumDifferences(input.pointer, blocks, lower, ratio, output.pointer);
    return output.array.slice();
  });
}
