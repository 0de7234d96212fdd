import { UserError } from '../../error.js';
import type { Dataset } from '../../net/index.js';
import {
  networkOf as buildNetwork,
  type NetworkSettings,
  type NoiseSettings,
  type TrainingSettings,
} from '../../training/index.js';
import { refusing } from '../refusing.js';
import type { TrainOptions } from './options.js';

const publishedDropout = 0.5;
const usualAlpha = 1.5;
const usualAmplification = 4;
/** 2^28; more fill the memory of any machine, since an evaluation holds tens of gradients. */
const mostParameters = 0x1000_0000;

/**
 * Refuses options that do not go together, before any data are read.
 *
 * @throws {UserError} when an option has no effect or is missing
 */
export function checkTogether(options: TrainOptions): void {
  networkOf(options);
  noiseOf(options);
}

/**
 * The run that the options ask for.
 *
 * @throws {UserError} when an option has no effect, is missing, or does not fit the data set
 */
export function settingsOf(options: TrainOptions, dataset: Dataset): TrainingSettings {
  const { examples = dataset.train.count, batchSize } = options;
  if (examples > dataset.train.count) {
    throw new UserError(
      `--examples is ${examples}; ${dataset.name} has ${dataset.train.count} training examples.`,
      'Ask for fewer.',
    );
  }
  // Three minibatches at least: the noise of fewer has no covariance to compare with.
  const largest = Math.floor(examples / 3);
  if (batchSize > largest) {
    throw new UserError(
      `--batch-size is ${batchSize}; with ${examples} training examples it can be 1 to ${largest}.`,
      'Noise is measured between minibatches, at least three. Use --noise none for full gradients.',
    );
  }
  return {
    network: checkedNetwork(networkOf(options), dataset),
    loss: options.loss,
    initialisation: options.init,
    dataset: dataset.name,
    examples,
    labelNoise: options.labelNoise,
    stepSize: options.stepSize,
    schedule: options.schedule,
    momentum: options.momentum,
    weightDecay: options.weightDecay,
    clipNorm: options.clip ?? null,
    batchSize,
    order: options.order,
    noise: noiseOf(options),
    iterations: options.iterations,
    stopAccuracy: options.stopAccuracy ?? null,
    every: options.every,
    seed: options.seed,
  };
}

/**
 * The network, if it can be built for the examples of the data set and its weights can be held.
 *
 * @throws {UserError} when it cannot
 */
function checkedNetwork(settings: NetworkSettings, dataset: Dataset): NetworkSettings {
  const { parameterCount } = refusing(
    () => buildNetwork(settings, dataset),
    '--model fc takes any examples, alexnet images that are not too small.',
  );
  if (parameterCount <= mostParameters) return settings;
  const sizes = settings.model === 'fc' ? '--depth and --width' : '--channels';
  throw new UserError(
    `With ${sizes} as given the network has ${parameterCount} parameters; it can have ${mostParameters}.`,
    'Ask for a smaller one.',
  );
}

function networkOf(options: TrainOptions): NetworkSettings {
  const { model, depth, width, activation, bias, channels } = options;
  const useless = Object.entries(
    model === 'fc'
      ? { '--channels': channels, '--dropout': options.dropout }
      : { '--depth': depth, '--width': width, '--activation': activation, '--bias': bias },
  ).find(([, value]) => value !== undefined);
  if (useless) throw new UserError(`${useless[0]} has no effect with --model ${model}.`, 'Leave it out.');
  if (model === 'alexnet') return { model, channels: channels ?? 64, dropout: dropoutOf(options) };
  return {
    model,
    depth: depth ?? 3,
    width: width ?? 100,
    activation: activation ?? 'relu',
    bias: bias ?? false,
  };
}

/** As in the published code, and none where steps are not those of minibatches. */
function dropoutOf({ dropout, noise }: TrainOptions): number {
  if (noise !== 'minibatch') {
    if (dropout === undefined || dropout === 0) return 0;
    throw new UserError(
      `--dropout has no effect with --noise ${noise}.`,
      'It is noise of its own; leave it out.',
    );
  }
  return dropout ?? publishedDropout;
}

function noiseOf({ noise, noiseScale, noiseAlpha, amplification }: TrainOptions): NoiseSettings {
  const given = {
    '--noise-scale': noiseScale,
    '--noise-alpha': noiseAlpha,
    '--amplification': amplification,
  };
  const taken: Record<string, readonly string[]> = {
    isotropic: ['--noise-scale'],
    stable: ['--noise-scale', '--noise-alpha'],
    svag: ['--amplification'],
  };
  for (const [option, value] of Object.entries(given)) {
    if (value !== undefined && !taken[noise]?.includes(option)) {
      throw new UserError(`${option} has no effect with --noise ${noise}.`, 'Leave it out.');
    }
  }
  const scale = () => {
    if (noiseScale !== undefined) return noiseScale;
    throw new UserError(
      `--noise ${noise} needs --noise-scale.`,
      'Give the size of the noise of one coordinate, above 0, for example --noise-scale 0.001.',
    );
  };
  switch (noise) {
    case 'isotropic':
      return { kind: noise, scale: scale() };
    case 'stable':
      return { kind: noise, scale: scale(), alpha: noiseAlpha ?? usualAlpha };
    case 'svag':
      return { kind: noise, amplification: amplification ?? usualAmplification };
    default:
      return { kind: noise };
  }
}
