import { square } from '../kernel/index.js';
import { studentQuantile } from './studentQuantile.js';
import { type Interval, usualLevel } from './interval.js';

/** A least-squares plane y = a + p u + q v. */
export interface Plane {
  readonly p: Interval;
  readonly q: Interval;
}

/** Square of the sine of the angle between u and v below which rounding alone may set them apart. */
const leastSpread = 1e-12;

/**
 * Fits y = a + p u + q v by least squares; intervals are Student's, from the scatter about the plane.
 *
 * @param u - at least 4 points, not in a line with v
 * @throws {RangeError} when there are too few points or they do not span a plane
 */
export function leastSquaresPlane(
  u: readonly number[],
  v: readonly number[],
  y: readonly number[],
  level = usualLevel,
): Plane {
  const n = y.length;
  if (n < 4) throw new RangeError(`A plane with intervals needs at least 4 points; ${n} were given.`);
  const centred = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    return values.map((value) => value - mean);
  };
  const [a, b, c] = [centred(u), centred(v), centred(y)];
  const dot = (x: readonly number[], z: readonly number[]) =>
    x.reduce((sum, value, i) => sum + value * z[i], 0);
  const [aa, ab, bb, ac, bc] = [dot(a, a), dot(a, b), dot(b, b), dot(a, c), dot(b, c)];
  const determinant = aa * bb - ab * ab;
  if (!(determinant > leastSpread * aa * bb)) throw new RangeError('The points of a plane lie in a line.');
  const p = (bb * ac - ab * bc) / determinant;
  const q = (aa * bc - ab * ac) / determinant;
  const variance = c.reduce((sum, value, i) => sum + square(value - p * a[i] - q * b[i]), 0) / (n - 3);
  const quantile = studentQuantile((1 + level) / 2, n - 3);
  const interval = (value: number, share: number): Interval => {
    const standardError = Math.sqrt((variance * share) / determinant);
    return {
      value,
      standardError,
      low: value - quantile * standardError,
      high: value + quantile * standardError,
      level,
    };
  };
  return { p: interval(p, bb), q: interval(q, aa) };
}
