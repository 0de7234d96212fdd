import { logOf, powOf, square } from '../../kernel/index.js';
import type { OrderStatistics } from './orderStatistics.js';

/** Estimators of the extreme-value index from the k largest values. */
export type TailMethod = 'hill' | 'moment' | 'pickands';

/** An estimate from the k largest values, and its asymptotic standard error. */
export interface IndexAt {
  readonly index: number;
  readonly standardError: number;
}

/** Fewest order statistics that each method can use. */
export const fewestInTail: Readonly<Record<TailMethod, number>> = { hill: 2, moment: 3, pickands: 4 };

/** Sizes that a method reads beyond the k largest. */
export const beyondTail: Readonly<Record<TailMethod, number>> = { hill: 1, moment: 1, pickands: 0 };

/**
 * The extreme-value index by one method from the k largest values; undefined where they do not differ
 * enough. Constant time, but for the exponential functions of Pickands' estimate.
 */
export function indexAt(order: OrderStatistics, method: TailMethod, k: number): IndexAt | undefined {
  return methods[method](order, k);
}

const methods: Readonly<Record<TailMethod, (order: OrderStatistics, k: number) => IndexAt | undefined>> = {
  hill,
  moment,
  pickands,
};

/** Mean of log(X_(i) / X_(k+1)); variance index^2 / k (Hill 1975). */
function hill({ logs, sums }: OrderStatistics, k: number): IndexAt | undefined {
  const index = sums[k] / k - logs[k];
  return index > 0 ? { index, standardError: index / Math.sqrt(k) } : undefined;
}

/** Below this share of the second moment a spread is the rounding of the prefix sums. */
const leastSpread = 1e-9;

/** M1 + 1 - (1/2) / (1 - M1^2 / M2) (Dekkers, Einmahl, de Haan 1989). */
function moment({ logs, sums, squares }: OrderStatistics, k: number): IndexAt | undefined {
  const first = sums[k] / k - logs[k];
  const second = squares[k] / k - logs[k] * (2 * (sums[k] / k) - logs[k]);
  const spread = second - first * first;
  if (!(first > 0 && spread > leastSpread * second)) return undefined;
  const index = first + 1 - second / (2 * spread);
  return { index, standardError: Math.sqrt(momentVariance(index) / k) };
}

function momentVariance(index: number): number {
  if (index >= 0) return 1 + index * index;
  const [one, two, three, four] = [1 - index, 1 - 2 * index, 1 - 3 * index, 1 - 4 * index];
  return one * one * two * (4 - (8 * two) / three + ((5 - 11 * index) * two) / (three * four));
}

/**
 * log[(X_(m) - X_(2m)) / (X_(2m) - X_(4m))] / log 2 with m = k / 4 rounded down (Pickands 1975; variance:
 * Dekkers and de Haan 1989).
 */
function pickands({ sizes }: OrderStatistics, k: number): IndexAt | undefined {
  const m = Math.floor(k / 4);
  const n = sizes.length;
  const upper = sizes[n - m] - sizes[n - 2 * m];
  const lower = sizes[n - 2 * m] - sizes[n - 4 * m];
  if (!(upper > 0 && lower > 0)) return undefined;
  const ratio = upper / lower;
  const beyond = ratio === 0 || ratio === Infinity;
  const index = (beyond ? logOf(upper) - logOf(lower) : logOf(ratio)) / Math.LN2;
  return { index, standardError: Math.sqrt(pickandsVariance(index) / m) };
}

/** Indices below this are 0 to the variance of Pickands' estimate, with a relative error of the same size. */
const nearZero = 1e-6;

function pickandsVariance(index: number): number {
  // 2 (2^index - 1) log 2 / index tends to 2 log^2 2.
  const slope =
    Math.abs(index) < nearZero ? 2 * square(Math.LN2) : (2 * (powOf(2, index) - 1) * Math.LN2) / index;
  return (powOf(2, 2 * index + 1) + 1) / (slope * slope);
}
