import { binaryUnit, log } from '../../kernel/index.js';
import { missing, type TailIndexMissing } from '../estimate.js';

/** The sizes |x| of a sample in order, with what every estimator from its largest values needs. */
export interface OrderStatistics {
  /** Sizes that are not zero, from the smallest to the largest. */
  readonly sizes: Float64Array;
  /** log of the k-th largest size over the largest, k from 0: 0 and downwards. */
  readonly logs: Float64Array;
  /** Sums of the first k of `logs`, and of their squares: k from 0 to the number of sizes. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly sampleSize: number;
  readonly zeroFraction: number;
}

/** Sizes of a sample that are finite, in order and without exact zeros; undefined when one is not finite. */
export function sizesOf(
  sample: ArrayLike<number>,
): { readonly sizes: Float64Array; readonly sampleSize: number; readonly zeroFraction: number } | undefined {
  const sorted = Float64Array.from(sample, Math.abs).sort();
  const n = sorted.length;
  if (n > 0 && !Number.isFinite(sorted[n - 1])) return undefined;
  const first = sorted.findIndex((size) => size !== 0);
  const zeros = first < 0 ? n : first;
  return { sizes: sorted.subarray(zeros), sampleSize: n, zeroFraction: n === 0 ? 0 : zeros / n };
}

/**
 * Logarithms of positive sizes in units of a power of two near the largest, so that they, and not only
 * their differences, are the same to the bit at every scale.
 */
export function relativeLogs(sizes: Float64Array): Float64Array {
  const unit = binaryUnit(sizes);
  const shares = sizes.map((size) => (size / unit < tiny ? size / tiny / unit : size / unit));
  const logs = log(shares);
  return logs.map((value, i) => (sizes[i] / unit < tiny ? value + logOfTiny : value));
}

/** Shares of the largest below this one are raised by it first, lest they lose digits. */
const tinyExponent = -700;
const tiny = 2 ** tinyExponent;
const logOfTiny = tinyExponent * Math.LN2;

/** Order statistics of |x| with prefix sums of their logarithms; undefined when a value is not finite. */
export function orderStatistics(sample: ArrayLike<number>): OrderStatistics | undefined {
  const found = sizesOf(sample);
  if (found === undefined) return undefined;
  const { sizes } = found;
  const n = sizes.length;
  const logs = relativeLogs(sizes).reverse();
  const largest = n === 0 ? 0 : logs[0];
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    logs[i] -= largest;
    sums[i + 1] = sums[i] + logs[i];
    squares[i + 1] = squares[i] + logs[i] * logs[i];
  }
  return { ...found, logs, sums, squares };
}

/** The failure of a sample with values that are not finite. */
export function notFinite(level: number): TailIndexMissing {
  return missing('invalid', 'The sample holds NaN or infinite values; leave them out.', level);
}

/** The failure of a sample whose largest values do not differ. */
export function noTail(tail: number, level: number): TailIndexMissing {
  const found = `The ${tail} largest values are equal, or too few of them differ`;
  return missing('invalid', `${found}: there is no tail to measure.`, level);
}
