import { square } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { studentQuantile } from '../../statistics/index.js';
import { requireCount, requirePoint } from '../lossLandscape.js';

/** An estimate of the trace of the Hessian with its error. */
export interface HessianTrace {
  readonly trace: number;
  readonly standardError: number;
  /** Student interval at 95 % over the probes. */
  readonly low: number;
  readonly high: number;
}

/** Of the interval. */
const level = 0.95;

/**
 * Trace of the Hessian by Hutchinson's estimator (1989): the mean of vᵀHv over vectors v of independent
 * signs. It is unbiased; its variance is twice the sum of the squared entries off the diagonal, over the
 * number of probes.
 *
 * Costs `probes` products of Hessian and vector, each about one and a half to two gradients; memory is
 * O(parameters).
 *
 * @param source - the loss
 * @param weights - where the Hessian is taken
 * @param examples - over which the loss is a mean
 * @param probes - vectors, at least 2
 * @param stream - probe k uses its substream k
 * @returns the trace with a Student interval
 * @throws {RangeError} when a count is out of range, or a weight or a product is not finite
 * @example
 * import { allExamples, linearRegression, syntheticRegression } from 'heavytail/net';
 * import { hessianTrace } from 'heavytail/probe';
 * import { stream } from 'heavytail/random';
 *
 * const source = linearRegression(syntheticRegression(1000, [2, -1], 1, 0.1, stream(1, 'data')));
 * const weights = new Float32Array(2);
 * hessianTrace(source, weights, allExamples(1000), 10, stream(1, 'probes')).trace; // → 1.96728
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
  const half = studentQuantile((1 + level) / 2, probes - 1) * standardError;
  return { trace, standardError, low: trace - half, high: trace + half };
}
