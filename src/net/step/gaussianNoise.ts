import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../gradientSource.js';
import { checkNoiseBatchSize } from './minibatch.js';
import type { StepGradient } from './stepGradient.js';

/**
 * The full gradient plus Gaussian noise with exactly the covariance of minibatch sampling (batches of
 * `batchSize` examples drawn with replacement): what SGD would be without the tails of its noise.
 *
 * With per-example gradients g_i and independent standard normal z_i, the noise is the sum of (z_i − mean
 * z) g_i over √(n b), which takes one weighted pass over the examples (Wu et al. 2020, arXiv 1906.07405:
 * the gradient matrix times sampling noise).
 *
 * @param source - the loss
 * @param batchSize - b, at least 1
 * @param stream - iteration k uses its substream k
 * @returns gradients for `sgd`, whose minibatches they ignore
 * @throws {RangeError} when the batch size is not a whole number of at least 1
 */
export function matchedGaussianGradient(
  source: GradientSource,
  batchSize: number,
  stream: Stream,
): StepGradient {
  checkNoiseBatchSize(batchSize);
  const count = source.exampleCount;
  const everything = Uint32Array.from({ length: count }, (_, i) => i);
  const exampleWeights = new Float32Array(count);
  const factor = 1 / Math.sqrt(count * batchSize);
  return (weights, _minibatch, gradient, iteration) => {
    const normals = stream.substream(iteration).normals(count);
    const mean = normals.reduce((sum, value) => sum + value, 0) / count;
    for (let i = 0; i < count; i++) exampleWeights[i] = 1 / count + factor * (normals[i] - mean);
    return source.gradient(weights, everything, gradient, exampleWeights);
  };
}
