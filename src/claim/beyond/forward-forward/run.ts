import { stream, type Stream } from '../../../law/index.js';
import {
  allExamples,
  firstExamples,
  forwardForward,
  forwardForwardNetwork,
  fullyConnected,
  gradientSource,
  initialWeights,
  sgd,
  type GradientSource,
  type Network,
} from '../../../net/index.js';
import type { CellContext } from '../../claim.js';
import { freshNoise } from '../../framework/freshNoise.js';
import type { Snapshot } from '../../network/trainedNetwork.js';
import { publishedStepSize } from '../../network/trainedNetwork.js';
import { excessOf, type ExcessWeight } from './excess.js';
import { makeNoiseWorlds, type NoiseWorlds } from './worlds.js';

export const depth = 3;
/** Of training. */
export const batchSize = 50;
/** Smaller than in training: the noise is heavier there. */
export const measuredBatchSize = 20;
/** With larger ones layers die. */
const forwardStepSize = 0.5;

export type Method = 'forward-forward' | 'back-propagation';
export type NetworkCell = {
  readonly kind: 'network';
  readonly dataset: string;
  readonly method: Method;
  readonly replicate: number;
  readonly examples: number;
  readonly width: number;
  /** Training accuracies at which noise is measured, ascending: the first time that each is seen. */
  readonly accuracies: readonly number[];
  /** Iterations between looks at the accuracy. */
  readonly lookEvery: number;
  readonly mostIterations: number;
  readonly minibatches: number;
  /** Single parameters, and random projections, that are followed. */
  readonly coordinates: number;
  readonly directions: number;
};
export type ForwardForwardCell = NetworkCell | { readonly kind: 'worlds' };

export type NoiseSnapshot = ExcessWeight & { readonly iteration: number; readonly accuracy: number };
export type ForwardForwardRun = {
  readonly kind: 'network';
  readonly method: Method;
  readonly replicate: number;
  /** One for each accuracy that was reached. */
  readonly snapshots: readonly NoiseSnapshot[];
};
export type ForwardForwardResult =
  | ForwardForwardRun
  | { readonly kind: 'worlds'; readonly worlds: NoiseWorlds };

/**
 * Trains a network by one of the methods and measures the noise of its updates where the accuracies are
 * reached.
 */
export function runForwardForwardCell(cell: ForwardForwardCell, context: CellContext): ForwardForwardResult {
  if (cell.kind === 'worlds') return { kind: 'worlds', worlds: makeNoiseWorlds(context) };
  const { method, replicate, accuracies, lookEvery, mostIterations } = cell;
  const shared = (purpose: string) => stream(context.seed, 'forward-forward', replicate, purpose);
  const { source, network } = methodOf(cell, context);
  // The methods of a pair begin with the same weights, up to the last layer, and see the same minibatches.
  const training = sgd(source, initialWeights(network, shared('weights'), 'he'), {
    // A layer's goodness is a mean over its units, so that its gradient is smaller.
    stepSize: method === 'forward-forward' ? forwardStepSize : publishedStepSize,
    batchSize,
    order: 'shuffled',
    iterations: mostIterations,
    stream: shared('order'),
  });
  const snapshots: NoiseSnapshot[] = [];
  const everything = allExamples(source.exampleCount);
  for (const { iteration, weights } of training) {
    if (snapshots.length === accuracies.length) break;
    if (iteration % lookEvery !== 0) continue;
    const accuracy = source.accuracy(weights, everything);
    if (accuracy < accuracies[snapshots.length]) continue;
    const excess = excessAt(
      { iteration, source, weights },
      cell,
      stream(context.seed, 'forward-forward', replicate, method, iteration),
    );
    snapshots.push({ iteration, accuracy, ...excess });
  }
  return { kind: 'network', method, replicate, snapshots };
}

/** Excess tail weight of the noise of fresh minibatches at a snapshot. */
export function excessAt(
  snapshot: Snapshot,
  { minibatches, coordinates, directions }: Pick<NetworkCell, 'minibatches' | 'coordinates' | 'directions'>,
  random: Stream,
): ExcessWeight {
  return excessOf(
    freshNoise(snapshot, {
      batchSize: measuredBatchSize,
      minibatches,
      coordinates,
      directions,
      stream: random,
    }),
  );
}

function methodOf(
  { dataset: name, method, replicate, examples, width }: NetworkCell,
  context: CellContext,
): { source: GradientSource; network: Network } {
  const dataset = context.dataset(name);
  const shape = { depth, width, inputs: dataset.dimension, classes: dataset.classes };
  const data = firstExamples(dataset.train, examples, dataset.dimension);
  if (method === 'back-propagation') {
    const network = fullyConnected(shape);
    return { network, source: gradientSource(network, data, 'cross-entropy') };
  }
  const network = forwardForwardNetwork(shape);
  const wrongLabels = stream(context.seed, 'forward-forward', 'wrong labels', replicate);
  return { network, source: forwardForward(network, data, dataset.classes, wrongLabels) };
}
