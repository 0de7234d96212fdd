import type { RegressionTasks } from './dataset/regressionTasks.js';
import type { GradientSource } from './gradientSource.js';
import { requireExampleWeights, requireIndices, requireVector } from './sourceInput.js';

/**
 * One layer of linear attention that is to answer the query of a task of linear regression from the task's
 * examples (von Oswald et al. 2022, arXiv 2212.07677; Ahn et al. 2023, arXiv 2310.01082).
 *
 * The tokens of a task are z_i = (x_i, y_i), and its query is x. The layer answers p · A Q x with
 * A = Σ z_i z_iᵀ / n over the n examples. An answer that is off by r has the loss r²/2. The parameters are
 * the value row p, of d + 1 numbers, and Q, the product of key and query matrix, (d + 1) × d: the other
 * numbers of a full layer never reach the answer. Sums run in double precision, in the order of the tasks.
 *
 * @param tasks - of `regressionTasks`; a task is an example of the source
 * @returns the loss on these tasks. Its `accuracy` throws: a regression has no labels to get right
 * @throws {RangeError} when the arrays do not fit the announced sizes, and from every method when arrays or
 *   indices do not
 * @example
 * import { allExamples, linearAttention, regressionTasks } from 'heavytail/net';
 * import { stream } from 'heavytail/random';
 *
 * const tasks = regressionTasks(1000, 5, 20, 'gaussian', stream(1, 'tasks'));
 * const source = linearAttention(tasks);
 * // The best layer for many tasks: p = (0, 0, 0, 0, 0, 1) and Q a multiple of the identity.
 * const weights = new Float32Array(source.parameterCount);
 * weights[5] = 1;
 * for (let i = 0; i < 5; i++) weights[6 + 6 * i] = 20 / 26;
 * source.loss(weights, allExamples(1000)); // → 0.538858
 */
export function linearAttention(tasks: RegressionTasks): GradientSource {
  const layer = layerOf(tasks);
  const { count, dimension, tokenSize, parameterCount } = layer;
  return {
    parameterCount,
    layers: [
      { name: 'value', offset: 0, rows: 1, columns: tokenSize },
      { name: 'key-query', offset: tokenSize, rows: tokenSize, columns: dimension },
    ],
    exampleCount: count,

    gradient(parameters, examples, gradient, weights) {
      check(layer, parameters, examples);
      requireVector('gradient', gradient, parameterCount);
      if (weights) requireExampleWeights(weights, examples);
      const sums = new Float64Array(parameterCount);
      let value = 0;
      for (let i = 0; i < examples.length; i++) {
        const weight = weights ? weights[i] : 1 / examples.length;
        const residual = apply(layer, parameters, examples[i]);
        addGradient(layer, examples[i], weight * residual, sums, 0);
        value += (weight * residual * residual) / 2;
      }
      gradient.set(sums);
      return value;
    },

    perExampleGradients(parameters, examples, out) {
      check(layer, parameters, examples);
      requireVector('array of gradients', out, examples.length * parameterCount);
      out.fill(0);
      for (let i = 0; i < examples.length; i++) {
        const residual = apply(layer, parameters, examples[i]);
        addGradient(layer, examples[i], residual, out, i * parameterCount);
      }
    },

    hessianVectorProduct(parameters, vector, examples, out) {
      check(layer, parameters, examples);
      requireVector('direction', vector, parameterCount);
      requireVector('product', out, parameterCount);
      const sums = new Float64Array(parameterCount);
      for (const example of examples) {
        addHessianProduct(layer, parameters, vector, example, 1 / examples.length, sums);
      }
      out.set(sums);
    },

    loss(parameters, examples) {
      check(layer, parameters, examples);
      let value = 0;
      for (const example of examples) {
        const residual = apply(layer, parameters, example);
        value += (residual * residual) / 2 / examples.length;
      }
      return value;
    },

    accuracy() {
      throw new RangeError(
        'Linear attention answers with real numbers and has no accuracy; ask for its loss.',
      );
    },
  };
}

/** What the layer sees of the tasks, and what `apply` leaves behind of the last one. */
interface Layer {
  readonly count: number;
  readonly dimension: number;
  /** d + 1. */
  readonly tokenSize: number;
  readonly parameterCount: number;
  /** A of every task: count × (d + 1)². */
  readonly moments: Float64Array;
  /** count × d, and the answers that are asked for. */
  readonly queries: Float64Array;
  readonly answers: Float64Array;
  /** A Q x and A p. */
  readonly value: Float64Array;
  readonly key: Float64Array;
  /** Q x, and the same along a direction. */
  readonly image: Float64Array;
  readonly imageTangent: Float64Array;
}

