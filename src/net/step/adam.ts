import type { StepGradient } from './stepGradient.js';

/** Decay of the two moving means and what is added to a root; those of the paper, as in PyTorch. */
const firstDecay = 0.9;
const secondDecay = 0.999;
const epsilon = 1e-8;

/**
 * The direction of Adam (Kingma and Ba 2014, arXiv 1412.6980) in place of a gradient: the moving mean of the
 * gradients over the root of that of their squares, coordinate by coordinate. With it `sgd` is Adam: its
 * step size is Adam's.
 *
 * The moving means belong to one run: make a new one for each. A run that is taken up again begins them anew.
 *
 * @param step - the gradients that Adam sees
 * @returns directions for `sgd`
 */
export function adamDirection(step: StepGradient): StepGradient {
  let means = new Float64Array(0);
  let squares = new Float64Array(0);
  let [firstPower, secondPower] = [1, 1];
  return (weights, minibatch, gradient, iteration) => {
    const loss = step(weights, minibatch, gradient, iteration);
    if (means.length !== gradient.length) {
      means = new Float64Array(gradient.length);
      squares = new Float64Array(gradient.length);
    }
    firstPower *= firstDecay;
    secondPower *= secondDecay;
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i];
      means[i] = firstDecay * means[i] + (1 - firstDecay) * g;
      squares[i] = secondDecay * squares[i] + (1 - secondDecay) * g * g;
      gradient[i] = means[i] / (1 - firstPower) / (Math.sqrt(squares[i] / (1 - secondPower)) + epsilon);
    }
    return loss;
  };
}
