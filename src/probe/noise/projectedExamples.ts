import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { Projector, type NoiseMatrix } from '../../tail/index.js';
import { requirePoint } from '../lossLandscape.js';
import { centreColumns, eachExampleGradient } from './exampleGradients.js';

/**
 * The noise of the gradient of every single example on random unit directions: one row for each example,
 * less the mean over examples. At frozen weights the noise of any minibatch is the mean of the rows of its
 * examples, so that millions of minibatches cost no further gradient.
 *
 * Costs one gradient for each example; memory is O(examples × directions + directions × parameters).
 *
 * @param source - the loss
 * @param weights - the frozen weights
 * @param directions - at least 1
 * @param stream - draws the directions
 * @returns examples × directions numbers
 * @throws {RangeError} when the number of directions is not a whole number above 0, or a weight is not
 *   finite
 */
export function projectExamples(
  source: GradientSource,
  weights: Float32Array,
  directions: number,
  stream: Stream,
): NoiseMatrix {
  const { exampleCount: rows, parameterCount } = source;
  requirePoint('weight vector', weights, parameterCount);
  const projector = new Projector({ directions, parameters: parameterCount, stream });
  const values = new Float64Array(rows * directions);
  eachExampleGradient(source, weights, (first, gradients) => {
    values.set(projector.projectRows(gradients), first * directions);
  });
  centreColumns(values, directions);
  return { rows, columns: directions, values };
}
