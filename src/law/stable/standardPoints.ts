import type { StableLaw } from './law.js';

/** Points of a law brought to scale 1 and S0's location 0: infinite ones are counted as 0 in `finite`. */
export interface StandardPoints {
  readonly finite: Float64Array;
  /** Where the standardised point is infinite. */
  readonly infinite: readonly { readonly index: number; readonly positive: boolean }[];
}

/**
 * (x - locationS0)/scale of each point.
 *
 * @throws {RangeError} when a point is NaN
 */
export function standardPoints(law: StableLaw, xs: ArrayLike<number>): StandardPoints {
  const finite = new Float64Array(xs.length);
  const infinite: { index: number; positive: boolean }[] = [];
  for (let index = 0; index < xs.length; index++) {
    const x = xs[index];
    if (Number.isNaN(x)) throw new RangeError(`Point ${index} is NaN; points must be numbers.`);
    const z = (x - law.locationS0) / law.scale;
    if (Number.isFinite(z)) finite[index] = z;
    else infinite.push({ index, positive: x > law.locationS0 });
  }
  return { finite, infinite };
}

/** Puts the limits at -Infinity and Infinity where the points are infinite. */
export function atInfinities(
  { infinite }: StandardPoints,
  values: Float64Array,
  below: number,
  above: number,
): Float64Array {
  for (const { index, positive } of infinite) values[index] = positive ? above : below;
  return values;
}
