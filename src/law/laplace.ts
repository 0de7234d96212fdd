import { logOf } from '../kernel/index.js';
import { requireFinite, requirePositive, shiftedAndScaled, type Law } from './law.js';
import { logOfComplement } from './nearOne.js';
import type { Stream } from './stream.js';

/** Laplace's law, of density exp(-|x - location|/scale)/(2 scale). */
export interface LaplaceLaw extends Law {
  readonly scale: number;
  readonly location: number;
}

const log2 = 0.6931471805599453;

const lower = (z: number) => (z <= 0 ? z - log2 : logOfComplement(-z - log2));

const standard = {
  logDensity: (z: number) => -Math.abs(z) - log2,
  logDistribution: lower,
  logSurvival: (z: number) => lower(-z),
  quantile: (p: number) => (p <= 0.5 ? logOf(2 * p) : 0 - logOf(2 * (1 - p))),
  survivalQuantile: (p: number) => (p <= 0.5 ? 0 - logOf(2 * p) : logOf(2 * (1 - p))),
  draw: (n: number, stream: Stream) => {
    const first = stream.exponentials(n);
    return stream.exponentials(n).map((second, i) => first[i] - second);
  },
};

/**
 * A Laplace law.
 *
 * @param parameters - scale > 0, by default 1; location finite, by default 0
 * @throws {RangeError} when a parameter is outside its range
 */
export function laplace(
  parameters: { readonly scale?: number; readonly location?: number } = {},
): LaplaceLaw {
  const { scale = 1, location = 0 } = parameters;
  requirePositive('scale', scale);
  requireFinite('location', location);
  return Object.freeze({ scale, location, ...shiftedAndScaled(standard, location, scale, logOf(scale)) });
}