function layerOf({ count, dimension, examples, inputs, targets }: RegressionTasks): Layer {
  const rows = count * (examples + 1);
  if (!(dimension >= 1 && examples >= 1) || inputs.length !== rows * dimension || targets.length !== rows) {
    throw new RangeError(
      `${count} tasks of ${examples} examples and a query of ${dimension} numbers were announced; ` +
        `${inputs.length} numbers and ${targets.length} answers were given.`,
    );
  }
  const tokenSize = dimension + 1;
  const moments = new Float64Array(count * tokenSize * tokenSize);
  const queries = new Float64Array(count * dimension);
  const answers = new Float64Array(count);
  const token = new Float64Array(tokenSize);
  for (let task = 0; task < count; task++) {
    const first = task * (examples + 1);
    const own = moments.subarray(task * tokenSize * tokenSize, (task + 1) * tokenSize * tokenSize);
    for (let row = first; row < first + examples; row++) {
      token.set(inputs.subarray(row * dimension, (row + 1) * dimension));
      token[dimension] = targets[row];
      for (let i = 0; i < tokenSize; i++) {
        for (let j = 0; j < tokenSize; j++) own[i * tokenSize + j] += (token[i] * token[j]) / examples;
      }
    }
    const query = first + examples;
    queries.set(inputs.subarray(query * dimension, (query + 1) * dimension), task * dimension);
    answers[task] = targets[query];
  }
  const vector = () => new Float64Array(tokenSize);
  return {
    count,
    dimension,
    tokenSize,
    parameterCount: tokenSize * tokenSize,
    moments,
    queries,
    answers,
    value: vector(),
    key: vector(),
    image: vector(),
    imageTangent: vector(),
  };
}

function check({ parameterCount, count }: Layer, parameters: Float32Array, examples: Uint32Array): void {
  requireVector('parameter vector', parameters, parameterCount);
  requireIndices(examples, count);
}

/** Answers the query of a task; returns how far the answer is off, and leaves A Q x and A p behind. */
function apply(layer: Layer, parameters: Float32Array, task: number): number {
  const { tokenSize, moments, answers, value, key, image } = layer;
  writeImage(layer, parameters, task, image);
  const start = task * tokenSize * tokenSize;
  let answer = 0;
  for (let i = 0; i < tokenSize; i++) {
    let [ofValue, ofKey] = [0, 0];
    for (let j = 0; j < tokenSize; j++) {
      const moment = moments[start + i * tokenSize + j];
      ofValue += moment * image[j];
      ofKey += moment * parameters[j];
    }
    value[i] = ofValue;
    key[i] = ofKey;
    answer += parameters[i] * ofValue;
  }
  return answer - answers[task];
}

/** Q x, for the Q of any vector of parameters. */
function writeImage(layer: Layer, parameters: Float32Array, task: number, out: Float64Array): void {
  const { dimension, tokenSize, queries } = layer;
  for (let i = 0; i < tokenSize; i++) {
    let sum = 0;
    for (let j = 0; j < dimension; j++) {
      sum += parameters[tokenSize + i * dimension + j] * queries[task * dimension + j];
    }
    out[i] = sum;
  }
}

/** Adds `factor` times the gradient of the answer that `apply` has just given. */
function addGradient(
  { dimension, tokenSize, queries, value, key }: Layer,
  task: number,
  factor: number,
  out: Float64Array | Float32Array,
  offset: number,
): void {
  for (let i = 0; i < tokenSize; i++) {
    out[offset + i] += factor * value[i];
    const row = offset + tokenSize + i * dimension;
    for (let j = 0; j < dimension; j++) out[row + j] += factor * key[i] * queries[task * dimension + j];
  }
}

/** Adds `weight` times the Hessian of the loss of one task times `vector`. */
function addHessianProduct(
  layer: Layer,
  parameters: Float32Array,
  vector: Float32Array,
  task: number,
  weight: number,
  out: Float64Array,
): void {
  const { dimension, tokenSize, moments, queries, value, key, imageTangent } = layer;
  const residual = apply(layer, parameters, task);
  writeImage(layer, vector, task, imageTangent);
  let answerTangent = 0;
  for (let i = 0; i < tokenSize; i++) answerTangent += vector[i] * value[i] + key[i] * imageTangent[i];
  addGradient(layer, task, weight * answerTangent, out, 0);
  const start = task * tokenSize * tokenSize;
  for (let i = 0; i < tokenSize; i++) {
    let [valueTangent, keyTangent] = [0, 0];
    for (let j = 0; j < tokenSize; j++) {
      const moment = moments[start + i * tokenSize + j];
      valueTangent += moment * imageTangent[j];
      keyTangent += moment * vector[j];
    }
    out[i] += weight * residual * valueTangent;
    const row = tokenSize + i * dimension;
    for (let j = 0; j < dimension; j++) {
      out[row + j] += weight * residual * keyTangent * queries[task * dimension + j];
    }
  }
}
