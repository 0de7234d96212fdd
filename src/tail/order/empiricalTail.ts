import { expOf, logOf } from '../../kernel/index.js';
import { sizesOf } from './orderStatistics.js';

/** So many points draw a smooth curve. */
const usualPoints = 300;

/** A point of the empirical tail. */
export interface SurvivalPoint {
  readonly size: number;
  /** Share of the sample with |x| >= size, exact zeros included in the sample. */
  readonly survival: number;
}

/**
 * The empirical tail P(|X| >= x) of a whole sample, for both axes logarithmic: every one of the largest
 * sizes, then sizes evenly spaced in the logarithm of their rank, down to the smallest that is not zero.
 *
 * @param sample - finite values
 * @param points - most points that are returned, at least 2; 300 by default
 * @returns points from the largest size down, of different sizes; none for an empty or all-zero sample
 * @throws {RangeError} when a value is not finite or `points` is not a whole number of at least 2
 * @example
 * import { empiricalTail } from 'heavytail/tail';
 *
 * empiricalTail([3, -1, 2, 0]).map(({ size }) => size); // → [3,2,1]
 * empiricalTail([3, -1, 2, 0]).map(({ survival }) => survival); // → [0.25,0.5,0.75]
 */
export function empiricalTail(sample: ArrayLike<number>, points = usualPoints): SurvivalPoint[] {
  if (!Number.isSafeInteger(points) || points < 2) {
    throw new RangeError(`The number of points is ${points}; it must be a whole number of at least 2.`);
  }
  const found = sizesOf(sample);
  if (found === undefined) {
    throw new RangeError('The sample holds NaN or infinite values; leave them out.');
  }
  const { sizes, sampleSize } = found;
  const n = sizes.length;
  const places: SurvivalPoint[] = [];
  for (const rank of ranks(n, points)) {
    const size = sizes[n - rank];
    // Of equal sizes the smallest one, whose rank counts them all, stands for the others.
    if (places.at(-1)?.size === size) places.pop();
    places.push({ size, survival: lastRank(sizes, size) / sampleSize });
  }
  return places;
}

/** Different ranks from 1 to n, at most `points`, as even in the logarithm as whole numbers can be. */
function ranks(n: number, points: number): number[] {
  if (n <= points) return Array.from({ length: n }, (_, i) => i + 1);
  const chosen = [1];
  for (let i = 1; i < points; i++) {
    const last = chosen[i - 1];
    const step = expOf((logOf(n) - logOf(last)) / (points - i));
    chosen.push(i === points - 1 ? n : Math.max(last + 1, Math.round(last * step)));
  }
  return chosen;
}

/** How many of the sorted sizes are at least `size`. */
function lastRank(sizes: Float64Array, size: number): number {
  let low = 0;
  let high = sizes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sizes[middle] < size) low = middle + 1;
    else high = middle;
  }
  return sizes.length - low;
}
