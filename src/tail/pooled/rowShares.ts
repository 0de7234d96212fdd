import { logOf } from '../../kernel/index.js';
import type { PooledSums } from './statistic.js';

/**
 * What each minibatch adds to 1 / tailIndex of the pooled statistic, less the mean: the blocks that end in
 * its row, and its values. Statistics of the same minibatches are compared by these.
 *
 * @param sums - of rows that hold whole blocks
 * @returns one number a minibatch, with mean zero
 */
export function rowShares({
  minibatches,
  parameters,
  blockLength,
  rows: { sumLogValues, sumLogBlocks, blocks },
}: Pick<PooledSums, 'minibatches' | 'parameters' | 'blockLength' | 'rows'>): Float64Array {
  const blockCount = total(blocks);
  const meanLogBlocks = total(sumLogBlocks) / blockCount;
  const meanLogValues = total(sumLogValues) / (minibatches * parameters);
  const logLength = logOf(blockLength);
  return Float64Array.from({ length: minibatches }, (_, p) => {
    const ofBlocks = (sumLogBlocks[p] - blocks[p] * meanLogBlocks) * (minibatches / blockCount);
    const ofValues = sumLogValues[p] / parameters - meanLogValues;
    return (ofBlocks - ofValues) / logLength;
  });
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
