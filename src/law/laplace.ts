import { logOf } from '../kernel/index.js';
import { logOfComplement } from './nearOne.js';
import { requireFinite, requirePositive, shiftedAndScaled, type PointFunctions } from './pointwise.js';

/** Laplace's law, of density exp(-|x - location|/scale)/(2 scale). */
export interface LaplaceLaw {
  readonly family: 'laplace';
  readonly scale: number;
  readonly location: number;
}

/**
 * A Laplace law.
 *
 * @param parameters - scale > 0, by default 1; location finite, by default 0
 * @returns a frozen value for the functions of this module
 * @throws {RangeError} when a parameter is outside its range
 * @example
 * import { laplace, variance } from 'heavytail/law';
 * variance(laplace({ scale: 2 })); // → 8
 */
export function laplace(
  parameters: { readonly scale?: number; readonly location?: number } = {},
): LaplaceLaw {
  const { scale = 1, location = 0 } = parameters;
  requirePositive('scale', scale);
  requireFinite('location', location);
  return Object.freeze({ family: 'laplace', scale, location });
}

const log2 = 0.6931471805599453;

const lower = (z: number) => (z <= 0 ? z - log2 : logOfComplement(-z - log2));

const standard: PointFunctions = {
  logDensity: (z) => -Math.abs(z) - log2,
  logDistribution: lower,
  logSurvival: (z) => lower(-z),
  quantile: (p) => (p <= 0.5 ? logOf(2 * p) : 0 - logOf(2 * (1 - p))),
  survivalQuantile: (p) => (p <= 0.5 ? 0 - logOf(2 * p) : logOf(2 * (1 - p))),
  draw: (n, stream) => {
    const first = stream.exponentials(n);
    return stream.exponentials(n).map((second, i) => first[i] - second);
  },
  mean: () => 0,
  variance: () => 2,
};

/** What a Laplace law computes. */
export function laplaceFunctions({ scale, location }: LaplaceLaw): PointFunctions {
  return shiftedAndScaled(standard, location, scale, logOf(scale));
}
