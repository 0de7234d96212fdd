import type { RegressionExamples } from './dataset/syntheticRegression.js';
import type { GradientSource } from './gradientSource.js';
import { requireIndices } from './sourceInput.js';

/**
 * Linear regression without intercept. An example (a, y) has the loss ½ (a·w − y)², the gradient (a·w − y)
 * a and the Hessian a aᵀ. Sums run in double precision, in the order of the examples.
 *
 * @param data - examples with real-valued targets, for example of `syntheticRegression`
 * @returns the loss on these examples. Its `accuracy` throws: a regression has no labels to get right
 * @throws {RangeError} when the arrays do not fit the announced sizes, and from every method when arrays or
 *   indices do not
 */
export function linearRegression(data: RegressionExamples): GradientSource {
  const { count, dimension, inputs, targets } = data;
  if (dimension < 1 || inputs.length !== count * dimension || targets.length !== count) {
    throw new RangeError(
      `${count} examples of ${dimension} numbers were announced; ` +
        `${inputs.length} numbers and ${targets.length} targets were given.`,
    );
  }
  const check = (vectors: readonly Float32Array[], examples: Uint32Array) => {
    for (const { length } of vectors) requireLength(length, dimension);
    requireIndices(examples, count);
  };
  const residualOf = (example: number, parameters: Float32Array) =>
    dot(data, example, parameters) - targets[example];
  return {
    parameterCount: dimension,
    layers: [{ name: 'weight', offset: 0, rows: 1, columns: dimension }],
    exampleCount: count,

    gradient(parameters, examples, gradient, weights) {
      check([parameters, gradient], examples);
      if (weights) requireLength(weights.length, examples.length);
      let value = 0;
      const factor = (example: number, i: number) => {
        const weight = weights ? weights[i] : 1 / examples.length;
        const residual = residualOf(example, parameters);
        value += (weight * residual * residual) / 2;
        return weight * residual;
      };
      writeSumOfRows(data, examples, factor, gradient);
      return value;
    },

    perExampleGradients(parameters, examples, out) {
      check([parameters], examples);
      requireLength(out.length, examples.length * dimension);
      examples.forEach((example, i) => {
        const residual = residualOf(example, parameters);
        for (let j = 0; j < dimension; j++)
          out[i * dimension + j] = residual * inputs[example * dimension + j];
      });
    },

    hessianVectorProduct(parameters, vector, examples, out) {
      check([parameters, vector, out], examples);
      writeSumOfRows(data, examples, (example) => dot(data, example, vector) / examples.length, out);
    },

    loss(parameters, examples) {
      check([parameters], examples);
      const squares = examples.reduce((sum, example) => {
        const residual = residualOf(example, parameters);
        return sum + residual * residual;
      }, 0);
      return squares / 2 / examples.length;
    },

    accuracy() {
      throw new RangeError('Linear regression has real-valued targets and no accuracy; ask for its loss.');
    },
  };
}

function dot({ inputs, dimension }: RegressionExamples, example: number, vector: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < dimension; j++) sum += inputs[example * dimension + j] * vector[j];
  return sum;
}

/** Writes the sum of factor(example, i) × a over the examples. */
function writeSumOfRows(
  { inputs, dimension }: RegressionExamples,
  examples: Uint32Array,
  factor: (example: number, i: number) => number,
  out: Float32Array,
): void {
  const sums = new Float64Array(dimension);
  examples.forEach((example, i) => {
    const times = factor(example, i);
    for (let j = 0; j < dimension; j++) sums[j] += times * inputs[example * dimension + j];
  });
  out.set(sums);
}

function requireLength(found: number, needed: number): void {
  if (found !== needed) throw new RangeError(`An array has ${found} numbers; ${needed} are needed.`);
}
