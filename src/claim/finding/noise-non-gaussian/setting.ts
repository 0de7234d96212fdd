import { normalDistribution } from '../../../law/index.js';
import { normalInterval, type Interval } from '../../../statistics/index.js';
import type { NoiseSnapshot, NoiseMeasurement } from '../../network/noiseMeasurement.js';

/** One snapshot of one network, as the rules see it. */
export interface Setting extends NoiseSnapshot {
  readonly network: NoiseMeasurement;
  /** (a): one-sided p-value of the statistic being heavier than the surrogate's. */
  readonly pooledP: number;
  /** (b): acceptance over that of true Gaussians. */
  readonly ratio: Interval;
  readonly projectedP: number;
}

/** A snapshot with the p-values that the rules need. */
export function settingOf(network: NoiseMeasurement, snapshot: NoiseSnapshot): Setting {
  const { pooled, projected } = snapshot;
  const pooledZ = (pooled.inverse - pooled.surrogateInverse) / pooled.nullStandardError;
  return {
    ...snapshot,
    network,
    pooledP: normalDistribution(-pooledZ),
    ratio: normalInterval(
      projected.acceptance / projected.expected,
      projected.standardError / projected.expected,
    ),
    projectedP: normalDistribution((projected.acceptance - projected.expected) / projected.spread),
  };
}
