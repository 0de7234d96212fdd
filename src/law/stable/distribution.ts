import { exp } from '../../kernel/index.js';
import type { StableLaw } from './law.js';
import { logarithmsAt } from './logarithms.js';

/**
 * Logarithm of the distribution P(X <= x) of an alpha-stable law, accurate in both tails: error at most
 * 1e-12 of the probability, and 1e-14 of the logarithm where the probability is below the number range.
 *
 * @param law - any stable law
 * @param xs - points, in the unit of law.scale
 * @returns one natural logarithm a point
 * @throws {RangeError} when a point is NaN
 * @see Nolan 1997, theorem 1
 */
export function logDistribution(law: StableLaw, xs: ArrayLike<number>): Float64Array {
  return logarithmsAt('distribution', law, xs);
}

/**
 * Logarithm of the survival P(X > x), with the accuracy of logDistribution.
 *
 * @param law - any stable law
 * @param xs - points, in the unit of law.scale
 * @returns one natural logarithm a point
 * @throws {RangeError} when a point is NaN
 */
export function logSurvival(law: StableLaw, xs: ArrayLike<number>): Float64Array {
  return logarithmsAt('survival', law, xs);
}

/**
 * P(X <= x), with a small relative error in the lower tail. For the upper tail use survival.
 *
 * @param law - any stable law
 * @param xs - points, in the unit of law.scale
 * @returns one probability a point
 * @throws {RangeError} when a point is NaN
 * @example
 * import { distribution, stable } from 'heavytail/stable';
 * distribution(stable({ alpha: 1 }), [1])[0]; // → 0.75
 */
export function distribution(law: StableLaw, xs: ArrayLike<number>): Float64Array {
  return exp(logDistribution(law, xs));
}

/**
 * P(X > x), with a small relative error in the upper tail.
 *
 * @param law - any stable law
 * @param xs - points, in the unit of law.scale
 * @returns one probability a point
 * @throws {RangeError} when a point is NaN
 * @example
 * import { stable, survival } from 'heavytail/stable';
 * survival(stable({ alpha: 1.5 }), [100])[0]; // → 0.00019979
 */
export function survival(law: StableLaw, xs: ArrayLike<number>): Float64Array {
  return exp(logSurvival(law, xs));
}
