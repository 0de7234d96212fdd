import { stream, type Stream } from '../law/index.js';
import {
  alexNet,
  checkSgd,
  firstExamples,
  fullyConnected,
  gradientSource,
  initialWeights,
  withLabelNoise,
  type Dataset,
  type Examples,
  type GradientSource,
  type Network,
  type SgdSettings,
} from '../net/index.js';
import type { NetworkSettings, TrainingSettings } from './settings.js';
import { noisySteps, type StepPurpose } from './stepNoise.js';

/** A run before its first step. */
export interface TrainingSetUp {
  readonly network: Network;
  /** The loss on the training examples. */
  readonly train: GradientSource;
  /** The loss on the test examples. */
  readonly test: GradientSource;
  readonly initialWeights: Float32Array;
  readonly sgd: SgdSettings;
}

/** What the streams of a run have always been called; a run keeps its bits by them. */
const purposes: Readonly<Record<StepPurpose, string>> = {
  order: 'training order',
  noise: 'training noise',
  dropout: 'dropout',
};

/**
 * Builds what the settings say, for the data set that they name. Every random number is keyed by the seed
 * and its purpose.
 *
 * @throws {RangeError} when a setting is out of range
 */
export function setUpTraining(settings: TrainingSettings, dataset: Dataset): TrainingSetUp {
  const { seed, examples, schedule, momentum, weightDecay, clipNorm, iterations } = settings;
  const { count } = dataset.train;
  if (!Number.isInteger(examples) || examples < 1 || examples > count) {
    throw new RangeError(`${examples} examples were asked for; the data set has 1 to ${count} for training.`);
  }
  const { network, train, test, weights } = setUpNetwork(settings, dataset, (purpose) =>
    stream(seed, purpose),
  );
  const sgd: SgdSettings = {
    ...noisySteps(train, settings, (purpose) => stream(seed, purposes[purpose])),
    schedule,
    momentum,
    weightDecay,
    clipNorm: clipNorm ?? undefined,
    iterations,
  };
  checkSgd(sgd);
  return { network, train, test: test(), initialWeights: weights, sgd };
}

/** A network with its initial weights, and its loss on examples. */
export interface NetworkSetUp {
  readonly network: Network;
  /** The loss on the training examples. */
  readonly train: GradientSource;
  /** The loss on the test examples, which are not read before they are asked for. */
  readonly test: () => GradientSource;
  /** The initial weights. */
  readonly weights: Float32Array;
}

/**
 * Builds an untrained network on the first examples of a data set, or on all of them where it has fewer
 * than are asked for. All random numbers come from `random`, which gives the stream of each purpose.
 *
 * @throws {RangeError} when a size is out of range, or a network for images is to learn something else
 */
export function setUpNetwork(
  settings: Pick<TrainingSettings, 'network' | 'loss' | 'initialisation' | 'examples' | 'labelNoise'>,
  dataset: Dataset,
  random: (purpose: 'initial weights' | 'label noise') => Stream,
): NetworkSetUp {
  const { loss, initialisation, examples, labelNoise } = settings;
  const network = networkOf(settings.network, dataset);
  const clean: Examples = firstExamples(dataset.train, examples, dataset.dimension);
  const data =
    labelNoise > 0 ? withLabelNoise(clean, labelNoise, dataset.classes, random('label noise')) : clean;
  return {
    network,
    train: gradientSource(network, data, loss),
    test: () => gradientSource(network, dataset.test, loss),
    weights: initialWeights(network, random('initial weights'), initialisation),
  };
}

/**
 * The network of the settings, for examples of a shape.
 *
 * @throws {RangeError} when a size is out of range, or AlexNet's examples are no images or too small ones
 */
export function networkOf(
  settings: NetworkSettings,
  { dimension, image, classes }: Pick<Dataset, 'dimension' | 'image' | 'classes'>,
): Network {
  if (settings.model === 'alexnet') {
    if (image === undefined) {
      throw new RangeError('AlexNet needs images; the examples of this data set have no height and width.');
    }
    return alexNet({ channels: settings.channels, image, classes, dropout: settings.dropout });
  }
  const { depth, width, activation, bias } = settings;
  return fullyConnected({ depth, width, inputs: dimension, classes, activation, bias });
}
