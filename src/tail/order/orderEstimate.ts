import { missing, usualLevel, type TailEstimate } from '../estimate.js';
import type { TailMethod } from './extremeValueIndex.js';
import { notFinite, orderStatistics } from './orderStatistics.js';
import { chosenTail, estimateAt, fewestToChoose, requireTail } from './thresholdSelection.js';

/** An estimate from the largest values of a sample, and how many these were. */
export type OrderEstimate = TailEstimate<{
  /** Order statistics used; 0 when too few values were left to choose. */
  readonly tail: number;
  readonly sampleSize: number;
  readonly zeroFraction: number;
}>;

/** How many of the largest values are used, and the level of the interval. */
export interface OrderSettings {
  /**
   * k, how many of the largest |x| are used, or 'chosen': the largest k at which the estimate still agrees
   * with those from fewer values (Boucheron and Thomas 2015).
   */
  readonly tail?: number | 'chosen';
  /** Of the interval, in (0, 1); 0.95 by default. */
  readonly level?: number;
}

/** What `estimateHill`, `estimateMoment` and `estimatePickands` have in common. */
export function estimateFromOrder(
  sample: ArrayLike<number>,
  method: TailMethod,
  settings: OrderSettings,
): OrderEstimate {
  const { tail = 'chosen', level = usualLevel } = settings;
  if (tail !== 'chosen') requireTail(tail, method);
  const order = orderStatistics(sample);
  if (order === undefined) {
    const details = { tail: tail === 'chosen' ? 0 : tail, sampleSize: sample.length, zeroFraction: 0 };
    return { ...notFinite(level), ...details };
  }
  const { sampleSize, zeroFraction } = order;
  const used = tail === 'chosen' ? chosenTail(order, method) : tail;
  if (used === undefined) {
    const sentence =
      `${order.sizes.length} values are not zero; ` +
      `${fewestToChoose} are needed to choose how many to use.`;
    return { ...missing('not-enough-data', sentence, level), tail: 0, sampleSize, zeroFraction };
  }
  return { ...estimateAt(order, method, used, level), tail: used, sampleSize, zeroFraction };
}
