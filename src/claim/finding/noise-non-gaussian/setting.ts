import { normalDistribution } from '../../../law/index.js';
import { normalInterval, type Interval } from '../../../statistics/index.js';
import type { Seen } from '../../network/networkClaim.js';
import type { NoiseMeasurement, NoiseSnapshot } from '../../network/noiseMeasurement.js';
import { networkWords } from '../../network/publishedNetwork.js';

/** What was seen at one snapshot of one network. */
export type SeenNoise = Seen<NoiseMeasurement, NoiseSnapshot>;

/** One snapshot of one network, as the rules see it. */
export type Setting = SeenNoise & {
  /** (a): one-sided p-value of the statistic being heavier than the surrogate's. */
  readonly pooledP: number;
  /** (b): acceptance over that of true Gaussians. */
  readonly ratio: Interval;
  readonly projectedP: number;
};

/** A snapshot with the p-values that the rules need. */
export function settingOf(seen: SeenNoise): Setting {
  const { pooled, projected } = seen;
  const { acceptance, expected, standardError, spread } = projected;
  const pooledZ = (pooled.inverse - pooled.surrogateInverse) / pooled.nullStandardError;
  return {
    ...seen,
    pooledP: normalDistribution(-pooledZ),
    ratio: normalInterval(acceptance / expected, standardError / expected),
    projectedP: normalDistribution((acceptance - expected) / spread),
  };
}

/** How a setting is called in the report. */
export function settingWords({ network, iteration }: Setting): string {
  const { dataset, loss, batchSize, replicate } = network;
  return [
    dataset,
    networkWords(network),
    loss,
    `b ${batchSize}`,
    `iteration ${iteration}`,
    `replicate ${replicate}`,
  ].join(', ');
}
