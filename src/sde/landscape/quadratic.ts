import { square } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { type Landscape, type Place, requireDimension, requirePlace } from './landscape.js';

/**
 * U(x) = sum of curvatures_i x_i^2/2 around the origin.
 *
 * @param curvatures - one a dimension, positive
 * @throws {UserError} when there is none, or one is not positive and finite
 */
export function quadraticLandscape(curvatures: readonly number[]): Landscape {
  requireDimension(curvatures.length);
  requireCurvatures(curvatures);
  const k = Float64Array.from(curvatures);
  const dimension = k.length;
  return {
    dimension,
    value: (x) => {
      let sum = 0;
      for (let j = 0; j < dimension; j++) sum += 0.5 * k[j] * x[j] * x[j];
      return sum;
    },
    gradient: (x, into) => {
      for (let j = 0; j < dimension; j++) into[j] = k[j] * x[j];
    },
    hessian: () => diagonalMatrix(k),
    curvatures: () => k.slice(),
    minima: [new Float64Array(dimension)],
    saddles: [],
    basinOf: () => 0,
    steepestCurvature: Math.max(...k),
  };
}

/**
 * U(x) = (x - minimum)' H (x - minimum)/2.
 *
 * @param hessian - H row by row, symmetric up to rounding and positive definite
 * @throws {UserError} when H is not square, symmetric or positive definite
 */
export function quadraticForm(hessian: ArrayLike<number>, minimum?: ArrayLike<number>): Landscape {
  const dimension = Math.round(Math.sqrt(hessian.length));
  requireDimension(dimension);
  const h = symmetric(hessian, dimension);
  requirePositiveDefinite(h, dimension);
  const center = requirePlace('minimum', minimum ?? new Float64Array(dimension), dimension);
  const row = (x: Place, i: number) => {
    let sum = 0;
    for (let j = 0; j < dimension; j++) sum += h[i * dimension + j] * (x[j] - center[j]);
    return sum;
  };
  return {
    dimension,
    value: (x) => {
      let sum = 0;
      for (let i = 0; i < dimension; i++) sum += 0.5 * (x[i] - center[i]) * row(x, i);
      return sum;
    },
    gradient: (x, into) => {
      for (let i = 0; i < dimension; i++) into[i] = row(x, i);
    },
    hessian: () => h.slice(),
    minima: [center],
    saddles: [],
    basinOf: () => 0,
    steepestCurvature: largestEigenvalue(h, dimension),
  };
}

/** A matrix with the given diagonal, row by row. */
export function diagonalMatrix(diagonal: Float64Array): Float64Array {
  const matrix = new Float64Array(square(diagonal.length));
  diagonal.forEach((value, i) => (matrix[i * (diagonal.length + 1)] = value));
  return matrix;
}

/**
 * Refuses curvatures that are not all positive and finite.
 *
 * @throws {UserError}
 */
export function requireCurvatures(curvatures: readonly number[]): void {
  const wrong = curvatures.find((k) => !(k > 0 && k < Infinity));
  if (wrong !== undefined) {
    throw new UserError(
      `A curvature is ${wrong}; all must be positive and finite.`,
      'Give curvatures above 0.',
    );
  }
}

/**
 * How far entries that mirror one another may be apart, relative to the diagonal: what products of matrices
 * round.
 */
const asymmetry = 1e-10;

/** The mean of a matrix that is symmetric but for rounding and its mirror image. */
function symmetric(matrix: ArrayLike<number>, d: number): Float64Array {
  if (matrix.length !== d * d) throw noMatrix(matrix.length);
  return Float64Array.from({ length: d * d }, (_, at) => {
    const [i, j] = [Math.floor(at / d), at % d];
    const [entry, mirrored] = [matrix[at], matrix[j * d + i]];
    const size = Math.sqrt(Math.abs(matrix[i * (d + 1)] * matrix[j * (d + 1)]));
    if (!(Math.abs(entry - mirrored) <= asymmetry * size)) throw noMatrix(matrix.length);
    return (entry + mirrored) / 2;
  });
}

function noMatrix(count: number): UserError {
  return new UserError(
    `The ${count} numbers are no symmetric, positive definite matrix row by row.`,
    'Give d x d numbers of a symmetric matrix with positive eigenvalues.',
  );
}

/** By Cholesky's decomposition, which exists for positive definite matrices alone. */
function requirePositiveDefinite(h: Float64Array, d: number): void {
  const lower = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = h[i * d + j];
      for (let k = 0; k < j; k++) rest -= lower[i * d + k] * lower[j * d + k];
      if (!(j < i || (rest > 0 && rest < Infinity))) throw noMatrix(h.length);
      lower[i * d + j] = i === j ? Math.sqrt(rest) : rest / lower[j * d + j];
    }
  }
}

/** By power iteration with a margin for what it has not converged; the trace bounds it for certain. */
function largestEigenvalue(h: Float64Array, d: number): number {
  let trace = 0;
  for (let i = 0; i < d; i++) trace += h[i * (d + 1)];
  let vector = Float64Array.from({ length: d }, (_, i) => 1 + i / d);
  let size = 0;
  for (let round = 0; round < 200; round++) {
    const product = new Float64Array(d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) product[i] += h[i * d + j] * vector[j];
    }
    size = Math.sqrt(product.reduce((sum, x) => sum + x * x, 0));
    vector = product.map((x) => x / size);
  }
  return Math.min(trace, 1.05 * size);
}
