import { UserError } from '../../error.js';
import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../gradientSource.js';
import { minibatches, type SamplingOrder } from './minibatch.js';
import { type Schedule, stepFactor } from './schedule.js';
import { minibatchGradient, type StepGradient } from './stepGradient.js';

/** How a network is trained. */
export interface SgdSettings {
  /** eta; finite and positive. */
  readonly stepSize: number;
  /** How the step size changes; constant where absent. */
  readonly schedule?: Schedule;
  /**
   * b, 1 to the number of examples. As large as that, in fixed order, it makes this full-batch gradient
   * descent.
   */
  readonly batchSize: number;
  readonly order: SamplingOrder;
  /** Steps in all, those before `from` included; a whole number of at least 0. */
  readonly iterations: number;
  /** Decides the order of the examples. */
  readonly stream: Stream;
  /** mu of the heavy ball v ← mu v + g, w ← w − eta v; 0 … 1, 1 excluded. 0 where absent. */
  readonly momentum?: number;
  /** lambda: lambda w is added to the gradient; at least 0, and 0 where absent. */
  readonly weightDecay?: number;
  /**
   * A gradient longer than this is shortened to it, before the weight decay is added; above 0. Absent: none
   * is.
   */
  readonly clipNorm?: number;
  /** Where the gradients come from. Absent: from the minibatches of the source, without dropout. */
  readonly stepGradient?: StepGradient;
  /** Takes up a run again whose weights are handed in: how many iterations it had done, and its velocity. */
  readonly from?: { readonly iteration: number; readonly velocity?: Float32Array };
}

/**
 * SGD after `iteration` steps. The arrays are the run's own: read them, do not write, and copy what you
 * keep.
 */
export interface SgdState {
  /** Steps done so far. */
  readonly iteration: number;
  readonly weights: Float32Array;
  /** v; undefined without momentum. */
  readonly velocity?: Float32Array;
  /** Loss of the minibatch of the last step, before that step; undefined before the first. */
  readonly minibatchLoss: number | undefined;
  /** Euclidean length of the last step; 0 before the first. */
  readonly stepLength: number;
}

/**
 * SGD, the one training loop. It yields the state before the first step and after each one, iterations + 1
 * states in all. What its reader measures in between does not influence the run.
 *
 * @param source - the loss
 * @param initialWeights - copied, not changed
 * @param settings - step size, minibatches and how many steps
 * @throws {RangeError} when a setting is out of range
 * @throws {UserError} when the run diverges
 * @example
 * import { linearRegression, sgd, syntheticRegression } from 'heavytail/net';
 * import { stream } from 'heavytail/random';
 *
 * const data = syntheticRegression(1000, [2, -1], 1, 0.1, stream(1, 'data'));
 * const run = sgd(linearRegression(data), new Float32Array(2), {
 *   stepSize: 0.1,
 *   batchSize: 10,
 *   order: 'shuffled',
 *   iterations: 200,
 *   stream: stream(1, 'order'),
 * });
 * let found: number[] = [];
 * for (const { weights } of run) found = [...weights];
 * found[0]; // → 2.00541
 * found[1]; // → -1.00322
 */
export function* sgd(
  source: GradientSource,
  initialWeights: Float32Array,
  settings: SgdSettings,
): Generator<SgdState, void> {
  checkSgd(settings);
  const { stepSize, schedule = 'constant', batchSize, order, iterations, stream, from } = settings;
  const { momentum = 0, weightDecay = 0, clipNorm = Infinity } = settings;
  const stepGradient = settings.stepGradient ?? minibatchGradient(source);
  const weights = initialWeights.slice();
  const gradient = new Float32Array(weights.length);
  const velocity = momentum > 0 ? (from?.velocity?.slice() ?? gradient.slice()) : undefined;
  const start = from?.iteration ?? 0;
  const batches = minibatches(source.exampleCount, batchSize, order, stream, start);
  yield { iteration: start, weights, velocity, minibatchLoss: undefined, stepLength: 0 };
  for (let iteration = start; iteration < iterations; iteration++) {
    const minibatchLoss = stepGradient(weights, batches.next().value, gradient, iteration);
    if (clipNorm < Infinity) shorten(gradient, clipNorm);
    if (weightDecay > 0) for (let i = 0; i < weights.length; i++) gradient[i] += weightDecay * weights[i];
    if (velocity) for (let i = 0; i < weights.length; i++) velocity[i] = momentum * velocity[i] + gradient[i];
    const move = velocity ?? gradient;
    const eta = stepSize * stepFactor(schedule, iteration, iterations);
    let squares = 0;
    /** Finite where all weights are: in single precision they may overflow where no step does. */
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      const step = eta * move[i];
      weights[i] -= step;
      squares += step * step;
      sum += weights[i];
    }
    if (!Number.isFinite(minibatchLoss) || !Number.isFinite(squares) || !Number.isFinite(sum)) {
      const overflowing = Number.isFinite(minibatchLoss) && Number.isFinite(squares);
      const sign = overflowing ? 'the weights passed the largest number' : `the loss is ${minibatchLoss}`;
      throw new UserError(
        `Training diverged at iteration ${iteration + 1}: ${sign} at step size ${stepSize}.`,
        'Take a smaller step size.',
      );
    }
    yield { iteration: iteration + 1, weights, velocity, minibatchLoss, stepLength: Math.sqrt(squares) };
  }
}

function shorten(gradient: Float32Array, clipNorm: number): void {
  let squares = 0;
  for (const value of gradient) squares += value * value;
  const norm = Math.sqrt(squares);
  if (!(norm > clipNorm)) return;
  for (let i = 0; i < gradient.length; i++) gradient[i] *= clipNorm / norm;
}

/**
 * Refuses settings that no run can have.
 *
 * @param settings - all but those that depend on the examples are checked
 * @throws {RangeError} when one is out of range
 */
export function checkSgd(settings: SgdSettings): void {
  const { stepSize, iterations, momentum = 0, weightDecay = 0, clipNorm = 1, from } = settings;
  const require = (holds: boolean, what: string, value: number, allowed: string) => {
    if (!holds) throw new RangeError(`The ${what} is ${value}; it must be ${allowed}.`);
  };
  const whole = (value: number) => Number.isInteger(value) && value >= 0;
  require(stepSize > 0 && Number.isFinite(stepSize), 'step size', stepSize, 'a finite number above 0');
  require(whole(iterations), 'number of iterations', iterations, 'a whole number of at least 0');
  require(momentum >= 0 && momentum < 1, 'momentum', momentum, 'from 0 to 1, 1 excluded');
  require(weightDecay >= 0 &&
    Number.isFinite(weightDecay), 'weight decay', weightDecay, 'a finite number of at least 0');
  require(clipNorm > 0, 'largest length of a gradient', clipNorm, 'above 0');
  if (from)
    require(whole(from.iteration), 'iteration to begin with', from.iteration, 'a whole number of at least 0');
}
