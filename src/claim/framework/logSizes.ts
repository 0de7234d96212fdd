import { blockSums, logOf, sumLogAbsolute } from '../../kernel/index.js';

/**
 * How large means of b values typically are: the mean of log|mean of b values| over consecutive blocks.
 * It falls with log b by the slope 1/alpha - 1 for draws of a symmetric stable law, at every b, and by -1/2
 * in the end where the variance is finite.
 *
 * All b look at the same values: the means of a larger b are means of those of a smaller one.
 *
 * @param values - independent draws; only whole blocks of them count
 * @param batchSizes - ascending, each a multiple of the one before
 * @returns for each b, the mean over the means that are not exactly zero
 */
export function logSizesOfMeans(values: Float64Array, batchSizes: readonly number[]): number[] {
  let [sums, length] = [values, 1];
  return batchSizes.map((batch) => {
    sums = batch > length ? blockSums(sums, batch / length) : sums;
    length = batch;
    const { sum, zeros, nonFinite } = sumLogAbsolute(sums);
    return sum / (sums.length - zeros - nonFinite) - logOf(batch);
  });
}
