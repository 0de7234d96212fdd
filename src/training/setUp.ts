import { normal, stable, stream } from '../law/index.js';
import {
  alexNet,
  checkSgd,
  firstExamples,
  fullyConnected,
  gradientSource,
  initialWeights,
  matchedGaussianGradient,
  minibatchGradient,
  svagGradient,
  trainingGradient,
  withLabelNoise,
  withNoise,
  type Dataset,
  type Examples,
  type GradientSource,
  type Network,
  type SgdSettings,
  type StepGradient,
} from '../net/index.js';
import type { NetworkSettings, TrainingSettings } from './settings.js';

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

/**
 * Builds what the settings say. Every random number is keyed by the seed and its purpose.
 *
 * @param dataset - the one of settings.dataset
 * @throws {RangeError} when a setting is out of range
 */
export function setUpTraining(settings: TrainingSettings, dataset: Dataset): TrainingSetUp {
  const { seed, loss, initialisation, examples, labelNoise, batchSize, noise } = settings;
  const network = networkOf(settings.network, dataset);
  const data = trainingExamples(dataset, examples);
  const train = gradientSource(
    network,
    labelNoise > 0 ? withLabelNoise(data, labelNoise, dataset.classes, stream(seed, 'label noise')) : data,
    loss,
  );
  const wholeBatch = noise.kind !== 'minibatch' && noise.kind !== 'svag';
  const sgd: SgdSettings = {
    stepSize: settings.stepSize / (noise.kind === 'svag' ? noise.amplification : 1),
    schedule: settings.schedule,
    momentum: settings.momentum,
    weightDecay: settings.weightDecay,
    clipNorm: settings.clipNorm ?? undefined,
    batchSize: wholeBatch ? train.exampleCount : batchSize,
    order: wholeBatch ? 'fixed' : settings.order,
    iterations: settings.iterations,
    stream: stream(seed, 'training order'),
    stepGradient: stepGradientOf(settings, train),
  };
  checkSgd(sgd);
  return {
    network,
    train,
    test: gradientSource(network, dataset.test, loss),
    initialWeights: initialWeights(network, stream(seed, 'initial weights'), initialisation),
    sgd,
  };
}

/**
 * The network of the settings, for the examples of a data set.
 *
 * @throws {RangeError} when a size is out of range, or the examples are no images or too small ones
 */
export function networkOf(settings: NetworkSettings, { name, dimension, image, classes }: Dataset): Network {
  if (settings.model === 'alexnet') {
    if (image === undefined) throw new RangeError(`The examples of ${name} are no images.`);
    return alexNet({ channels: settings.channels, image, classes, dropout: settings.dropout });
  }
  const { depth, width, activation, bias } = settings;
  return fullyConnected({ depth, width, inputs: dimension, classes, activation, bias });
}

function stepGradientOf({ noise, batchSize, seed }: TrainingSettings, source: GradientSource): StepGradient {
  const random = stream(seed, 'training noise');
  const plain = minibatchGradient(source);
  switch (noise.kind) {
    case 'minibatch':
      return trainingGradient(source, stream(seed, 'dropout'));
    case 'none':
      return plain;
    case 'gaussian':
      return matchedGaussianGradient(source, batchSize, random);
    case 'isotropic':
      return withNoise(plain, normal({ deviation: noise.scale }), random);
    case 'stable':
      return withNoise(plain, stable({ alpha: noise.alpha, scale: noise.scale }), random);
    case 'svag':
      return svagGradient(source, batchSize, noise.amplification, random);
  }
}

function trainingExamples({ train, dimension }: Dataset, count: number): Examples {
  if (!Number.isInteger(count) || count < 1 || count > train.count) {
    throw new RangeError(
      `${count} examples were asked for; the data set has 1 to ${train.count} for training.`,
    );
  }
  return firstExamples(train, count, dimension);
}
