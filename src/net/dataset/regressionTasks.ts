import { logOf, powOf } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';

/**
 * How the covariates of a task are distributed; all have the mean square 1 in each number. sphere: uniform
 * on a sphere, no tails at all. gaussian: independent normal numbers. exponential, gamma: a uniform direction
 * times a length of the exponential law or of the gamma law of shape 0.1, whose tails are heavier.
 */
export const covariateLaws = ['sphere', 'gaussian', 'exponential', 'gamma'] as const;
/** A name in `covariateLaws`. */
export type CovariateLaw = (typeof covariateLaws)[number];

/** Tasks of linear regression, each with examples whose answers are known and a query whose is asked for. */
export interface RegressionTasks {
  /** Tasks in all. */
  readonly count: number;
  /** Numbers of a covariate. */
  readonly dimension: number;
  /** Examples of a task with a known answer. */
  readonly examples: number;
  /** count × (examples + 1) × dimension, row by row; the last covariate of a task is its query. */
  readonly inputs: Float32Array;
  /** count × (examples + 1) answers. */
  readonly targets: Float32Array;
}

/** As in the source. */
const gammaShape = 0.1;

/**
 * Draws tasks of in-context linear regression: each has weights w of independent standard normal numbers,
 * covariates x, and answers w·x without noise (Ahn et al. 2023, arXiv 2310.01082).
 *
 * Tasks of one stream that differ in the law of their covariates have the same weights and directions, so
 * that they can be compared in pairs. The source leaves the mean square of its gamma lengths at 11; here all
 * laws have one scale, so that nothing but the tails differs.
 *
 * @param count - tasks, at least 1
 * @param dimension - numbers of a covariate, at least 1
 * @param examples - with a known answer in each task, at least 1
 * @param law - of the covariates
 * @param stream - its substream 0 gives the covariates' directions, 1 the weights, 2 the lengths
 * @returns the tasks, for `linearAttention`
 * @throws {RangeError} when a number is out of range
 */
export function regressionTasks(
  count: number,
  dimension: number,
  examples: number,
  law: CovariateLaw,
  stream: Stream,
): RegressionTasks {
  for (const [what, value] of Object.entries({ tasks: count, dimensions: dimension, examples })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`The number of ${what} is ${value}; it must be a whole number from 1.`);
    }
  }
  const rows = count * (examples + 1);
  const normals = stream.substream(0).normals(rows * dimension);
  const weights = stream.substream(1).normals(count * dimension);
  const lengths = lengthsOf(law, rows, stream.substream(2));
  const inputs = new Float32Array(rows * dimension);
  const targets = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const covariate = normals.subarray(row * dimension, (row + 1) * dimension);
    const factor = law === 'gaussian' ? 1 : ((lengths?.[row] ?? 1) * Math.sqrt(dimension)) / norm(covariate);
    const task = Math.floor(row / (examples + 1));
    let answer = 0;
    for (let j = 0; j < dimension; j++) {
      const x = Math.fround(factor * covariate[j]);
      inputs[row * dimension + j] = x;
      answer += weights[task * dimension + j] * x;
    }
    targets[row] = answer;
  }
  return { count, dimension, examples, inputs, targets };
}

function norm(vector: Float64Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}

/** Lengths over the root of their mean square; undefined where they are 1 or those of normal numbers. */
function lengthsOf(law: CovariateLaw, count: number, stream: Stream): Float64Array | undefined {
  // The mean square of an exponential number is 2.
  if (law === 'exponential') return stream.exponentials(count).map((value) => value / Math.SQRT2);
  return law === 'gamma' ? gammaLengths(count, stream) : undefined;
}

/**
 * Numbers of the gamma law over the root of their mean square. Marsaglia and Tsang (2000): a number of shape
 * a + 1, times the power 1/a of a uniform number.
 */
function gammaLengths(count: number, stream: Stream): Float64Array {
  const d = gammaShape + 1 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  const found = new Float64Array(count);
  let missing = Uint32Array.from(found, (_, i) => i);
  while (missing.length > 0) {
    const normals = stream.normals(missing.length);
    const uniforms = stream.uniforms(missing.length);
    missing = missing.filter((place, i) => {
      const [x, t] = [normals[i], 1 + c * normals[i]];
      const v = t * t * t;
      const accepted = v > 0 && logOf(uniforms[i]) < (x * x) / 2 + d * (1 - v + logOf(v));
      if (accepted) found[place] = d * v;
      return !accepted;
    });
  }
  const boosts = stream.uniforms(count);
  const rootMeanSquare = Math.sqrt(gammaShape * (gammaShape + 1));
  return found.map((value, i) => (value * powOf(boosts[i], 1 / gammaShape)) / rootMeanSquare);
}
