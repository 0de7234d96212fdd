import { studentQuantile } from '../statistics/index.js';

/**
 * What every estimator of `heavytail/tail` returns: a tail index with its interval, or the reason why
 * there is none. A failed estimate has no number, so that it cannot be read as one. Ask for `status` first.
 */
export type TailEstimate<Details = unknown> = (TailIndexFound | TailIndexMissing) & Details;

/**
 * A tail index with its interval. The tail index is the exponent a of P(|X| > x) ~ x^-a: the alpha of a
 * stable law below 2, and the degrees of freedom of Student's law.
 */
export interface TailIndexFound {
  readonly status: 'ok';
  /**
   * Never truncated: an estimate above 2 carries information. Infinity for a tail lighter than every power.
   */
  readonly tailIndex: number;
  /** Ends of the interval; `high` is Infinity when the data do not bound the tail index above. */
  readonly low: number;
  readonly high: number;
  /** Probability with which such an interval covers; in (0, 1). */
  readonly level: number;
  /**
   * 1 / tailIndex, in which the log-moment estimators are linear, and its standard error. From estimators of
   * the extreme-value index it is that index, which is 0 or below for tails lighter than every power.
   */
  readonly inverse: number;
  readonly inverseStandardError: number;
  readonly sentence?: undefined;
}

/** Why there is no estimate. The fields of an estimate are there, and undefined. */
export interface TailIndexMissing {
  /** Too few values for the method, or values for which the method means nothing. */
  readonly status: 'not-enough-data' | 'invalid';
  /** What was given and what is needed. */
  readonly sentence: string;
  /** The level that was asked for. */
  readonly level: number;
  readonly tailIndex?: undefined;
  readonly low?: undefined;
  readonly high?: undefined;
  readonly inverse?: undefined;
  readonly inverseStandardError?: undefined;
}

/** The level of every interval that was not asked for at another one: 0.95. */
export const usualLevel = 0.95;

/**
 * The tail index and its interval from an estimate of the inverse: a t interval of the inverse,
 * turned over.
 *
 * @param inverse - estimate of 1 / tailIndex
 * @param inverseStandardError - its standard error
 * @param degrees - degrees of freedom of that error, at least 2; Infinity for a normal interval
 * @param level - in (0, 1)
 */
export function estimateFromInverse(
  inverse: number,
  inverseStandardError: number,
  degrees: number,
  level: number,
): TailIndexFound | TailIndexMissing {
  if (!(inverse > 0)) {
    return missing(
      'invalid',
      `Sums of many values are not larger than single ones (1/tailIndex is ${inverse.toPrecision(3)}): ` +
        'the values cancel one another, so that no tail index describes them.',
      level,
    );
  }
  const half = studentQuantile((1 + level) / 2, degrees) * inverseStandardError;
  return {
    status: 'ok',
    tailIndex: 1 / inverse,
    low: 1 / (inverse + half),
    high: inverse > half ? 1 / (inverse - half) : Infinity,
    level,
    inverse,
    inverseStandardError,
  };
}

/**
 * The tail index and its interval from an estimate of the extreme-value index, whose interval is normal. An
 * index of 0 or below says that the tail is lighter than every power: the tail index is Infinity.
 */
export function estimateFromExtremeValueIndex(
  index: number,
  standardError: number,
  level: number,
): TailIndexFound {
  const half = studentQuantile((1 + level) / 2, Infinity) * standardError;
  const tailIndexOf = (value: number) => (value > 0 ? 1 / value : Infinity);
  return {
    status: 'ok',
    tailIndex: tailIndexOf(index),
    low: tailIndexOf(index + half),
    high: tailIndexOf(index - half),
    level,
    inverse: index,
    inverseStandardError: standardError,
  };
}

/** A failed estimate. */
export function missing(
  status: TailIndexMissing['status'],
  sentence: string,
  level: number,
): TailIndexMissing {
  return { status, sentence, level };
}
