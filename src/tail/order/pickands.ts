import { estimateFromOrder, type OrderEstimate, type OrderSettings } from './orderEstimate.js';

/**
 * Pickands' estimate of the extreme-value index of |x|: log[(X_(m) - X_(2m)) / (X_(2m) - X_(4m))] / log 2
 * from three of the k = 4m largest values (Pickands 1975).
 *
 * It does not change under shifts of the sizes and holds for every index; where it is 0 or below the tail
 * index is Infinity. Of all estimators here it is the least exact: near an index of 1/2 its standard error
 * is about 3.9 / sqrt(k). The interval is normal around `inverse`, with the variance of Dekkers and de Haan
 * (1989), and holds no bias.
 *
 * @param sample - independent draws of one quantity; k is chosen when not given, from at least 31 non-zero
 *   values
 * @param settings - tail: k, or 'chosen' (the default); level of the interval
 * @returns an estimate; `not-enough-data` when fewer than k values are non-zero, `invalid` for values that
 *   are not finite or whose largest do not differ
 * @throws {RangeError} when k is not a whole number of at least 4
 * @example
 * import { draw, normal, stable, stream } from 'heavytail/law';
 * import { estimatePickands } from 'heavytail/tail';
 *
 * const heavy = draw(stable({ alpha: 1.2 }), 10000, stream(1, 'example'));
 * estimatePickands(heavy, { tail: 2000 }).tailIndex; // → 1.41
 * const light = draw(normal(), 10000, stream(1, 'example'));
 * estimatePickands(light, { tail: 2000 }).inverse < 0; // → true
 */
export function estimatePickands(sample: ArrayLike<number>, settings: OrderSettings = {}): OrderEstimate {
  return estimateFromOrder(sample, 'pickands', settings);
}
