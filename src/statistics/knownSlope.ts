import { normalInterval, type Interval } from './interval.js';
import { weightedLine } from './line.js';

/**
 * Slope of the weighted least-squares line through points whose errors are known. `weightedLine` widens its
 * interval where the points scatter more than their errors say; with three or four points chance alone
 * does that often. Here the errors are taken at their word.
 *
 * @param x - at least 3 points, not all equal
 * @param y - one per point
 * @param standardErrors - of y, positive
 * @param level - of the interval, in (0, 1)
 * @throws {RangeError} as `weightedLine` does
 */
export function knownSlope(
  x: readonly number[],
  y: readonly number[],
  standardErrors: readonly number[],
  level?: number,
): Interval {
  const { slope, chiSquare, degrees } = weightedLine(x, y, standardErrors, level);
  const widened = Math.sqrt(Math.max(1, chiSquare / degrees));
  return normalInterval(slope.value, slope.standardError / widened, level);
}
