import type { StableLaw } from './law.js';
import { quantile } from './quantile.js';

/**
 * Mean of a stable law: the location of S1, which in S0 is not the location unless beta is 0. Undefined for
 * alpha <= 1, where the law has none.
 *
 * @param law - any stable law
 * @returns the mean, in the unit of law.scale; undefined where there is none
 * @see Samorodnitsky and Taqqu 1994, property 1.2.19
 */
export function mean({ alpha, locationS1 }: StableLaw): number | undefined {
  return alpha > 1 ? locationS1 : undefined;
}

/**
 * Variance of a stable law: 2 scale^2 at alpha = 2, infinite below.
 *
 * @param law - any stable law
 * @returns the variance, in the squared unit of law.scale
 */
export function variance({ alpha, scale }: StableLaw): number {
  return alpha === 2 ? 2 * (scale * scale) : Infinity;
}

/**
 * Median of a stable law.
 *
 * @param law - any stable law
 * @returns the median, in the unit of law.scale
 */
export function median(law: StableLaw): number {
  return quantile(law, [0.5])[0];
}
