import { stream } from '../law/index.js';
import {
  firstExamples,
  gradientSource,
  initialWeights,
  sgd,
  trainingGradient,
  type GradientSource,
  type LossName,
  type Schedule,
} from '../net/index.js';
import type { CellContext } from './claim.js';
import { publishedNetwork, type NetworkShape } from './publishedNetwork.js';

/** A network of the published kind and how it is trained; part of a cell, so JSON. */
export type NetworkSettings = NetworkShape & {
  readonly dataset: string;
  /** The first so many training examples are used. */
  readonly examples: number;
  readonly loss: LossName;
  readonly batchSize: number;
  /** Which of several networks that differ in nothing but their random numbers. */
  readonly replicate: number;
  /** Iterations at which the network is looked at, ascending; training ends with the last. */
  readonly iterations: readonly number[];
  /** Of the step size; constant where absent. */
  readonly schedule?: Schedule;
};

/** The step size of the published experiments. */
export const publishedStepSize = 0.1;

export interface Snapshot {
  readonly iteration: number;
  readonly source: GradientSource;
  readonly weights: Float32Array;
}

/**
 * Trains by SGD as published (step size 0.1, examples in fixed order) and calls `look` at the snapshots.
 *
 * @returns what `look` returned, in order
 */
export function trainWithSnapshots<Seen>(
  settings: NetworkSettings,
  context: CellContext,
  look: (snapshot: Snapshot) => Seen,
): Seen[] {
  const { width, depth, loss, batchSize, replicate, iterations, schedule } = settings;
  const { source, weights: initial } = initialNetwork(settings, context);
  const run = sgd(source, initial, {
    stepSize: publishedStepSize,
    schedule,
    batchSize,
    order: 'fixed',
    iterations: iterations[iterations.length - 1],
    stream: stream(context.seed, 'training order', width, depth, loss, replicate),
    stepGradient: trainingGradient(source, stream(context.seed, 'dropout', width, loss, replicate)),
  });
  const seen: Seen[] = [];
  for (const { iteration, weights } of run) {
    if (iterations.includes(iteration)) seen.push(look({ iteration, source, weights }));
  }
  return seen;
}

/** The network's loss on the training examples, and its initial weights. */
export function initialNetwork(
  settings: NetworkShape & Pick<NetworkSettings, 'dataset' | 'examples' | 'loss' | 'replicate'>,
  context: CellContext,
): { source: GradientSource; weights: Float32Array } {
  const { width, depth, loss, replicate } = settings;
  const dataset = context.dataset(settings.dataset);
  const network = publishedNetwork(settings, dataset);
  return {
    source: gradientSource(network, firstExamples(dataset.train, settings.examples, dataset.dimension), loss),
    weights: initialWeights(network, stream(context.seed, 'initial weights', width, depth, replicate)),
  };
}

/** The loss of the same network on the test examples. */
export function testSource(name: string, shape: NetworkShape, context: CellContext): GradientSource {
  const dataset = context.dataset(name);
  return gradientSource(publishedNetwork(shape, dataset), dataset.test, 'cross-entropy');
}
