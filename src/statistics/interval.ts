import { square } from '../kernel/index.js';
import { normalQuantile } from '../law/index.js';
import { studentQuantile } from './studentQuantile.js';

/** An estimate with the interval that covers it at `level`. */
export interface Interval {
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** Level of intervals where none is asked for. */
export const usualLevel = 0.95;

/** The normal interval of an estimate with a known standard error. */
export function normalInterval(value: number, standardError: number, level = usualLevel): Interval {
  const half = normalQuantile((1 + level) / 2) * standardError;
  return { value, standardError, low: value - half, high: value + half, level };
}

/**
 * The mean of independent values with Student's interval, from their scatter. It covers the true mean at its
 * level however few normal values there are. A normal quantile would cover it too rarely: 86 % of the time
 * for 4 values and a level of 95 %.
 *
 * @param values - at least 2
 */
export function studentInterval(values: readonly number[], level = usualLevel): Interval {
  const value = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + square(x - value), 0) / (values.length - 1);
  const standardError = Math.sqrt(variance / values.length);
  const half = studentQuantile((1 + level) / 2, values.length - 1) * standardError;
  return { value, standardError, low: value - half, high: value + half, level };
}

/**
 * The interval of a multiple of an estimate.
 *
 * @param interval - of the estimate
 * @param factor - positive and known without error
 */
export function scaledInterval(interval: Interval, factor: number): Interval {
  return {
    value: interval.value * factor,
    standardError: interval.standardError * factor,
    low: interval.low * factor,
    high: interval.high * factor,
    level: interval.level,
  };
}

/**
 * Mean of estimates weighted by their precision, with a normal interval.
 *
 * @param values - the estimates
 * @param standardErrors - one per estimate, positive
 * @param level - of the interval, in (0, 1); by default 0.95
 * @returns the mean with its interval
 */
export function weightedMean(
  values: readonly number[],
  standardErrors: readonly number[],
  level = usualLevel,
): Interval {
  let total = 0;
  let sum = 0;
  values.forEach((value, i) => {
    const weight = 1 / square(standardErrors[i]);
    total += weight;
    sum += weight * value;
  });
  return normalInterval(sum / total, 1 / Math.sqrt(total), level);
}

/**
 * Mean and standard error of independent, equally distributed terms.
 *
 * @param terms - at least 2
 */
export function meanOf(terms: ArrayLike<number>): { mean: number; standardError: number } {
  let sum = 0;
  for (let i = 0; i < terms.length; i++) sum += terms[i];
  const mean = sum / terms.length;
  let squares = 0;
  for (let i = 0; i < terms.length; i++) squares += square(terms[i] - mean);
  return { mean, standardError: Math.sqrt(squares / (terms.length - 1) / terms.length) };
}
