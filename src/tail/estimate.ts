import { studentQuantile } from '../statistics/index.js';

/**
 * What every estimator of this folder returns: a tail index with its interval, or the reason why
 * there is none. A failed estimate has no number, so that it cannot be read as one.
 */
export type TailEstimate<Details = unknown> = (TailIndexFound | TailIndexMissing) & Details;

export interface TailIndexFound {
  readonly status: 'ok';
  /** Never truncated: an estimate above 2 carries information. Infinity for a tail lighter than every power. */
  readonly tailIndex: number;
  /** Ends of the interval; `high` is Infinity when the data do not bound the tail index above. */
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /**
   * 1 / tailIndex, in which the log-moment estimators are linear, and its standard error. From estimators of
   * the extreme-value index it is that index, which is 0 or below for tails lighter than every power.
   */
  readonly inverse: number;
  readonly inverseStandardError: number;
  readonly sentence?: undefined;
}

export interface TailIndexMissing {
  readonly status: 'not-enough-data' | 'invalid';
  /** What was given and what is needed. */
  readonly sentence: string;
  readonly level: number;
  readonly tailIndex?: undefined;
  readonly low?: undefined;
  readonly high?: undefined;
  readonly inverse?: undefined;
  readonly inverseStandardError?: undefined;
}

/** The level of every interval that was not asked for at another one. */
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
