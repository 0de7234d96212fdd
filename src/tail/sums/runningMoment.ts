import { expOf, log, logOf, square } from '../../kernel/index.js';
import { excessKurtosis, type Kurtosis } from '../../statistics/index.js';

/** Fewest values for a running moment, and fewest points for its slope. */
const fewestValues = 16;
const fewestPoints = 3;
/** By default so many sizes are looked at, from so few values to all. */
const usualSizes = { count: 20, from: 10 };

/** The second moment of a sample as it grows: it describes the sample and is no estimate of a tail index. */
export interface RunningMoment {
  /** Mean of the first `size` squares. */
  readonly points: readonly { readonly size: number; readonly moment: number }[];
  /**
   * Slope of log moment against log size over the points with a moment above 0: near 0 where the second
   * moment is finite, 2 / tailIndex - 1 on average below a tail index of 2. Undefined for fewer than 3
   * points.
   */
  readonly slope: number | undefined;
}

/**
 * The second moment of a sample against the number of values, in their order (Zhang et al. 2020, for the
 * norms of gradient noise): it settles where the second moment is finite, and otherwise grows in jumps. One
 * sample has few jumps, so the slope of a single one is rough; compare with other orders or other samples.
 *
 * @param sample - at least 16 values, in the order in which they were drawn
 * @param sizes - whole numbers from 1 to the sample size; by default 20, evenly spaced in the logarithm
 *   from 10
 * @returns the moment at each size, and the slope of its growth
 * @throws {RangeError} when a value is not finite, there are fewer than 16, or a size is outside its range
 * @example
 * import { runningSecondMoment } from 'heavytail/tail';
 *
 * const sample = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 1 : 3));
 * runningSecondMoment(sample, [1, 2, 16]).points.map(({ moment }) => moment); // → [1,5,5]
 */
export function runningSecondMoment(
  sample: ArrayLike<number>,
  sizes: ArrayLike<number> = evenly(usualSizes.from, sample.length, usualSizes.count),
): RunningMoment {
  const n = sample.length;
  if (n < fewestValues) {
    throw new RangeError(`The sample has ${n} values; a running moment needs at least ${fewestValues}.`);
  }
  let largest = 0;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(sample[i])) {
      throw new RangeError(`Value ${i} of the sample is ${sample[i]}; it must be finite.`);
    }
    largest = Math.max(largest, Math.abs(sample[i]));
  }
  // In units of the largest value, so that squares stay in the number range.
  const sums = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) sums[i + 1] = sums[i] + (largest === 0 ? 0 : square(sample[i] / largest));
  const shares = Float64Array.from(sizes, (size) => {
    if (!Number.isSafeInteger(size) || size < 1 || size > n) {
      throw new RangeError(`A size is ${size}; it must be a whole number from 1 to ${n}.`);
    }
    return sums[size] / size;
  });
  const kept = Array.from(shares.keys()).filter((i) => shares[i] > 0);
  return {
    points: Array.from(sizes, (size, i) => ({ size, moment: shares[i] * largest * largest })),
    slope: slopeOf(log(kept.map((i) => sizes[i])), log(kept.map((i) => shares[i]))),
  };
}

/**
 * Excess kurtosis of the means of b successive values against b. For independent values with a fourth
 * moment it falls as 1 / b; without one it depends on the largest values alone and may not fall at all.
 *
 * @param sample - independent draws of one quantity
 * @param lengths - whole numbers of at least 1; lengths that leave fewer than 4 means give a sentence
 * @returns the excess kurtosis for each length
 * @throws {RangeError} when a length is not a whole number of at least 1
 */
export function kurtosisOfBatchMeans(
  sample: ArrayLike<number>,
  lengths: ArrayLike<number>,
): { readonly length: number; readonly kurtosis: Kurtosis }[] {
  return Array.from(lengths, (length) => {
    if (!Number.isSafeInteger(length) || length < 1) {
      throw new RangeError(`A batch length is ${length}; it must be a whole number of at least 1.`);
    }
    const means = new Float64Array(Math.floor(sample.length / length));
    for (let i = 0; i < means.length * length; i++) means[Math.floor(i / length)] += sample[i] / length;
    return { length, kurtosis: excessKurtosis(means) };
  });
}

/** Different whole numbers from one number to another, evenly spaced in the logarithm. */
function evenly(from: number, to: number, count: number): number[] {
  const step = (logOf(to) - logOf(from)) / (count - 1);
  const values = Array.from({ length: count }, (_, i) =>
    i === count - 1 ? to : Math.round(from * expOf(i * step)),
  );
  return values.filter((value, i) => value !== values[i - 1]);
}

/** Least-squares slope; undefined for fewer than 3 points. */
function slopeOf(x: Float64Array, y: Float64Array): number | undefined {
  const n = x.length;
  if (n < fewestPoints) return undefined;
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanX, meanY] = [mean(x), mean(y)];
  let products = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    products += (x[i] - meanX) * (y[i] - meanY);
    squares += square(x[i] - meanX);
  }
  return squares > 0 ? products / squares : undefined;
}
