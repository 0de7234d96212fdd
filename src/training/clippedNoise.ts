import { square } from '../kernel/index.js';
import { allExamples, type GradientSource, type StepGradient } from '../net/index.js';

/** Noise longer than the median of so many steps is shortened to it. */
const remembered = 51;

/**
 * The full gradient plus the noise of the minibatch, which is shortened to the median length of the last
 * steps' noise where it is longer. It remembers these lengths, so that a run with it cannot be taken up
 * again.
 */
export function clippedNoiseGradient(source: GradientSource): StepGradient {
  const everything = allExamples(source.exampleCount);
  const full = new Float32Array(source.parameterCount);
  const lengths: number[] = [];
  return (weights, minibatch, gradient) => {
    const loss = source.gradient(weights, minibatch, gradient);
    source.gradient(weights, everything, full);
    let squares = 0;
    for (let i = 0; i < full.length; i++) squares += square(gradient[i] - full[i]);
    const length = Math.sqrt(squares);
    lengths.push(length);
    if (lengths.length > remembered) lengths.shift();
    const median = lengths.toSorted((a, b) => a - b)[lengths.length >> 1];
    const factor = length > median ? median / length : 1;
    for (let i = 0; i < full.length; i++) gradient[i] = full[i] + factor * (gradient[i] - full[i]);
    return loss;
  };
}
