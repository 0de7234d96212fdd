import { dotProducts, exp, log, square } from '../../kernel/index.js';
import { requireCount, requirePositive } from '../lossLandscape.js';
import { tridiagonalEigen } from './tridiagonal.js';
import { tridiagonalForm } from './tridiagonalForm.js';

/** How much gradient noise differs between directions and between coordinates. */
export interface CovarianceSpectrum {
  /**
   * Eigenvalues of the sample covariance, descending: the min(K − 1, d) of them that can differ from zero.
   */
  readonly eigenvalues: Float64Array;
  /** Sum of all variances. */
  readonly trace: number;
  /**
   * Root mean square over geometric mean of the coordinates' standard deviations, without those of
   * `deadFraction`: 1 where all are equal, larger elsewhere.
   */
  readonly scaleRatio: number;
  /** Share of the coordinates that are the same in every gradient, 0 … 1. */
  readonly deadFraction: number;
}

/** Coordinates centred at a time. */
const columnsAtATime = 4096;
/** Rows multiplied at a time by themselves and all later ones. */
const rowsAtATime = 64;

/**
 * Eigenvalues of the covariance of gradient noise, from K gradients of d coordinates. They are taken from
 * the K × K matrix of products of the centred gradients, which has the same ones; no d × d matrix is made.
 * The covariance divides by K − 1.
 *
 * Products are summed in single precision, 512 at a time, so eigenvalues below 1e-6 of the largest one are
 * rounding. Rounding can make them negative; these are set to 0. Scales that are estimated from K Gaussian
 * gradients differ by chance: where all are equal, `scaleRatio` is about 1 + 1 / (2 K − 2), not 1.
 *
 * Costs K² d / 2 multiplications and 4/3 K³; memory is K² + 4096 K numbers beside the gradients.
 *
 * @param gradients - at least 2 rows of equal length, one for each minibatch (or example), at the same
 *   weights
 * @returns eigenvalues, their sum and the spread of scales
 * @throws {RangeError} when rows are too few, empty, of different lengths, not finite, or all the same
 * @example
 * import { stream } from 'heavytail/random';
 * import { covarianceSpectrum, marchenkoPastur } from 'heavytail/probe';
 *
 * const random = stream(1, 'gradients');
 * const gradients = Array.from({ length: 50 }, () => Float32Array.from(random.normals(200)));
 * covarianceSpectrum(gradients).eigenvalues[0]; // → 9.14235
 * marchenkoPastur({ gradients: 50, coordinates: 200, scale: 1 }).high; // → 9.12224
 */
export function covarianceSpectrum(gradients: readonly Float32Array[]): CovarianceSpectrum {
  const rows = gradients.length;
  requireCount('gradients', rows, 2);
  const columns = gradients[0].length;
  requireCount('coordinates', columns, 1);
  const other = gradients.find((row) => row.length !== columns);
  if (other !== undefined) {
    throw new RangeError(`A gradient has ${other.length} numbers; the first one has ${columns}.`);
  }
  const unit = largestSize(gradients);
  const gram = new Float64Array(rows * rows);
  const variances = new Float64Array(columns);
  for (let start = 0; start < columns; start += columnsAtATime) {
    const end = Math.min(start + columnsAtATime, columns);
    addProducts(gram, centred(gradients, unit, start, variances.subarray(start, end)));
  }
  let trace = 0;
  for (const variance of variances) trace += variance;
  if (trace === 0) throw new RangeError('All gradients are the same; their noise has no covariance.');
  const { diagonal, beside } = tridiagonalForm(gram, rows);
  const { values } = tridiagonalEigen(diagonal, beside);
  return {
    eigenvalues: values
      .subarray(0, Math.min(rows - 1, columns))
      .map((value) => Math.max((value / (rows - 1)) * (unit * unit), 0)),
    trace: trace * (unit * unit),
    ...scales(variances, trace),
  };
}

