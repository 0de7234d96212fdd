import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { minibatchNoiseScale, type StepNoise } from '../../training/index.js';

/**
 * What moves the weights of a run: minibatches, full gradients, and these with Gaussian noise of the
 * covariance of minibatches or with alpha-stable noise in every coordinate.
 */
export type RunNoise = 'sgd' | 'full-batch' | 'gaussian' | 'stable';

/** Alpha-stable noise that is added in every coordinate. */
export interface InjectedNoise {
  readonly alpha: number;
  /** Its scale over the size of the noise of minibatches at the start. */
  readonly share: number;
}

/** The noise of the steps of a run. `random` gives the measurement of the size its stream. */
export function stepNoise(
  noise: RunNoise,
  injected: InjectedNoise,
  source: GradientSource,
  start: Float32Array,
  batchSize: number,
  random: (purpose: 'size of the noise') => Stream,
): StepNoise {
  switch (noise) {
    case 'sgd':
      return { kind: 'minibatch' };
    case 'full-batch':
      return { kind: 'none' };
    case 'gaussian':
      return { kind: 'gaussian' };
    case 'stable': {
      const size = minibatchNoiseScale(source, start, batchSize, random('size of the noise'));
      return { kind: 'stable', alpha: injected.alpha, scale: injected.share * size };
    }
  }
}
