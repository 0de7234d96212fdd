import { square } from '../../kernel/index.js';
import { UserError } from '../../error.js';

/** A point of space, one number a coordinate. */
export type Place = Float64Array;

/**
 * A potential U in any number of dimensions. The functions allocate nothing but what they return; `x` is
 * never kept or changed.
 */
export interface Landscape {
  readonly dimension: number;
  value(x: Place): number;
  /** Writes grad U(x). */
  gradient(x: Place, into: Place): void;
  /** d^2 U/dx_i dx_j, row by row. */
  hessian(x: Place): Float64Array;
  /** The Hessian's diagonal; present where it has nothing else, so that large d need no d x d numbers. */
  curvatures?(x: Place): Float64Array;
  /** Known local minima; where they are not isolated, one of each connected set. */
  readonly minima: readonly Place[];
  /** Known saddles with one falling direction. */
  readonly saddles: readonly Place[];
  /** Index of the minimum that gradient flow from x leads to, -1 where it is none of `minima`. */
  basinOf(x: Place): number;
  /**
   * Largest |eigenvalue| of the Hessian where paths are expected, by which coarse steps are refused:
   * everywhere unless the constructor says otherwise.
   */
  readonly steepestCurvature: number;
}

/**
 * Refuses a number of coordinates that is not a positive whole number.
 *
 * @throws {UserError}
 */
export function requireDimension(dimension: number): void {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new UserError(`The dimension is ${dimension}.`, 'Give a whole number of at least 1.');
  }
}

/**
 * Refuses a place with another number of coordinates, or one that is not finite.
 *
 * @throws {UserError}
 */
export function requirePlace(name: string, place: ArrayLike<number>, dimension: number): Place {
  const copy = Float64Array.from(place);
  if (copy.length !== dimension || !copy.every(Number.isFinite)) {
    throw new UserError(
      `The ${name} has ${copy.length} coordinates${copy.every(Number.isFinite) ? '' : ', not all finite'}; ` +
        `it must have ${dimension}, all finite.`,
      'Give one finite number a dimension.',
    );
  }
  return copy;
}

/** A bound of |eigenvalues| of a symmetric matrix given row by row: its largest row sum of sizes. */
export function rowSumNorm(matrix: Float64Array, dimension: number): number {
  let largest = 0;
  for (let i = 0; i < dimension; i++) {
    let sum = 0;
    for (let j = 0; j < dimension; j++) sum += Math.abs(matrix[i * dimension + j]);
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** |a - b|. */
export function distance(a: Place, b: Place): number {
  let squares = 0;
  for (let j = 0; j < a.length; j++) squares += square(a[j] - b[j]);
  return Math.sqrt(squares);
}