/** By which numbers are divided, so that no product in single precision over- or underflows. */
function largestSize(gradients: readonly Float32Array[]): number {
  let largest = 0;
  for (const row of gradients) {
    for (const value of row) {
      if (!Number.isFinite(value)) throw new RangeError('A number of the gradients is not finite.');
      largest = Math.max(largest, Math.abs(value));
    }
  }
  return largest || 1;
}

/** Columns from `start` on less their means, over `unit`, row by row; their variances go to `variances`. */
function centred(
  gradients: readonly Float32Array[],
  unit: number,
  start: number,
  variances: Float64Array,
): Float32Array[] {
  const columns = variances.length;
  const means = new Float64Array(columns);
  for (const row of gradients) for (let j = 0; j < columns; j++) means[j] += row[start + j];
  for (let j = 0; j < columns; j++) means[j] /= gradients.length;
  return gradients.map((row) => {
    const noise = new Float32Array(columns);
    for (let j = 0; j < columns; j++) {
      const difference = (row[start + j] - means[j]) / unit;
      noise[j] = difference;
      variances[j] += (difference * difference) / (gradients.length - 1);
    }
    return noise;
  });
}

/** Adds the products of all rows to the part of `gram` on and below the diagonal. */
function addProducts(gram: Float64Array, noise: readonly Float32Array[]): void {
  const n = noise.length;
  for (let first = 0; first < n; first += rowsAtATime) {
    const block = noise.slice(first, first + rowsAtATime);
    const later = noise.slice(first);
    const products = dotProducts(later, block);
    for (let a = 0; a < later.length; a++) {
      for (let b = 0; b < Math.min(block.length, a + 1); b++) {
        gram[(first + a) * n + first + b] += products[a * block.length + b];
      }
    }
  }
}

function scales(variances: Float64Array, trace: number) {
  const alive = variances.filter((variance) => variance > 0);
  const logs = log(alive);
  const meanLog = logs.reduce((sum, x) => sum + x, 0) / alive.length;
  return {
    scaleRatio: Math.sqrt(trace / alive.length / exp([meanLog])[0]),
    deadFraction: 1 - alive.length / variances.length,
  };
}

/** Where the eigenvalues of the covariance lie when the noise is independent and of one scale. */
export interface MarchenkoPastur {
  /** The smallest that is not zero because the gradients are few. */
  readonly low: number;
  /** The largest, for many gradients and coordinates. */
  readonly high: number;
  /** Share of the d eigenvalues that are zero because the gradients are few. */
  readonly zeroFraction: number;
}

/**
 * The edges of the law of Marchenko and Pastur (1967), scale² (1 ± √(d / n))² with n = K − 1. For large K
 * and d, the eigenvalues of `covarianceSpectrum` that are not zero by rank lie between them, if the
 * coordinates of the noise are independent, of one scale and of finite fourth moment. The largest one
 * scatters by scale² (√n + √d)(1/√n + 1/√d)^(1/3) / n (Johnstone 2001).
 *
 * @param shape - what the gradients are
 * @param shape.gradients - K, at least 2
 * @param shape.coordinates - d, at least 1
 * @param shape.scale - standard deviation of a coordinate, above 0
 * @returns the two edges and the share of zeros
 * @throws {RangeError} when one of them is out of range
 */
export function marchenkoPastur(shape: {
  readonly gradients: number;
  readonly coordinates: number;
  readonly scale: number;
}): MarchenkoPastur {
  const { gradients, coordinates, scale } = shape;
  requireCount('gradients', gradients, 2);
  requireCount('coordinates', coordinates, 1);
  requirePositive('scale', scale);
  const root = Math.sqrt(coordinates / (gradients - 1));
  return {
    low: square(scale * (1 - root)),
    high: square(scale * (1 + root)),
    zeroFraction: Math.max(0, 1 - (gradients - 1) / coordinates),
  };
}
