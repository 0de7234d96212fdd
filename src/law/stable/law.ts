import { stablePoint } from '../../kernel/index.js';

/**
 * An alpha-stable law as a value. Its characteristic function is
 * exp(-|scale t|^alpha (1 - i beta sign(t) tan(pi alpha/2)) + i locationS1 t) for alpha other than 1 and
 * exp(-|scale t| (1 + i beta (2/pi) sign(t) log|t|) + i locationS1 t) for alpha = 1.
 */
export interface StableLaw {
  readonly family: 'stable';
  /** Stability index, 0.0001 <= alpha <= 2. */
  readonly alpha: number;
  /** Skewness, -1 <= beta <= 1; without effect at alpha = 2. */
  readonly beta: number;
  /** At alpha = 2 the variance is 2 scale^2. */
  readonly scale: number;
  /** As given, in the meaning of `parameterization`. */
  readonly location: number;
  readonly parameterization: 'S0' | 'S1';
  /** The location in Nolan's S0, in which the law is continuous in all parameters. */
  readonly locationS0: number;
  /** The location in Nolan's S1, which adds up in sums; infinite if it exceeds the number range. */
  readonly locationS1: number;
}

/**
 * What `stable` makes a law of; all but alpha have a default.
 */
export interface StableParameters {
  readonly alpha: number;
  readonly beta?: number;
  readonly scale?: number;
  readonly location?: number;
  readonly parameterization?: 'S0' | 'S1';
}

/**
 * Smallest alpha of a law: below, most draws are beyond the number range or too small for it.
 */
export const leastAlpha = 1e-4;

/**
 * An alpha-stable law. Functions of a law given in S1 start from its location in S1, and those of one given
 * in S0 from that, so that both keep their digits where the two locations are far apart.
 *
 * @param parameters - alpha from 0.0001 to 2; beta in [-1, 1], by default 0; scale > 0, by default 1;
 *   location finite, by default 0; parameterization 'S0' (default: continuous at alpha = 1) or 'S1'
 * @returns a frozen value with the location of both parameterisations
 * @throws {RangeError} when a parameter is outside its range
 * @see Nolan 1997; Samorodnitsky and Taqqu 1994, definition 1.1.6 (S1)
 * @example
 * import { stable } from 'heavytail/stable';
 * stable({ alpha: 1.5, beta: 0.5 }).locationS1; // → 0.5
 */
export function stable(parameters: StableParameters): StableLaw {
  const { alpha, beta = 0, scale = 1, location = 0, parameterization = 'S0' } = parameters;
  if (!(alpha > 0 && alpha <= 2)) {
    throw new RangeError(`alpha is ${alpha}; a stable law needs 0 < alpha ≤ 2.`);
  }
  if (alpha < leastAlpha) {
    throw new RangeError(
      `alpha is ${alpha}; below ${leastAlpha} a stable law spreads over more decades than numbers have. ` +
        'Take a larger alpha.',
    );
  }
  if (!(beta >= -1 && beta <= 1)) {
    throw new RangeError(`beta is ${beta}; a stable law needs -1 ≤ beta ≤ 1.`);
  }
  if (!(scale > 0 && scale < Infinity)) {
    throw new RangeError(`scale is ${scale}; a stable law needs a positive, finite scale.`);
  }
  if (!Number.isFinite(location)) {
    throw new RangeError(`location is ${location}; a stable law needs a finite location.`);
  }
  if (parameterization !== 'S0' && parameterization !== 'S1') {
    throw new RangeError(`parameterization is ${String(parameterization)}; it must be 'S0' or 'S1'.`);
  }
  const fromShift = parameterization === 'S1';
  // The location in the other parameterization is a point like any other.
  const other = stablePoint({ alpha, beta }, { fromShift, location, scale }, 0, !fromShift);
  return Object.freeze({
    family: 'stable',
    alpha,
    beta,
    scale,
    location,
    parameterization,
    locationS0: fromShift ? other : location,
    locationS1: fromShift ? location : other,
  });
}
