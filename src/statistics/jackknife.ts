import { square } from '../kernel/index.js';
import { type Interval, usualLevel } from './interval.js';
import { studentQuantile } from './studentQuantile.js';

/**
 * A smooth function of means over independent units, with Student's interval from the jackknife: the
 * function is taken again without each unit in turn, and the scatter of what comes out is its error
 * (Efron and Tibshirani 1993, section 11).
 *
 * @param count - of units, at least 2
 * @param statistic - the function of the units kept
 * @param level - of the interval, in (0, 1); by default 0.95
 * @returns its value over all units, with its interval
 */
export function jackknifeInterval(
  count: number,
  statistic: (kept: (unit: number) => boolean) => number,
  level = usualLevel,
): Interval {
  const value = statistic(() => true);
  const without = Array.from({ length: count }, (_, left) => statistic((unit) => unit !== left));
  const centre = without.reduce((sum, x) => sum + x, 0) / count;
  const squares = without.reduce((sum, x) => sum + square(x - centre), 0);
  const standardError = Math.sqrt(((count - 1) / count) * squares);
  const half = studentQuantile((1 + level) / 2, count - 1) * standardError;
  return { value, standardError, low: value - half, high: value + half, level };
}
