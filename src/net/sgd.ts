import { UserError } from '../error.js';
import type { Stream } from '../law/index.js';
import type { GradientSource } from './gradientSource.js';
import { minibatches, type SamplingOrder } from './minibatch.js';

export interface SgdSettings {
  /** eta; finite and positive. */
  readonly stepSize: number;
  /** constant, or halved at one third and at two thirds of the iterations. */
  readonly schedule?: 'constant' | 'halved-twice';
  /** b; as large as the number of examples, in fixed order, it makes this full-batch gradient descent. */
  readonly batchSize: number;
  readonly order: SamplingOrder;
  readonly iterations: number;
  /** Decides the order of the examples. */
  readonly stream: Stream;
  /** Changes the gradient in place before the step, for example by adding noise. */
  readonly perturb?: (gradient: Float32Array, iteration: number, weights: Float32Array) => void;
}

/** SGD before iteration `iteration`. The arrays are the run's own: read them, do not write. */
export interface SgdState {
  /** Steps done so far. */
  readonly iteration: number;
  readonly weights: Float32Array;
  /** Loss of the minibatch of the last step, before it; undefined before the first. */
  readonly minibatchLoss: number | undefined;
  /** Euclidean length of the last step; 0 before the first. */
  readonly stepLength: number;
}

/**
 * Plain SGD, w ← w − eta g: the one training loop. Yields the state before the first step and after each
 * one, iterations + 1 states in all; what its reader measures in between does not influence the run.
 *
 * @param initialWeights - copied, not changed
 * @throws {RangeError} when a setting is out of range
 * @throws {UserError} when the run diverges
 */
export function* sgd(
  source: GradientSource,
  initialWeights: Float32Array,
  settings: SgdSettings,
): Generator<SgdState, void> {
  const { stepSize, schedule = 'constant', batchSize, order, iterations, stream, perturb } = settings;
  if (!(stepSize > 0 && Number.isFinite(stepSize))) {
    throw new RangeError(`The step size is ${stepSize}; it must be a finite number above 0.`);
  }
  if (!Number.isInteger(iterations) || iterations < 0) {
    throw new RangeError(
      `The number of iterations is ${iterations}; it must be a whole number of at least 0.`,
    );
  }
  const weights = initialWeights.slice();
  const gradient = new Float32Array(weights.length);
  const batches = minibatches(source.exampleCount, batchSize, order, stream);
  yield { iteration: 0, weights, minibatchLoss: undefined, stepLength: 0 };
  for (let iteration = 0; iteration < iterations; iteration++) {
    const minibatchLoss = source.gradient(weights, batches.next().value, gradient);
    perturb?.(gradient, iteration, weights);
    const eta = stepSize * (schedule === 'constant' ? 1 : halvings(iteration / iterations));
    let squares = 0;
    for (let i = 0; i < weights.length; i++) {
      const step = eta * gradient[i];
      weights[i] -= step;
      squares += step * step;
    }
    if (!Number.isFinite(minibatchLoss) || !Number.isFinite(squares)) {
      throw new UserError(
        `Training diverged at iteration ${iteration + 1}: the loss is ${minibatchLoss} at step size ${stepSize}.`,
        'Take a smaller step size.',
      );
    }
    yield { iteration: iteration + 1, weights, minibatchLoss, stepLength: Math.sqrt(squares) };
  }
}

function halvings(progress: number): number {
  if (progress < 1 / 3) return 1;
  return progress < 2 / 3 ? 1 / 2 : 1 / 4;
}
