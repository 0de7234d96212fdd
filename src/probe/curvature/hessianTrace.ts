import { square } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { studentQuantile } from '../../statistics/index.js';
import { requireCount, requirePoint } from '../lossLandscape.js';

export interface HessianTrace {
  readonly trace: number;
  readonly standardError: number;
  /** Student interval at 95 % over the probes. */
  readonly low: number;
  readonly high: number;
}

/**
 * Trace of the Hessian by Hutchinson's estimator (1989): the mean of v'Hv over vectors v of independent signs. Unbiased; its
 * variance is twice the sum of squared entries off the diagonal, over the number of probes.
 *
 * Costs `probes` products of Hessian and vector, each about one and a half to two gradients; memory is O(parameters).
 *
 * @param examples - over which the loss is a mean
 * @param probes - at least 2
 * @param stream - probe k uses its substream k
 * @throws {RangeError} when a count is out of range, or a weight or a product is not finite
 */
export function hessianTrace(
  source: GradientSource,
  weights: Float32Array,
  examples: Uint32Array,
  probes: number,
  stream: Stream,
): HessianTrace {
  requireCount('probes', probes, 2);
  requirePoint('weight vector', weights, source.parameterCount);
  const vector = new Float32Array(weights.length);
  const product = new Float32Array(weights.length);
  const values = Float64Array.from({ length: probes }, (_, k) => {
    const signs = stream.substream(k).integers(weights.length, 2);
    for (let i = 0; i < vector.length; i++) vector[i] = 2 * signs[i] - 1;
    source.hessianVectorProduct(weights, vector, examples, product);
    let sum = 0;
    for (let i = 0; i < vector.length; i++) sum += vector[i] * product[i];
    return sum;
  });
  if (!values.every(Number.isFinite)) throw new RangeError('A product with the Hessian is not finite.');
  const trace = values.reduce((sum, value) => sum + value, 0) / probes;
  const squares = values.reduce((sum, value) => sum + square(value - trace), 0);
  const standardError = Math.sqrt(squares / (probes - 1) / probes);
  const half = studentQuantile(0.975, probes - 1) * standardError;
  return { trace, standardError, low: trace - half, high: trace + half };
}
