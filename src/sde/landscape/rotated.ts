import type { Stream } from '../../law/index.js';
import { UserError } from '../../error.js';
import { type Landscape, type Place, requireDimension } from './landscape.js';

/** How far R R' may be from the identity. */
const tolerance = 1e-9;

/**
 * U(R x): a landscape seen in turned axes, for example anisotropic wells whose narrow directions are not
 * those of the coordinates. Row i of R is the direction, in the new coordinates, of the old axis i.
 *
 * @param landscape - in the old axes
 * @param rotation - R row by row, orthogonal
 * @returns the landscape in the new axes
 * @throws {UserError} when R is not orthogonal or not of the landscape's dimension
 * @example
 * import { doubleWell, quadraticWell, rotated, separable } from 'heavytail/sde';
 * const wells = separable([doubleWell({ width: 1, height: 0.25 }), quadraticWell(30)]);
 * rotated(wells, [0.6, 0.8, -0.8, 0.6]).minima[0][0].toFixed(6); // → "-0.600000"
 */
export function rotated(landscape: Landscape, rotation: ArrayLike<number>): Landscape {
  const { dimension } = landscape;
  const r = Float64Array.from(rotation);
  requireOrthogonal(r, dimension);
  const old = new Float64Array(dimension);
  const slope = new Float64Array(dimension);
  const turn = (x: Place) => {
    for (let i = 0; i < dimension; i++) {
      let sum = 0;
      for (let j = 0; j < dimension; j++) sum += r[i * dimension + j] * x[j];
      old[i] = sum;
    }
    return old;
  };
  const turnBack = (from: Place, into: Place) => {
    for (let j = 0; j < dimension; j++) {
      let sum = 0;
      for (let i = 0; i < dimension; i++) sum += r[i * dimension + j] * from[i];
      into[j] = sum;
    }
    return into;
  };
  return {
    dimension,
    steepestCurvature: landscape.steepestCurvature,
    value: (x) => landscape.value(turn(x)),
    gradient: (x, into) => {
      landscape.gradient(turn(x), slope);
      turnBack(slope, into);
    },
    hessian: (x) => congruent(landscape.hessian(turn(x)), r, dimension),
    get minima() {
      return landscape.minima.map((x) => turnBack(x, new Float64Array(dimension)));
    },
    get saddles() {
      return landscape.saddles.map((x) => turnBack(x, new Float64Array(dimension)));
    },
    basinOf: (x) => landscape.basinOf(turn(x)),
  };
}

/**
 * A random orthogonal matrix, row by row, uniform over all rotations and reflections: normal rows made
 * orthogonal by Gram and Schmidt, twice against rounding.
 *
 * @param dimension - a whole number of at least 1
 * @param stream - where the random numbers come from; it moves on by dimension^2 normal ones
 * @returns dimension^2 numbers, row by row
 * @throws {UserError} when the dimension is no positive whole number
 */
export function randomRotation(dimension: number, stream: Stream): Float64Array {
  requireDimension(dimension);
  const r = stream.normals(dimension * dimension);
  for (let i = 0; i < dimension; i++) {
    const row = r.subarray(i * dimension, (i + 1) * dimension);
    for (let k = 0; k < 2 * i; k++) {
      const other = r.subarray((k % i) * dimension, ((k % i) + 1) * dimension);
      const along = dot(row, other);
      for (let j = 0; j < dimension; j++) row[j] -= along * other[j];
    }
    const length = Math.sqrt(dot(row, row));
    for (let j = 0; j < dimension; j++) row[j] /= length;
  }
  return r;
}

/** R' H R. */
function congruent(h: Float64Array, r: Float64Array, d: number): Float64Array {
  const half = new Float64Array(d * d);
  const full = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < d; k++) {
      for (let j = 0; j < d; j++) half[i * d + j] += h[i * d + k] * r[k * d + j];
    }
  }
  for (let k = 0; k < d; k++) {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) full[i * d + j] += r[k * d + i] * half[k * d + j];
    }
  }
  return full;
}

function requireOrthogonal(r: Float64Array, d: number): void {
  let worst = r.length === d * d ? 0 : Infinity;
  for (let i = 0; i < d && worst < Infinity; i++) {
    const row = r.subarray(i * d, (i + 1) * d);
    for (let k = 0; k <= i; k++) {
      const off = Math.abs(dot(row, r.subarray(k * d, (k + 1) * d)) - Number(i === k));
      worst = Math.max(worst, Number.isNaN(off) ? Infinity : off);
    }
  }
  if (worst <= tolerance) return;
  throw new UserError(
    `The ${r.length} numbers are no orthogonal ${d} x ${d} matrix row by row.`,
    'Use randomRotation, or rows of length 1 at right angles.',
  );
}

function dot(a: Place, b: Place): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
