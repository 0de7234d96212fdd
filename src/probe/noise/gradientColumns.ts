import { fixedMinibatches, type GradientSource } from '../../net/index.js';
import type { ColumnSource } from '../../tail/index.js';
import { requirePoint } from '../lossLandscape.js';

/**
 * The minibatch gradients of one pass over the examples in fixed order, as published, to be read column block
 * by column block: each block costs one pass and holds no more than its columns.
 *
 * @param source - the loss
 * @param weights - the frozen weights
 * @param batchSize - 1 to the number of examples
 * @returns the gradients, not centred
 * @throws {RangeError} when the batch size does not fit the examples, or a weight is not finite
 */
export function gradientColumns(
  source: GradientSource,
  weights: Float32Array,
  batchSize: number,
): ColumnSource {
  const { parameterCount: parameters, exampleCount } = source;
  requirePoint('weight vector', weights, parameters);
  const minibatches = fixedMinibatches(exampleCount, batchSize);
  return {
    minibatches: minibatches.length,
    parameters,
    columns(from, count) {
      const values = new Float32Array(minibatches.length * count);
      const gradient = new Float32Array(parameters);
      minibatches.forEach((minibatch, p) => {
        source.gradient(weights, minibatch, gradient);
        values.set(gradient.subarray(from, from + count), p * count);
      });
      return values;
    },
  };
}
