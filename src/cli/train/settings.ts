import { UserError } from '../../error.js';
import type { Dataset } from '../../net/index.js';
import type { NetworkSettings, NoiseSettings, TrainingSettings } from '../../training/index.js';
import type { TrainOptions } from './train.js';

const publishedDropout = 0.5;
const usualAlpha = 1.5;
const usualAmplification = 4;

/**
 * The run that the options ask for.
 *
 * @throws {UserError} when an option has no effect, is missing, or does not fit the data set
 */
export function settingsOf(options: TrainOptions, dataset: Dataset): TrainingSettings {
  const { examples = dataset.train.count, batchSize, labelNoise, stopAccuracy } = options;
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
      'Noise is measured between minibatches: there must be three at least. Use --noise none for full gradients.',
    );
  }
  if (!(labelNoise >= 0 && labelNoise <= 1)) {
    throw new UserError(`--label-noise is ${labelNoise}.`, 'It is a share, from 0 to 1.');
  }
  if (stopAccuracy !== undefined && !(stopAccuracy > 0 && stopAccuracy <= 100)) {
    throw new UserError(`--stop-accuracy is ${stopAccuracy}.`, 'It is in percent, above 0 and up to 100.');
  }
  return {
    network: networkOf(options),
    loss: options.loss,
    initialisation: options.init,
    dataset: dataset.name,
    examples,
    labelNoise,
    stepSize: options.stepSize,
    schedule: options.schedule,
    momentum: options.momentum,
    weightDecay: options.weightDecay,
    clipNorm: options.clip ?? null,
    batchSize,
    order: options.order,
    noise: noiseOf(options),
    iterations: options.iterations,
    stopAccuracy: stopAccuracy ?? null,
    every: options.every,
    seed: options.seed,
  };
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
  const rate = dropout ?? publishedDropout;
  if (rate >= 0 && rate < 1) return rate;
  throw new UserError(`--dropout is ${rate}.`, 'It is a share of the units, from 0 to 1, 1 excluded.');
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
    if (noiseScale !== undefined && noiseScale > 0) return noiseScale;
    throw new UserError(
      noiseScale === undefined ? `--noise ${noise} needs --noise-scale.` : `--noise-scale is ${noiseScale}.`,
      'Give the size of the noise of one coordinate, above 0, for example --noise-scale 0.001.',
    );
  };
  switch (noise) {
    case 'isotropic':
      return { kind: noise, scale: scale() };
    case 'stable': {
      const alpha = noiseAlpha ?? usualAlpha;
      if (!(alpha > 0 && alpha <= 2)) {
        throw new UserError(`--noise-alpha is ${alpha}.`, 'It must be above 0 and at most 2.');
      }
      return { kind: noise, scale: scale(), alpha };
    }
    case 'svag': {
      const l = amplification ?? usualAmplification;
      if (!(l >= 1)) throw new UserError(`--amplification is ${l}.`, 'It must be at least 1; 1 is SGD.');
      return { kind: noise, amplification: l };
    }
    default:
      return { kind: noise };
  }
}
