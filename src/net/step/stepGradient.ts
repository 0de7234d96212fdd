import { draw, type Law, type Stream } from '../../law/index.js';
import type { GradientSource } from '../gradientSource.js';

/**
 * Where the gradient of a step comes from: writes it to `gradient` and returns the loss that it belongs to.
 * Its random numbers are keyed by the iteration, so that a run that is taken up again repeats itself.
 */
export type StepGradient = (
  weights: Float32Array,
  minibatch: Uint32Array,
  gradient: Float32Array,
  iteration: number,
) => number;

/**
 * SGD's own: the gradient of the minibatch, without dropout.
 *
 * @param source - the loss
 * @returns gradients for `sgd`
 */
export function minibatchGradient(source: GradientSource): StepGradient {
  return (weights, minibatch, gradient) => source.gradient(weights, minibatch, gradient);
}

/**
 * The gradient of the minibatch as the source is trained: with dropout where its network has it, else the
 * same as `minibatchGradient`.
 *
 * @param source - the loss
 * @param stream - iteration k uses its substream k
 * @returns gradients for `sgd`
 */
export function trainingGradient(source: GradientSource, stream: Stream): StepGradient {
  if (!source.trainingGradient) return minibatchGradient(source);
  return (weights, minibatch, gradient, iteration) =>
    source.trainingGradient!(weights, minibatch, gradient, stream.substream(iteration));
}

/**
 * Adds independent noise in every coordinate to a gradient, for example Gaussian or symmetric alpha-stable
 * noise.
 *
 * @param step - the gradient that noise is added to
 * @param law - of the noise in one coordinate
 * @param stream - iteration k uses its substream k
 * @returns gradients for `sgd`
 */
export function withNoise(step: StepGradient, law: Law, stream: Stream): StepGradient {
  return (weights, minibatch, gradient, iteration) => {
    const loss = step(weights, minibatch, gradient, iteration);
    const noise = draw(law, gradient.length, stream.substream(iteration));
    for (let i = 0; i < gradient.length; i++) gradient[i] += noise[i];
    return loss;
  };
}
