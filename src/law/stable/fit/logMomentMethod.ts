import { expOf, log } from '../../../kernel/index.js';
import type { ParameterName, Parameters } from './parameters.js';

const eulerGamma = 0.5772156649015329;

/** A law with the standard errors of its parameters. */
export interface LogMomentFit {
  readonly parameters: Parameters;
  readonly standardErrors: Readonly<Record<ParameterName, number>>;
}

/**
 * The symmetric law about a known location whose log|X| has the sample's mean and variance,
 * E log|X| = gamma (1/alpha - 1) + log scale and Var log|X| = (pi^2/6)(1/alpha^2 + 1/2), where gamma is
 * Euler's constant. Standard errors by the sample's moments of log|X|. alpha is at most 2, where the variance
 * is below that of the normal law. Points at the location are left out.
 *
 * @throws {RangeError} when fewer than 10 points differ from the location
 * @see Ma and Nikias 1995
 */
export function logMomentMethod(sample: Float64Array, location: number): LogMomentFit {
  const distances = sample.map((x) => Math.abs(x - location)).filter((x) => x > 0);
  const n = distances.length;
  if (n < 10)
    throw new RangeError(`Only ${n} points differ from the location ${location}; at least 10 must.`);
  const logs = log(distances);
  const mean = logs.reduce((sum, x) => sum + x, 0) / n;
  const central = (power: number) => logs.reduce((sum, x) => sum + (x - mean) ** power, 0) / n;
  const variance = (central(2) * n) / (n - 1);
  const inverseSquare = (6 * variance) / Math.PI ** 2 - 0.5;
  const alpha = inverseSquare > 0.25 ? 1 / Math.sqrt(inverseSquare) : 2;
  const scale = expOf(mean - eulerGamma * (1 / alpha - 1));
  // dalpha = -(alpha^3/2)(6/pi^2) dVar, dlog scale = dmean + gamma dalpha/alpha^2.
  const slope = (-3 * alpha ** 3) / Math.PI ** 2;
  const varianceOfVariance = (central(4) - central(2) ** 2) / n;
  const toScale = (eulerGamma * slope) / alpha ** 2;
  const varianceOfScale = variance / n + 2 * toScale * (central(3) / n) + toScale ** 2 * varianceOfVariance;
  return {
    parameters: { alpha, beta: 0, scale, location },
    standardErrors: {
      alpha: Math.abs(slope) * Math.sqrt(varianceOfVariance),
      beta: 0,
      scale: scale * Math.sqrt(varianceOfScale),
      location: 0,
    },
  };
}
