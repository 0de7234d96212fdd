import { halfLogTwoPi, logOf } from '../kernel/index.js';
import { logOfOnePlus } from './nearOne.js';
import { logNormalTail, normalDistribution, normalQuantile } from './normal.js';
import { requireFinite, requirePositive, shiftedAndScaled, type PointFunctions } from './pointwise.js';

/** The normal law. */
export interface NormalLaw {
  readonly family: 'normal';
  readonly mean: number;
  readonly deviation: number;
}

/**
 * A normal law.
 *
 * @param parameters - mean finite, by default 0; standard deviation > 0, by default 1
 * @returns a frozen value for the functions of this module
 * @throws {RangeError} when a parameter is outside its range
 * @example
 * import { normal, quantile } from 'heavytail/law';
 * quantile(normal({ mean: 1, deviation: 2 }), [0.975])[0]; // → 4.91993
 */
export function normal(parameters: { readonly mean?: number; readonly deviation?: number } = {}): NormalLaw {
  const { mean = 0, deviation = 1 } = parameters;
  requireFinite('mean', mean);
  requirePositive('deviation', deviation);
  return Object.freeze({ family: 'normal', mean, deviation });
}

const lower = (z: number) => (z <= 0 ? logNormalTail(-z) : logOfOnePlus(-normalDistribution(-z)));

/** Mean 0 and deviation 1. */
export const standardNormal: PointFunctions = {
  logDensity: (z) => -0.5 * z * z - halfLogTwoPi,
  logDistribution: lower,
  logSurvival: (z) => lower(-z),
  quantile: normalQuantile,
  survivalQuantile: (p) => 0 - normalQuantile(p),
  draw: (n, stream) => stream.normals(n),
  mean: () => 0,
  variance: () => 1,
};

/** What a normal law computes. */
export function normalFunctions({ mean, deviation }: NormalLaw): PointFunctions {
  return shiftedAndScaled(standardNormal, mean, deviation, logOf(deviation));
}
