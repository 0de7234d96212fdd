import { exp, logOf } from '../../kernel/index.js';
import type { StableLaw } from './law.js';
import { logarithmsAt } from './logarithms.js';

/**
 * Logarithm of the density of an alpha-stable law.
 *
 * Error at most 1e-12 of the density where that is in the number range, and 1e-14 of the logarithm elsewhere;
 * see docs/accuracy.md. -Infinity outside the support of a one-sided law and at infinite points.
 *
 * @param law - any stable law
 * @param xs - points, in the unit of law.scale
 * @returns one logarithm a point
 * @throws {RangeError} when a point is NaN
 * @see Nolan 1997, theorem 1
 */
export function logDensity(law: StableLaw, xs: ArrayLike<number>): Float64Array {
  const shift = logOf(law.scale);
  return logarithmsAt('density', law, xs).map((value) => value - shift);
}

/**
 * Density of an alpha-stable law; 0 where it is below 5e-324. logDensity has its accuracy, and values below
 * that.
 *
 * @param law - any stable law
 * @param xs - points, in the unit of law.scale
 * @returns one density a point, in 1/unit of law.scale
 * @throws {RangeError} when a point is NaN
 * @example
 * import { density, stable } from 'heavytail/stable';
 * density(stable({ alpha: 1 }), [0])[0]; // → 0.31831
 */
export function density(law: StableLaw, xs: ArrayLike<number>): Float64Array {
  return exp(logDensity(law, xs));
}
