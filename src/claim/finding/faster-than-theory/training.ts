import { logOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource } from '../../../net/index.js';
import { noisySteps } from '../../../training/index.js';
import type { CellContext } from '../../claim.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

/** Networks and how they are trained; part of a cell, so JSON. */
export type TrainedNetworks = {
  readonly dataset: string;
  readonly width: number;
  readonly depth: number;
  readonly examples: number;
  readonly batchSize: number;
  /** A run that has not arrived by then is given up. */
  readonly mostIterations: number;
};

/** One network, trained by SGD and, where asked for, by gradient descent from the same weights. */
export type TrainingCell = TrainedNetworks & {
  readonly kind: 'training';
  readonly start: number;
  readonly descent: boolean;
};

/** How long training took. */
export type Training = {
  readonly kind: 'training';
  readonly width: number;
  /** Weights of the network. */
  readonly parameters: number;
  readonly start: number;
  readonly mostIterations: number;
  /** Iterations until the training loss was down to the target; null where it was not. */
  readonly sgd: number | null;
  /** The same of gradient descent; absent where it was not asked for. */
  readonly descent?: number | null;
};

export const loss = 'cross-entropy';
/** The training loss at which a run has arrived. */
export const targetLoss = 0.1;
/** Iterations between looks at the loss of all examples; between them the arrival is interpolated. */
export const lookEvery = 10;

/** Trains a network and says when it arrived. */
export function runTrainingCell(cell: TrainingCell, context: CellContext): Training {
  const { width, start, descent, mostIterations } = cell;
  const { train: source, weights } = initialNetwork({ ...cell, loss, replicate: start }, context);
  const arrived = (kind: 'minibatch' | 'none') =>
    arrivalOf(source, weights, kind, cell, ['time', width, start], context).arrived;
  return {
    kind: 'training',
    width,
    parameters: source.parameterCount,
    start,
    mostIterations,
    sgd: arrived('minibatch'),
    ...(descent && { descent: arrived('none') }),
  };
}

/**
 * Trains until the loss of all examples is down to the target.
 *
 * @returns when that was, interpolated in the logarithm of the loss, and the weights of the last look
 */
export function arrivalOf(
  source: GradientSource,
  start: Float32Array,
  kind: 'minibatch' | 'none',
  { batchSize, mostIterations }: TrainedNetworks,
  key: readonly (string | number)[],
  { seed }: CellContext,
): { arrived: number | null; weights: Float32Array } {
  const everything = allExamples(source.exampleCount);
  const run = sgd(source, start, {
    ...noisySteps(
      source,
      { noise: { kind }, stepSize: publishedStepSize, batchSize, order: 'with-replacement' },
      (purpose) => stream(seed, 'faster than theory', purpose, ...key),
    ),
    iterations: mostIterations,
  });
  let before = Infinity;
  let last = start;
  for (const { iteration, weights } of run) {
    if (iteration % lookEvery !== 0) continue;
    last = weights;
    const now = source.loss(weights, everything);
    if (now <= targetLoss) {
      const rest = before === Infinity ? 0 : logOf(targetLoss / now) / logOf(before / now);
      return { arrived: iteration - lookEvery * rest, weights: weights.slice() };
    }
    before = now;
  }
  return { arrived: null, weights: last.slice() };
}
