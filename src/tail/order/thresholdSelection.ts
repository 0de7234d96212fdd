import { logOf, powOf } from '../../kernel/index.js';
import { estimateFromExtremeValueIndex, missing, usualLevel, type TailEstimate } from '../estimate.js';
import { beyondTail, fewestInTail, indexAt, type TailMethod } from './extremeValueIndex.js';
import { noTail, notFinite, orderStatistics, type OrderStatistics } from './orderStatistics.js';

/** How many of the largest values to use, and what the estimate would be for every other choice. */

/**
 * The tail that the rule begins with: estimates from fewer values are too far from normal to compare with.
 */
const firstTail = 30;
/** Fewest values that are not zero among which a number of order statistics can be chosen. */
export const fewestToChoose = firstTail + 1;
/** Width of the comparison, as Boucheron and Thomas take it: above the 2 of the iterated logarithm. */
const boundFactor = 2.1;
/** Pickands' estimate moves only when k reaches the next multiple of this. */
const pickandsStep = 4;

/**
 * The number k of order statistics for an estimate: the last k, beginning at 30, at which the estimate still
 * agrees with those from all fewer values,
 *
 *   |index_i - index_k| <= standardError_i sqrt(2.1 log log n) for every i from 30 to k.
 *
 * Without bias the differences stay within that bound by the law of the iterated logarithm, so the first k
 * beyond it is where the bias has come out of the noise. For Hill's estimator the rule attains the best rate
 * up to a factor in log log n without knowing how fast the tail becomes a power law (Boucheron and Thomas
 * 2015); for the others it is the same comparison with their own standard errors. The chosen k
 * leaves a bias of about one standard error, which no interval contains.
 *
 * @returns undefined for fewer than 31 values that are not zero
 */
export function chosenTail(order: OrderStatistics, method: TailMethod): number | undefined {
  const n = order.sizes.length;
  const last = n - beyondTail[method];
  if (n <= firstTail) return undefined;
  const width = Math.sqrt(boundFactor * logOf(logOf(n)));
  let low = -Infinity;
  let high = Infinity;
  let chosen = firstTail;
  const step = method === 'pickands' ? pickandsStep : 1;
  for (let k = step * Math.ceil(firstTail / step); k <= last; k += step) {
    const found = indexAt(order, method, k);
    if (found === undefined) continue;
    const { index, standardError } = found;
    if (index < low || index > high) break;
    low = Math.max(low, index - width * standardError);
    high = Math.min(high, index + width * standardError);
    chosen = k;
  }
  return chosen;
}

/** An estimate from the largest `tail` values. */
export interface TailPoint {
  /** k, how many of the largest sizes are used. */
  readonly tail: number;
  readonly estimate: TailEstimate;
}

/**
 * One estimator over many numbers k of order statistics: the values of a Hill plot and its kin. A tail that
 * is a power law from some size on shows as a level stretch; where there is none, no single k is right. The
 * sample is sorted once, after which Hill and moment estimates take constant time each.
 *
 * @param sample - independent draws of one quantity; the tail is that of |x|, without exact zeros
 * @param method - 'hill', 'moment' or 'pickands'
 * @param tails - numbers of order statistics; by default 60, evenly spaced in log k from 10 to half the
 *   sample
 * @param level - of the intervals, in (0, 1)
 * @returns one point for each k; those that need more values than there are carry a sentence and no number
 * @throws {RangeError} when a k is not a whole number of at least 2 (Hill), 3 (moment) or 4 (Pickands)
 * @example
 * import { draw, pareto, stream } from 'heavytail/law';
 * import { stabilityOverTail } from 'heavytail/tail';
 *
 * const sample = draw(pareto({ tailIndex: 1.5 }), 10000, stream(1, 'example'));
 * const points = stabilityOverTail(sample, 'hill', [100, 1000]);
 * points.map(({ estimate }) => Number(estimate.tailIndex.toFixed(1))); // → [1.5,1.5]
 */
export function stabilityOverTail(
  sample: ArrayLike<number>,
  method: TailMethod,
  tails: ArrayLike<number> = usualTails(sample.length),
  level = usualLevel,
): TailPoint[] {
  const order = orderStatistics(sample);
  return Array.from(tails, (tail) => {
    requireTail(tail, method);
    return {
      tail,
      estimate: order === undefined ? notFinite(level) : estimateAt(order, method, tail, level),
    };
  });
}

/** The estimate from the `tail` largest values, or why there is none. */
export function estimateAt(
  order: OrderStatistics,
  method: TailMethod,
  tail: number,
  level: number,
): TailEstimate {
  const needed = tail + beyondTail[method];
  if (order.sizes.length < needed) {
    const sentence =
      `${order.sizes.length} values are not zero; ` + `${needed} are needed for ${tail} order statistics.`;
    return missing('not-enough-data', sentence, level);
  }
  const found = indexAt(order, method, tail);
  if (found === undefined) return noTail(needed, level);
  return estimateFromExtremeValueIndex(found.index, found.standardError, level);
}

/**
 * Checks a number of order statistics.
 *
 * @throws {RangeError} when a method cannot use so few
 */
export function requireTail(tail: number, method: TailMethod): void {
  if (Number.isSafeInteger(tail) && tail >= fewestInTail[method]) return;
  throw new RangeError(
    `The number of order statistics is ${tail}; ` +
      `it must be a whole number of at least ${fewestInTail[method]}.`,
  );
}

/** By default a curve has so many points, from so few values to half the sample. */
const curve = { points: 60, from: 10 };

function usualTails(sampleSize: number): number[] {
  const { points, from } = curve;
  const last = Math.max(from, Math.floor(sampleSize / 2));
  const tails = Array.from({ length: points }, (_, i) =>
    Math.round(from * powOf(last / from, i / (points - 1))),
  );
  return tails.filter((tail, i) => tail !== tails[i - 1]);
}
