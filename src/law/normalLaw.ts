import { logOf } from '../kernel/index.js';
import { requireFinite, requirePositive, shiftedAndScaled, type Law } from './law.js';
import { logOfOnePlus } from './nearOne.js';
import { logNormalTail, normalDistribution, normalQuantile } from './normal.js';
import type { Stream } from './stream.js';

/** The normal law. */
export interface NormalLaw extends Law {
  readonly mean: number;
  readonly deviation: number;
}

const halfLogTwoPi = 0.9189385332046728;

const lower = (z: number) => (z <= 0 ? logNormalTail(-z) : logOfOnePlus(-normalDistribution(-z)));

/** Logarithms and inverses of the standard normal law. */
export const standardNormal = {
  logDensity: (z: number) => -0.5 * z * z - halfLogTwoPi,
  logDistribution: lower,
  logSurvival: (z: number) => lower(-z),
  quantile: normalQuantile,
  survivalQuantile: (p: number) => 0 - normalQuantile(p),
  draw: (n: number, stream: Stream) => stream.normals(n),
};

/**
 * A normal law.
 *
 * @param parameters - mean finite, by default 0; standard deviation > 0, by default 1
 * @throws {RangeError} when a parameter is outside its range
 */
export function normal(parameters: { readonly mean?: number; readonly deviation?: number } = {}): NormalLaw {
  const { mean = 0, deviation = 1 } = parameters;
  requireFinite('mean', mean);
  requirePositive('deviation', deviation);
  return Object.freeze({
    mean,
    deviation,
    ...shiftedAndScaled(standardNormal, mean, deviation, logOf(deviation)),
  });
}
