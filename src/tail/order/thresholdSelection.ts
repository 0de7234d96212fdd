import { logOf } from '../../kernel/index.js';
import { estimateFromExtremeValueIndex, missing, usualLevel, type TailEstimate } from '../estimate.js';
import { beyondTail, fewestInTail, indexAt, type TailMethod } from './extremeValueIndex.js';
import { noTail, notFinite, orderStatistics, type OrderStatistics } from './orderStatistics.js';

/** How many of the largest values to use, and what the estimate would be for every other choice. */

/** The tail that the rule begins with: estimates from fewer values are too far from normal to compare with. */
const firstTail = 30;

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
  const width = Math.sqrt(2.1 * logOf(logOf(n)));
  let low = -Infinity;
  let high = Infinity;
  let chosen = firstTail;
  // Pickands' estimate moves only when k reaches the next multiple of 4.
  const step = method === 'pickands' ? 4 : 1;
  for (let k = method === 'pickands' ? 32 : firstTail; k <= last; k += step) {
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
  readonly tail: number;
  readonly estimate: TailEstimate;
}

/**
 * One estimator over many numbers k of order statistics: the values of a Hill plot and its kin. A tail that is
 * a power law from some size on shows as a level stretch; where there is none, no single k is right. The sample
 * is sorted once, after which Hill and moment estimates take constant time each.
 *
 * @param sample - independent draws of one quantity; the tail is that of |x|, without exact zeros
 * @param tails - numbers of order statistics; by default 60, evenly spaced in log k from 10 to half the sample
 * @returns one point for each k; those that need more values than there are carry a sentence and no number
 * @throws {RangeError} when a k is not a whole number of at least 2 (Hill), 3 (moment) or 4 (Pickands)
 * @example
 * stabilityOverTail(draw(stable({ alpha: 1.5 }), 10000, stream(1, 'example')), 'hill')
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
    const sentence = `${order.sizes.length} values are not zero; ${needed} are needed for ${tail} order statistics.`;
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
    `The number of order statistics is ${tail}; it must be a whole number of at least ${fewestInTail[method]}.`,
  );
}

function usualTails(sampleSize: number): number[] {
  const last = Math.max(10, Math.floor(sampleSize / 2));
  const tails = Array.from({ length: 60 }, (_, i) => Math.round(10 * (last / 10) ** (i / 59)));
  return tails.filter((tail, i) => tail !== tails[i - 1]);
}
