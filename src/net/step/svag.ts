import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../gradientSource.js';
import { checkNoiseBatchSize, freshMinibatch } from './minibatch.js';
import type { StepGradient } from './stepGradient.js';

/**
 * The stochastic variance amplified gradient (Li, Malladi, Arora 2021, arXiv 2102.12470). It takes two
 * independent fresh minibatches and adds (1 + √(2l − 1))/2 times the gradient of one and (1 − √(2l − 1))/2
 * times that of the other. With the step size divided by l and l times as many steps, it has the drift and
 * the covariance of SGD in each unit of time, while its noise tends to Gaussian as l grows. l = 1 is SGD.
 *
 * @param source - the loss
 * @param batchSize - of each of the two, 1 to the number of examples
 * @param amplification - l, at least 1
 * @param stream - iteration k uses its substream k
 * @returns gradients for `sgd`, whose minibatches they ignore
 * @throws {RangeError} when l or the batch size is out of range
 */
export function svagGradient(
  source: GradientSource,
  batchSize: number,
  amplification: number,
  stream: Stream,
): StepGradient {
  checkNoiseBatchSize(batchSize);
  if (!(amplification >= 1 && Number.isFinite(amplification))) {
    throw new RangeError(`The amplification is ${amplification}; it must be a finite number of at least 1.`);
  }
  const root = Math.sqrt(2 * amplification - 1);
  const [more, less] = [(1 + root) / 2, (1 - root) / 2];
  const second = new Float32Array(source.parameterCount);
  return (weights, _minibatch, gradient, iteration) => {
    const own = stream.substream(iteration);
    const one = freshMinibatch(source.exampleCount, batchSize, own);
    const loss = source.gradient(weights, one, gradient);
    if (less === 0) return loss;
    const otherLoss = source.gradient(weights, freshMinibatch(source.exampleCount, batchSize, own), second);
    for (let i = 0; i < gradient.length; i++) gradient[i] = more * gradient[i] + less * second[i];
    return more * loss + less * otherLoss;
  };
}
