import { estimateFromOrder, type OrderEstimate, type OrderSettings } from './orderEstimate.js';

export type HillEstimate = OrderEstimate;

export interface HillSettings extends OrderSettings {
  /**
   * k, how many of the largest |x| are used; 1 % of the sample by default, at least 10. 'chosen' takes the
   * largest k at which the estimate still agrees with those from fewer values (see `stabilityOverTail`).
   */
  readonly tail?: number | 'chosen';
}

/**
 * Hill's estimate of the tail index of |x|: 1 / tailIndex is the mean of log(X_(i) / X_(k+1)) over the
 * k largest values (Hill 1975).
 *
 * The interval is the one of an exact power law above X_(k+1), where the standard error is
 * 1/tailIndex / sqrt(k); it does not contain the bias of a tail that is not yet a power law. For
 * alpha-stable samples with alpha above 1.5 that bias is large at every practical size, up to estimates
 * beyond 2. The estimate is positive for every sample: a light tail gives a number too.
 *
 * @param sample - independent draws of one quantity, more than k of them non-zero
 * @returns an estimate; `not-enough-data` when fewer than k + 1 values are non-zero, `invalid` for
 * values that are not finite, or when the k + 1 largest are equal
 * @throws {RangeError} when k is not a whole number of at least 2
 */
export function estimateHill(sample: ArrayLike<number>, settings: HillSettings = {}): HillEstimate {
  return estimateFromOrder(sample, 'hill', {
    ...settings,
    tail: settings.tail ?? Math.max(10, Math.floor(sample.length / 100)),
  });
}
