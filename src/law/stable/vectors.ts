import { cosOf, powOf, stableDraws } from '../../kernel/index.js';
import type { Stream } from '../stream.js';
import { stable, type StableLaw } from './law.js';

/**
 * An isotropic stable law in some dimensions.
 */
export interface VectorParameters {
  /** Stability index, 0.0001 <= alpha <= 2. */
  readonly alpha: number;
  /** Of every projection on a unit vector; by default 1. */
  readonly scale?: number;
  readonly dimension: number;
}

/**
 * Draws from the isotropic alpha-stable law: each projection on a unit vector is symmetric stable with the
 * given scale, and the characteristic function is exp(-scale^alpha |t|^alpha). Coordinates are dependent: a
 * vector is sqrt(2 A) G with G normal and A positive stable of index alpha/2, E exp(-s A) =
 * exp(-s^(alpha/2)). For independent coordinates use `draw`.
 *
 * @param parameters - alpha from 0.0001 to 2; scale above 0, by default 1; dimension a whole number of at
 *   least 1
 * @param n - how many vectors
 * @param stream - moves on by n blocks and those of n dimension normal numbers
 * @returns n rows of `dimension` numbers
 * @throws {RangeError} when a parameter is outside its range
 * @see Samorodnitsky and Taqqu 1994, proposition 2.5.2
 * @example
 * import { drawIsotropic } from 'heavytail/stable';
 * import { stream } from 'heavytail/random';
 * drawIsotropic({ alpha: 1.5, dimension: 3 }, 100, stream(1, 'vectors')).length; // → 300
 */
export function drawIsotropic(
  { alpha, scale = 1, dimension }: VectorParameters,
  n: number,
  stream: Stream,
): Float64Array {
  const law = stable({ alpha, scale });
  for (const [what, value] of [
    ['number of vectors', n],
    ['dimension', dimension],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < (what === 'dimension' ? 1 : 0)) {
      throw new RangeError(`The ${what} is ${value}; it must be a whole number.`);
    }
  }
  const radii = sharedRadii(law, n, stream);
  const values = stream.normals(n * dimension);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < dimension; j++) values[i * dimension + j] *= radii[i];
  }
  return values;
}

/** scale sqrt(2 A) for each vector. */
function sharedRadii({ alpha, scale }: StableLaw, n: number, stream: Stream): Float64Array {
  if (alpha === 2) return new Float64Array(n).fill(scale * Math.SQRT2);
  const positive = {
    alpha: alpha / 2,
    beta: 1,
    scale: powOf(cosOf((Math.PI * alpha) / 4), 2 / alpha),
    location: 0,
    centered: false,
  };
  const values = stableDraws(n, stream, positive);
  stream.advance(n);
  return values.map((a) => scale * Math.sqrt(2 * a));
}
