import { distribution } from '../distribution.js';
import type { StableLaw } from '../law.js';

/** A value that points share, and how many do. */
export interface PointMass {
  readonly value: number;
  readonly count: number;
}

/** Equal points beyond those expected, in standard errors, that chance may bring. */
const mostErrors = 6;
/** The same as a number of points, which rounding may bring. */
const mostBeyond = 10;

/**
 * The value that most points of a sample share, if they are far more than a law would put between the middles
 * of the gaps to their neighbours: a sample on a grid passes, one that is mixed with exact zeros does not.
 *
 * @param sorted - in order, not all equal
 */
export function pointMass(sorted: Float64Array, law: StableLaw): PointMass | undefined {
  const n = sorted.length;
  let [start, count] = [0, 0];
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && sorted[to] === sorted[from]) to++;
    if (to - from > count) [start, count] = [from, to - from];
    from = to;
  }
  if (count <= mostBeyond) return undefined;
  const value = sorted[start];
  const gaps = [value - sorted[start - 1], sorted[start + count] - value].filter((gap) => gap > 0);
  const [below, above] = gaps.length === 2 ? gaps : [gaps[0], gaps[0]];
  const [low, high] = distribution(law, [value - below / 2, value + above / 2]);
  const expected = n * (high - low);
  return count > expected + mostErrors * Math.sqrt(expected) + mostBeyond ? { value, count } : undefined;
}
