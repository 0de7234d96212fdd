import { stream } from '../../../law/index.js';
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
import { runNoiseControls, type NoiseControls } from '../../network/noiseControls.js';
import { measureSnapshot, type NoiseSnapshot } from '../../network/noiseMeasurement.js';
import { publishedStepSize } from '../../network/trainedNetwork.js';

const depth = 3;
const batchSize = 50;
/** Smaller than in training: the noise is heavier there. */
const measuredBatchSize = 20;
/** With larger ones layers die. */
const forwardStepSize = 0.5;
/** Iterations between looks at the accuracy. */
const lookEvery = 5;

export type Method = 'forward-forward' | 'back-propagation';
export type ForwardForwardCell =
  | {
      readonly kind: 'network';
      readonly dataset: string;
      readonly method: Method;
      readonly replicate: number;
      readonly examples: number;
      readonly width: number;
      /** Training accuracies at which noise is measured, ascending: the first time that each is reached. */
      readonly accuracies: readonly number[];
      readonly mostIterations: number;
      readonly minibatches: number;
      readonly directions: number;
    }
  | { readonly kind: 'controls' };
export type ForwardForwardRun = {
  readonly kind: 'network';
  readonly method: Method;
  readonly replicate: number;
  /** One an accuracy that was reached. */
  readonly snapshots: readonly NoiseSnapshot[];
};
export type ForwardForwardResult =
  | ForwardForwardRun
  | { readonly kind: 'controls'; readonly controls: NoiseControls };

/**
 * Trains a network by one of the methods and measures the noise of its updates where the accuracies are
 * reached.
 */
export function runForwardForwardCell(cell: ForwardForwardCell, context: CellContext): ForwardForwardResult {
  if (cell.kind === 'controls') return { kind: 'controls', controls: runNoiseControls(context.seed) };
  const { method, replicate, accuracies, mostIterations, minibatches, directions } = cell;
  const key = ['forward-forward', method, replicate];
  const { source, network } = methodOf(cell, context);
  const training = sgd(source, initialWeights(network, stream(context.seed, ...key, 'weights'), 'he'), {
    // A layer's goodness is a mean over its units, so that its gradient is smaller.
    stepSize: method === 'forward-forward' ? forwardStepSize : publishedStepSize,
    batchSize,
    order: 'shuffled',
    iterations: mostIterations,
    stream: stream(context.seed, ...key, 'order'),
  });
  const snapshots: NoiseSnapshot[] = [];
  const everything = allExamples(source.exampleCount);
  for (const { iteration, weights } of training) {
    if (snapshots.length === accuracies.length) break;
    if (iteration % lookEvery !== 0) continue;
    if (source.accuracy(weights, everything) < accuracies[snapshots.length]) continue;
    const settings = { batchSize: measuredBatchSize, minibatches, directions };
    snapshots.push(
      measureSnapshot({ iteration, source, weights }, settings, (purpose) =>
        stream(context.seed, ...key, iteration, purpose),
      ),
    );
  }
  return { kind: 'network', method, replicate, snapshots };
}

function methodOf(
  { dataset: name, method, replicate, examples, width }: Extract<ForwardForwardCell, { kind: 'network' }>,
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
