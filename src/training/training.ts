import { sgd } from '../net/index.js';
import { evaluate, type Evaluation } from './evaluation.js';
import type { TrainingSetUp } from './setUp.js';
import type { TrainingSettings } from './settings.js';

/** All that a run needs to go on as if it had not been interrupted. */
export interface Checkpoint {
  readonly iteration: number;
  readonly weights: Float32Array;
  /** Undefined without momentum. */
  readonly velocity?: Float32Array;
}

/** What a run tells on its way, in this order at an evaluation: first the steps before it. */
export type TrainingEvent =
  | { readonly type: 'step'; readonly iteration: number; readonly loss: number; readonly length: number }
  | {
      readonly type: 'evaluation';
      readonly evaluation: Evaluation;
      /** The state of the run; its arrays are the run's own until the next event is asked for. */
      readonly checkpoint: Checkpoint;
      /** Nothing follows. */
      readonly last: boolean;
    };

/**
 * Trains and evaluates every `settings.every` iterations: first before the first step, last after the last
 * one or where the training accuracy reaches `settings.stopAccuracy`. A run is taken up again `from` an
 * evaluation, which is not repeated.
 *
 * @throws {RangeError} when a setting is out of range
 * @throws {UserError} when the run diverges
 */
export function* train(
  setUp: TrainingSetUp,
  settings: TrainingSettings,
  from?: Checkpoint,
): Generator<TrainingEvent, void> {
  const { every, iterations } = settings;
  if (!Number.isInteger(every) || every < 1) {
    throw new RangeError(
      `Every ${every} iterations a run cannot be evaluated; give a whole number of at least 1.`,
    );
  }
  const run = sgd(setUp.train, from?.weights ?? setUp.initialWeights, {
    ...setUp.sgd,
    from: from && { iteration: from.iteration, velocity: from.velocity },
  });
  let longestStep = 0;
  let sum = 0;
  let steps = 0;
  for (const { iteration, weights, velocity, minibatchLoss, stepLength } of run) {
    if (minibatchLoss !== undefined) {
      yield { type: 'step', iteration, loss: minibatchLoss, length: stepLength };
      longestStep = Math.max(longestStep, stepLength);
      sum += stepLength;
      steps++;
    } else if (from !== undefined) continue;
    if (iteration % every !== 0 && iteration !== iterations) continue;
    const meanStep = steps > 0 ? sum / steps : 0;
    const evaluation = evaluate(setUp, settings, { iteration, weights, longestStep, meanStep });
    const last = iteration === iterations || hasArrived(evaluation, settings);
    yield { type: 'evaluation', evaluation, checkpoint: { iteration, weights, velocity }, last };
    if (last) return;
    longestStep = sum = steps = 0;
  }
}

/** As the published code has it: the accuracy in percent, cut to a whole number. */
function hasArrived({ trainAccuracy }: Evaluation, { stopAccuracy }: TrainingSettings): boolean {
  return stopAccuracy !== null && Math.floor(100 * trainAccuracy) >= stopAccuracy;
}
