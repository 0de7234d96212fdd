import type { Stream } from '../law/index.js';
import type { GradientSource } from './gradientSource.js';

/**
 * The same loss, whose gradient is the full gradient plus Gaussian noise with exactly the covariance of
 * minibatch sampling (batches of `batchSize` drawn with replacement): what SGD would be without the tails
 * of its noise.
 *
 * With per-example gradients g_i and z_i independent standard normal, the noise is the sum of
 * (z_i - mean z) g_i over √(n b), which takes one weighted pass over the examples (Wu et al. 2020, the
 * gradient matrix times sampling noise).
 *
 * @param batchSize - b, at least 1
 * @param stream - drawn on at every gradient
 */
export function withGaussianNoise(source: GradientSource, batchSize: number, stream: Stream): GradientSource {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`The batch size is ${batchSize}; it must be a whole number of at least 1.`);
  }
  const count = source.exampleCount;
  const everything = Uint32Array.from({ length: count }, (_, i) => i);
  const weights = new Float32Array(count);
  const factor = 1 / Math.sqrt(count * batchSize);
  return {
    ...source,
    gradient(parameters, _examples, gradient) {
      const normals = stream.normals(count);
      const mean = normals.reduce((sum, value) => sum + value, 0) / count;
      for (let i = 0; i < count; i++) weights[i] = 1 / count + factor * (normals[i] - mean);
      return source.gradient(parameters, everything, gradient, weights);
    },
  };
}
