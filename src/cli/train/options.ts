import type { Activation, Initialisation, LossName, SamplingOrder, Schedule } from '../../net/index.js';
import type { NoiseSettings } from '../../training/index.js';

/** Options of `heavytail train`, as read. */
export interface TrainOptions {
  readonly model: 'fc' | 'alexnet';
  readonly depth?: number;
  readonly width?: number;
  readonly activation?: Activation;
  readonly bias?: boolean;
  readonly channels?: number;
  readonly dropout?: number;
  readonly init: Initialisation;
  readonly loss: LossName;
  readonly dataset?: string;
  readonly data?: string;
  readonly examples?: number;
  readonly labelNoise: number;
  readonly stepSize: number;
  readonly schedule: Schedule;
  readonly momentum: number;
  readonly weightDecay: number;
  readonly clip?: number;
  readonly batchSize: number;
  readonly order: SamplingOrder;
  readonly noise: NoiseSettings['kind'];
  readonly noiseScale?: number;
  readonly noiseAlpha?: number;
  readonly amplification?: number;
  readonly iterations: number;
  readonly stopAccuracy?: number;
  readonly every: number;
  readonly record?: boolean;
  readonly seed: number;
  readonly out: string;
  readonly fresh?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}
