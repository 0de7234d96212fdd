import { estimateFromOrder, type OrderEstimate, type OrderSettings } from './orderEstimate.js';

/** An estimate by Hill's method; see `estimateHill`. */
export type HillEstimate = OrderEstimate;

/** By default 1 % of the sample is used, and 10 values at least. */
const usualTail = { valuesPerOne: 100, least: 10 };

/** How many values `estimateHill` uses, and the level of its interval. */
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
 * @param settings - tail: k, or 'chosen'; level of the interval
 * @returns an estimate; `not-enough-data` when fewer than k + 1 values are non-zero, `invalid` for
 * values that are not finite, or when the k + 1 largest are equal
 * @throws {RangeError} when k is not a whole number of at least 2
 * @example
 * import { draw, pareto, stream } from 'heavytail/law';
 * import { estimateHill } from 'heavytail/tail';
 *
 * const sample = draw(pareto({ tailIndex: 1.5 }), 10000, stream(1, 'example'));
 * const { tailIndex, low, high } = estimateHill(sample, { tail: 1000 });
 * tailIndex; // → 1.536
 * [low, high].map((end) => Number(end.toFixed(2))); // → [1.45,1.64]
 */
export function estimateHill(sample: ArrayLike<number>, settings: HillSettings = {}): HillEstimate {
  return estimateFromOrder(sample, 'hill', {
    ...settings,
    tail: settings.tail ?? Math.max(usualTail.least, Math.floor(sample.length / usualTail.valuesPerOne)),
  });
}
