import { normal, stable, type Stream } from '../law/index.js';
import {
  matchedGaussianGradient,
  minibatchGradient,
  svagGradient,
  trainingGradient,
  withNoise,
  type GradientSource,
  type SgdSettings,
  type StepGradient,
} from '../net/index.js';
import { measurePublishedStatistic } from '../probe/index.js';
import { clippedNoiseGradient } from './clippedNoise.js';
import type { NoiseSettings, TrainingSettings } from './settings.js';

/**
 * What noise the steps of a run have: one of the kinds that a run can be taken up again with, or clipped:
 * full gradients and the noise of minibatches, shortened where it is longer than usual.
 */
export type StepNoise = NoiseSettings | { readonly kind: 'clipped' };

/** How the steps of a run are made. */
export type StepSettings = Pick<TrainingSettings, 'stepSize' | 'batchSize' | 'order'> & {
  readonly noise: StepNoise;
};

/** What random numbers are for: the order of the examples, noise that is added, and dropout. */
export type StepPurpose = 'order' | 'noise' | 'dropout';

/** The settings of SGD that its noise decides. */
export type NoisySteps = Required<
  Pick<SgdSettings, 'stepSize' | 'batchSize' | 'order' | 'stream' | 'stepGradient'>
>;

/**
 * Makes the steps of a run with a kind of noise. All random numbers come from `random`, which gives the
 * stream of each purpose. SVAG's step size is divided by its amplification; how many steps are made is for
 * the caller to say.
 *
 * @throws {RangeError} when the batch size, the amplification, a scale or alpha is out of range
 */
export function noisySteps(
  source: GradientSource,
  { noise, stepSize, batchSize, order }: StepSettings,
  random: (purpose: StepPurpose) => Stream,
): NoisySteps {
  const steps = {
    stepSize,
    batchSize,
    order,
    stream: random('order'),
    stepGradient: stepGradientOf(source, noise, batchSize, random),
  };
  if (noise.kind === 'svag') return { ...steps, stepSize: stepSize / noise.amplification };
  const sampled = noise.kind === 'minibatch' || noise.kind === 'clipped';
  return sampled ? steps : { ...steps, batchSize: source.exampleCount, order: 'fixed' };
}

function stepGradientOf(
  source: GradientSource,
  noise: StepNoise,
  batchSize: number,
  random: (purpose: StepPurpose) => Stream,
): StepGradient {
  const full = minibatchGradient(source);
  switch (noise.kind) {
    case 'minibatch':
      return trainingGradient(source, random('dropout'));
    case 'none':
      return full;
    case 'gaussian':
      return matchedGaussianGradient(source, batchSize, random('noise'));
    case 'isotropic':
      return withNoise(full, normal({ deviation: noise.scale }), random('noise'));
    case 'stable':
      return withNoise(full, stable({ alpha: noise.alpha, scale: noise.scale }), random('noise'));
    case 'svag':
      return svagGradient(source, batchSize, noise.amplification, random('noise'));
    case 'clipped':
      return clippedNoiseGradient(source);
  }
}

/**
 * The fewest rows with which the published statistic is measured; the size of the noise needs none of them.
 */
const surrogateRows = 3;

/**
 * The size of the noise of minibatches in one coordinate: the root of its mean square over coordinates and
 * over the minibatches of one pass. `random` gives the measurement the Gaussian rows that it draws beside
 * the minibatches.
 */
export function minibatchNoiseScale(
  source: GradientSource,
  weights: Float32Array,
  batchSize: number,
  random: Stream,
): number {
  const { meanSquaredNorm } = measurePublishedStatistic(source, weights, {
    batchSize,
    surrogateRows,
    stream: random,
  });
  return Math.sqrt(meanSquaredNorm / source.parameterCount);
}
