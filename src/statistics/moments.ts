import { inBinaryUnits, square } from '../kernel/index.js';

/** Moment diagnostics: they describe a sample and are no estimates of a tail index. */

/**
 * R_n = max x^2 / sum x^2, the share of the largest value in the sum of squares. It tends to 0 as the
 * sample grows if and only if the second moment is finite (O'Brien 1980).
 *
 * @param sample - any numbers
 * @returns a share in [1/n, 1], or undefined for an empty, all-zero or non-finite sample
 */
export function maxToSumRatio(sample: ArrayLike<number>): number | undefined {
  let largest = 0;
  for (let i = 0; i < sample.length; i++) {
    if (!Number.isFinite(sample[i])) return undefined;
    largest = Math.max(largest, Math.abs(sample[i]));
  }
  if (largest === 0) return undefined;
  let sum = 0;
  for (let i = 0; i < sample.length; i++) sum += square(sample[i] / largest);
  return 1 / sum;
}

/** Excess kurtosis of a sample and how far it may go. */
export type Kurtosis =
  | {
      readonly status: 'ok';
      readonly excess: number;
      /** Standard deviation of the excess kurtosis of Gaussian samples of this size. */
      readonly gaussianDeviation: number;
      /** Largest excess kurtosis that any sample of this size can have. */
      readonly largestPossible: number;
      readonly sentence?: undefined;
    }
  | { readonly status: 'not-enough-data' | 'invalid'; readonly sentence: string };

/**
 * Excess kurtosis m4 / m2^2 - 3 about the sample mean, not corrected for bias. For a law without a
 * fourth moment it grows with the sample until it meets the bound n - 2 + 1/(n - 1) - 3; it says which
 * samples are not Gaussian, not what they are.
 *
 * The deviation is that of Gaussian samples, exact for every n (Fisher 1930).
 *
 * @param sample - at least 4 finite numbers that are not all equal
 * @returns the excess kurtosis and how far it may go, or a sentence that says why there is none
 */
export function excessKurtosis(sample: ArrayLike<number>): Kurtosis {
  const n = sample.length;
  if (n < 4) return { status: 'not-enough-data', sentence: `${n} values; a kurtosis needs at least 4.` };
  const { scaled } = inBinaryUnits(sample);
  let mean = 0;
  for (let i = 0; i < n; i++) mean += scaled[i] / n;
  let second = 0;
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(scaled[i] - mean));
  if (!Number.isFinite(mean) || !Number.isFinite(largest)) {
    return { status: 'invalid', sentence: 'The sample holds NaN or infinite values; leave them out.' };
  }
  if (largest === 0) return { status: 'invalid', sentence: `All ${n} values are equal: there is no spread.` };
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    const power = square((scaled[i] - mean) / largest);
    second += power / n;
    fourth += (power * power) / n;
  }
  const variance = (24 * n * (n - 2) * (n - 3)) / (square(n + 1) * (n + 3) * (n + 5));
  return {
    status: 'ok',
    excess: fourth / (second * second) - 3,
    gaussianDeviation: Math.sqrt(variance),
    largestPossible: n - 2 + 1 / (n - 1) - 3,
  };
}
