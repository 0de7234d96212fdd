import { logOf, sumLogAbsolute } from '../kernel/index.js';
import { estimateFromInverse, missing, usualLevel, type TailEstimate } from './estimate.js';

export type HillEstimate = TailEstimate<{
  /** Order statistics used. */
  readonly tail: number;
  readonly sampleSize: number;
  readonly zeroFraction: number;
}>;

export interface HillSettings {
  /** k, how many of the largest |x| are used; 1 % of the sample by default, at least 10. */
  readonly tail?: number;
  readonly level?: number;
}

/**
 * Hill's estimate of the tail index of |x|: 1 / tailIndex is the mean of log(X_(i) / X_(k+1)) over the
 * k largest values (Hill 1975).
 *
 * The interval is the one of an exact power law above X_(k+1), where the standard error is
 * 1/tailIndex / sqrt(k); it does not contain the bias of a tail that is not yet a power law. For
 * alpha-stable samples with alpha above 1.5 that bias is large at every practical size, up to estimates
 * beyond 2.
 *
 * @param sample - independent draws of one quantity, more than k of them non-zero
 * @returns an estimate; `not-enough-data` when fewer than k + 1 values are non-zero, `invalid` for
 * values that are not finite, or when the k + 1 largest are equal
 * @throws {RangeError} when k is not a whole number of at least 2
 */
export function estimateHill(sample: ArrayLike<number>, settings: HillSettings = {}): HillEstimate {
  const level = settings.level ?? usualLevel;
  const tail = settings.tail ?? Math.max(10, Math.floor(sample.length / 100));
  if (!Number.isSafeInteger(tail) || tail < 2) {
    throw new RangeError(
      `The number of order statistics is ${tail}; it must be a whole number of at least 2.`,
    );
  }
  const sizes = Float64Array.from(sample, Math.abs).sort();
  const zeros = sizes.findIndex((size) => size !== 0);
  const zeroCount = zeros < 0 ? sizes.length : zeros;
  const details = {
    tail,
    sampleSize: sizes.length,
    zeroFraction: sizes.length === 0 ? 0 : zeroCount / sizes.length,
  };
  if (sizes.length > 0 && !Number.isFinite(sizes[sizes.length - 1])) {
    return {
      ...missing('invalid', 'The sample holds NaN or infinite values; leave them out.', level),
      ...details,
    };
  }
  if (sizes.length - zeroCount <= tail) {
    const sentence = `${sizes.length - zeroCount} values are not zero; ${tail + 1} are needed for ${tail} order statistics.`;
    return { ...missing('not-enough-data', sentence, level), ...details };
  }
  const threshold = logOf(sizes[sizes.length - 1 - tail]);
  const inverse = sumLogAbsolute(sizes.subarray(sizes.length - tail)).sum / tail - threshold;
  if (!(inverse > 0)) {
    const sentence = `The ${tail + 1} largest values are equal: there is no tail to measure.`;
    return { ...missing('invalid', sentence, level), ...details };
  }
  return { ...estimateFromInverse(inverse, inverse / Math.sqrt(tail), Infinity, level), ...details };
}
