import type { Activation, Initialisation, LossName, SamplingOrder, Schedule } from '../net/index.js';

/**
 * What a training run is: JSON, complete, and the same for the same run. A run folder keeps it, and a run
 * is taken up again only with equal settings.
 */
export type TrainingSettings = {
  readonly network: NetworkSettings;
  readonly loss: LossName;
  readonly initialisation: Initialisation;
  readonly dataset: string;
  /** The first so many training examples are used. */
  readonly examples: number;
  /** Share of the training labels that are replaced by other ones. */
  readonly labelNoise: number;
  readonly stepSize: number;
  readonly schedule: Schedule;
  readonly momentum: number;
  readonly weightDecay: number;
  /** Largest length of a gradient; null where gradients are not clipped. */
  readonly clipNorm: number | null;
  readonly batchSize: number;
  readonly order: SamplingOrder;
  readonly noise: NoiseSettings;
  readonly iterations: number;
  /**
   * Training ends at an evaluation with this training accuracy, cut to whole percent; null where it does
   * not.
   */
  readonly stopAccuracy: number | null;
  /** Iterations between evaluations. */
  readonly every: number;
  readonly seed: number;
};

/**
 * fc: the fully connected networks of arXiv 1901.06053, which have no biases and relu there. alexnet: its
 * AlexNet variant, with dropout in the steps of minibatches.
 */
export type NetworkSettings =
  | {
      readonly model: 'fc';
      readonly depth: number;
      readonly width: number;
      readonly activation: Activation;
      readonly bias: boolean;
    }
  | { readonly model: 'alexnet'; readonly channels: number; readonly dropout: number };

/**
 * What noise the steps have. minibatch: SGD's own. none: full-batch gradient descent. gaussian: full
 * gradients and Gaussian noise with the covariance of minibatches. isotropic and stable: full gradients and
 * independent noise in every coordinate, Gaussian of standard deviation `scale` or symmetric alpha-stable.
 * svag: minibatches, amplified.
 */
export type NoiseSettings =
  | { readonly kind: 'minibatch' | 'none' | 'gaussian' }
  | { readonly kind: 'isotropic'; readonly scale: number }
  | { readonly kind: 'stable'; readonly scale: number; readonly alpha: number }
  | { readonly kind: 'svag'; readonly amplification: number };

/** Names of the kinds of noise, as the command line has them. */
export const noiseKinds = ['minibatch', 'none', 'gaussian', 'isotropic', 'stable', 'svag'] as const;
