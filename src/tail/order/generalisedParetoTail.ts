import { fitGeneralisedPareto } from '../../law/index.js';
import { estimateFromExtremeValueIndex, missing, usualLevel, type TailEstimate } from '../estimate.js';
import { notFinite, sizesOf } from './orderStatistics.js';

/** An estimate by the generalised Pareto law of the largest sizes; see `estimateGeneralisedPareto`. */
export type GeneralisedParetoEstimate = TailEstimate<{
  /** Excesses that the law was fitted to. */
  readonly tail: number;
  readonly sampleSize: number;
  readonly zeroFraction: number;
  /** The size that they exceed, and the scale of their law; undefined without an estimate. */
  readonly threshold?: number;
  readonly scale?: number;
}>;

/** Fewest excesses for which the errors of a likelihood fit are near to normal. */
const fewestExcesses = 10;
/** By default the largest 10 % are used (DuMouchel 1983). */
const valuesPerExcess = 10;

/**
 * The extreme-value index of |x| by likelihood: the shape of the generalised Pareto law of the excesses of
 * the k largest sizes over the next one (Smith 1987; the search is that of Grimshaw 1993). Unlike Hill's
 * estimate it does not change when all sizes are shifted, and it can say that a tail is light: where the
 * shape, which is `inverse`, is 0 or below, the tail index is Infinity.
 *
 * The interval is normal with standard error (1 + shape) / sqrt(k), which holds for shapes above -1/2. It
 * contains no bias: for stable laws of alpha near 2 the law of the excesses comes close to generalised
 * Pareto only far out.
 *
 * @param sample - independent draws of one quantity
 * @param settings - tail: k, by default the largest 10 % (DuMouchel 1983), at least 10
 * @returns an estimate; `not-enough-data` when fewer than k + 1 values are non-zero, `invalid` for values
 *   that are not finite, on a coarse grid, or whose fit has no maximum or a shape of -1/2 or below
 * @throws {RangeError} when k is not a whole number of at least 10
 * @example
 * import { draw, pareto, stream } from 'heavytail/law';
 * import { estimateGeneralisedPareto } from 'heavytail/tail';
 *
 * const sample = draw(pareto({ tailIndex: 3 }), 10000, stream(1, 'example'));
 * const { tailIndex, low, high } = estimateGeneralisedPareto(sample);
 * tailIndex; // → 3.21
 * [low, high].map((end) => Number(end.toFixed(2))); // → [2.54,4.34]
 */
export function estimateGeneralisedPareto(
  sample: ArrayLike<number>,
  settings: { readonly tail?: number; readonly level?: number } = {},
): GeneralisedParetoEstimate {
  const usualTail = Math.max(fewestExcesses, Math.floor(sample.length / valuesPerExcess));
  const { tail = usualTail, level = usualLevel } = settings;
  if (!Number.isSafeInteger(tail) || tail < fewestExcesses) {
    throw new RangeError(
      `The number of excesses is ${tail}; it must be a whole number of at least ${fewestExcesses}.`,
    );
  }
  const found = sizesOf(sample);
  if (found === undefined) return { ...notFinite(level), tail, sampleSize: sample.length, zeroFraction: 0 };
  const { sizes, sampleSize, zeroFraction } = found;
  const details = { tail, sampleSize, zeroFraction };
  if (sizes.length <= tail) {
    const sentence = `${sizes.length} values are not zero; ${tail + 1} are needed for ${tail} excesses.`;
    return { ...missing('not-enough-data', sentence, level), ...details };
  }
  const threshold = sizes[sizes.length - 1 - tail];
  const largest = sizes.subarray(sizes.length - tail);
  const coarse = largest[Math.floor(tail / 4) + 1] >= largest[Math.floor((3 * tail) / 4) - 1];
  if (largest[0] === threshold || coarse) {
    const sentence =
      `Some of the ${tail + 1} largest sizes are equal: ` + 'excesses over the threshold need a finer grid.';
    return { ...missing('invalid', sentence, level), ...details };
  }
  const fit = fitGeneralisedPareto(largest, { threshold });
  if (!fit.converged) return { ...missing('invalid', fit.sentence, level), ...details };
  const { shape, scale } = fit.law;
  if (fit.standardErrors === undefined) {
    const sentence =
      `The shape is ${shape.toPrecision(3)}: the largest sizes crowd below an end, ` +
      'and errors are not normal at -1/2 and below.';
    return { ...missing('invalid', sentence, level), ...details };
  }
  return {
    ...estimateFromExtremeValueIndex(shape, fit.standardErrors.shape, level),
    ...details,
    threshold,
    scale,
  };
}
