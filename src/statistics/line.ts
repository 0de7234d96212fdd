import { square } from '../kernel/index.js';
import { normalQuantile } from '../law/index.js';
import { studentQuantile } from './studentQuantile.js';
import { type Interval, usualLevel } from './interval.js';

export interface Line {
  readonly intercept: Interval;
  readonly slope: Interval;
  /** Sum of squared residuals over their expected size, with `degrees` degrees of freedom. */
  readonly chiSquare: number;
  readonly degrees: number;
}

/**
 * Weighted least-squares line y = intercept + slope x.
 *
 * With known standard errors of y, the errors of the line follow from them, scaled up (never down) when
 * the points scatter more than they allow, by the square root of chi-square over its degrees of freedom
 * (Birge's ratio); intervals are normal. Without them all points weigh the same, the scatter alone decides,
 * and intervals are Student's.
 *
 * @param x - at least 3 points, not all equal
 * @param y - one per point
 * @param standardErrors - of y, positive; absent: equal and unknown
 * @param level - of the intervals, in (0, 1)
 * @throws {RangeError} when there are too few points, x does not vary, or a number is not finite
 */
export function weightedLine(
  x: readonly number[],
  y: readonly number[],
  standardErrors?: readonly number[],
  level = usualLevel,
): Line {
  const count = x.length;
  if (count < 3 || y.length !== count || (standardErrors && standardErrors.length !== count)) {
    throw new RangeError(`A line with intervals needs at least 3 points; ${count} were given.`);
  }
  const weights = standardErrors ? standardErrors.map((error) => 1 / (error * error)) : x.map(() => 1);
  if (![...x, ...y, ...weights].every(Number.isFinite)) {
    throw new RangeError('A point of the line is not finite, or its standard error is zero.');
  }
  const total = sum(weights);
  const meanX = sum(weights.map((weight, i) => weight * x[i])) / total;
  const meanY = sum(weights.map((weight, i) => weight * y[i])) / total;
  const spread = sum(weights.map((weight, i) => weight * square(x[i] - meanX)));
  if (!(spread > 0)) throw new RangeError(`All points of the line have x = ${x[0]}; a slope needs two.`);
  const slope = sum(weights.map((weight, i) => weight * (x[i] - meanX) * (y[i] - meanY))) / spread;
  const intercept = meanY - slope * meanX;
  const degrees = count - 2;
  const chiSquare = sum(weights.map((weight, i) => weight * square(y[i] - intercept - slope * x[i])));
  const inflation = standardErrors ? Math.max(1, chiSquare / degrees) : chiSquare / degrees;
  const quantile = standardErrors
    ? normalQuantile((1 + level) / 2)
    : studentQuantile((1 + level) / 2, degrees);
  const interval = (value: number, variance: number): Interval => {
    const standardError = Math.sqrt(variance * inflation);
    const half = quantile * standardError;
    return { value, standardError, low: value - half, high: value + half, level };
  };
  return {
    intercept: interval(intercept, 1 / total + (meanX * meanX) / spread),
    slope: interval(slope, 1 / spread),
    chiSquare,
    degrees,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
