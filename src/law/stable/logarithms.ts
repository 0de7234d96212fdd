import { stableLogarithms, type StablePlace } from '../../kernel/index.js';
import type { StableLaw } from './law.js';

/** Where a law lies, by the location that it was given: the other one is rounded. */
export function placeOf({ parameterization, location, scale }: StableLaw): StablePlace {
  return { fromShift: parameterization === 'S1', location, scale };
}

/**
 * Logarithms of one function of a law, the density as at scale 1, with its limits at infinite points.
 *
 * @throws {RangeError} when a point is NaN
 */
export function logarithmsAt(
  which: 'density' | 'distribution' | 'survival',
  law: StableLaw,
  xs: ArrayLike<number>,
): Float64Array {
  const finite = new Float64Array(xs.length);
  const infinite: number[] = [];
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    if (Number.isNaN(x)) throw new RangeError(`Point ${i} is NaN; points must be numbers.`);
    if (Number.isFinite(x)) finite[i] = x;
    else infinite.push(i);
  }
  const values = stableLogarithms(which, finite, law, placeOf(law));
  for (const i of infinite) {
    values[i] = which !== 'density' && xs[i] > 0 === (which === 'distribution') ? 0 : -Infinity;
  }
  return values;
}
