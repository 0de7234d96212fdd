import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { requireCount, requirePoint } from '../lossLandscape.js';
import { tridiagonalEigen } from './tridiagonal.js';

/** Writes the product of a symmetric matrix and `vector` to `out`. */
export type SymmetricProduct = (vector: Float32Array, out: Float32Array) => void;

/** What Lanczos' method made of a matrix and a start vector. */
export interface LanczosRun {
  /** Ritz values, descending: the outermost ones are near eigenvalues. */
  readonly ritzValues: Float64Array;
  /** For each, a bound on the distance to the nearest eigenvalue. */
  readonly errorBounds: Float64Array;
  /** Squared share of the start vector along each: weights of a quadrature of the spectral density. */
  readonly weights: Float64Array;
}

/** Below this share of the first vector's image the Krylov space is exhausted. */
const exhausted = 1e-6;

/**
 * Lanczos' method with full reorthogonalisation: projects a symmetric matrix on the Krylov space of a
 * random vector.
 *
 * The error bound of a Ritz value is that of its residual, |beta_k s_ki| (Parlett 1980, section 13.2);
 * products in single precision add about 1e-7 of the largest eigenvalue to it. Costs `steps` products;
 * memory is steps × dimension numbers.
 *
 * @param product - multiplies the matrix by a vector
 * @param dimension - of the matrix, at least 1
 * @param steps - at least 1; fewer are made where the Krylov space is exhausted
 * @param stream - draws the start vector, normal and normalised
 * @returns Ritz values with error bounds and weights
 * @throws {RangeError} when a count is out of range or a product is not finite
 */
export function lanczos(
  product: SymmetricProduct,
  dimension: number,
  steps: number,
  stream: Stream,
): LanczosRun {
  requireCount('dimensions', dimension, 1);
  requireCount('steps', steps, 1);
  const basis: Float32Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let next = normalised(Float64Array.from(stream.normals(dimension)));
  const image = new Float32Array(dimension);
  let left = 0;
  for (let k = 0; k < Math.min(steps, dimension); k++) {
    basis.push(next);
    product(next, image);
    const rest = Float64Array.from(image);
    diagonal.push(dot(next, rest));
    // Twice is enough (Parlett 1980, section 6.9).
    for (let pass = 0; pass < 2; pass++) {
      for (const vector of basis) {
        const along = dot(vector, rest);
        for (let i = 0; i < dimension; i++) rest[i] -= along * vector[i];
      }
    }
    left = Math.sqrt(dot(rest, rest));
    if (!Number.isFinite(left)) throw new RangeError('A product with the matrix is not finite.');
    const scale = Math.max(...diagonal.map(Math.abs), ...beside);
    if (left <= exhausted * scale || k === Math.min(steps, dimension) - 1) break;
    beside.push(left);
    next = normalised(rest);
  }
  const { values, first, last } = tridiagonalEigen(diagonal, beside);
  return {
    ritzValues: values,
    errorBounds: last.map((component) => Math.abs(left * component)),
    weights: first.map((component) => component * component),
  };
}

/**
 * Lanczos' method on the Hessian of the mean loss. It takes `steps` products of Hessian and vector, each
 * about one and a half to two gradients.
 *
 * @param source - the loss
 * @param weights - where the Hessian is taken
 * @param examples - over which the loss is a mean
 * @param steps - at least 1
 * @param stream - draws the start vector
 * @returns as `lanczos`: the first Ritz value is near the largest eigenvalue
 * @throws {RangeError} as `lanczos`, and when a weight is not finite
 */
export function hessianLanczos(
  source: GradientSource,
  weights: Float32Array,
  examples: Uint32Array,
  steps: number,
  stream: Stream,
): LanczosRun {
  requirePoint('weight vector', weights, source.parameterCount);
  const product: SymmetricProduct = (vector, out) =>
    source.hessianVectorProduct(weights, vector, examples, out);
  return lanczos(product, weights.length, steps, stream);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function normalised(vector: Float64Array): Float32Array {
  const norm = Math.sqrt(dot(vector, vector));
  return Float32Array.from(vector, (value) => value / norm);
}
