import { estimateFromOrder, type OrderEstimate, type OrderSettings } from './orderEstimate.js';

/**
 * Moment estimate of the extreme-value index of |x|: M1 + 1 - (1/2) / (1 - M1^2 / M2), where M_j is the
 * mean of log(X_(i) / X_(k+1))^j over the k largest values (Dekkers, Einmahl, de Haan 1989).
 *
 * Unlike Hill's, it can say that a tail is light: `inverse` is the index itself, and where it is 0 or below
 * the tail index is Infinity. The price is a standard error of sqrt(1 + index^2) / sqrt(k) for index >= 0,
 * against index / sqrt(k). The interval is normal around `inverse` and holds no bias; `high` is Infinity
 * wherever it reaches 0.
 *
 * @param sample - independent draws of one quantity; k is chosen when not given, from at least 31 non-zero
 *   values
 * @param settings - tail: k, or 'chosen' (the default); level of the interval
 * @returns an estimate; `not-enough-data` when fewer than k + 1 values are non-zero, `invalid` for values
 *   that are not finite or whose largest do not differ
 * @throws {RangeError} when k is not a whole number of at least 3
 * @example
 * import { draw, normal, stable, stream } from 'heavytail/law';
 * import { estimateMoment } from 'heavytail/tail';
 *
 * const heavy = draw(stable({ alpha: 1.2 }), 10000, stream(1, 'example'));
 * estimateMoment(heavy, { tail: 2000 }).tailIndex; // → 1.18
 * const light = draw(normal(), 10000, stream(1, 'example'));
 * estimateMoment(light, { tail: 2000 }).inverse < 0; // → true
 */
export function estimateMoment(sample: ArrayLike<number>, settings: OrderSettings = {}): OrderEstimate {
  return estimateFromOrder(sample, 'moment', settings);
}
