import { normalQuantile } from '../law/index.js';
import { studentQuantile } from '../tail/index.js';
import type { Control, Statistic, Verdict } from './claim.js';
import type { Interval } from './regression.js';

/**
 * What an interval says about a range of acceptance: inside it supports, apart from it refutes, anything
 * else leaves the question open. Supporting is an equivalence test: both ends must be excluded.
 */
export function intervalVerdict(
  { low, high }: { readonly low: number; readonly high: number },
  from: number,
  to: number,
): Verdict {
  if (low >= from && high <= to) return 'supported';
  return high < from || low > to ? 'refuted' : 'undecided';
}

/** Supported when all are, refuted when any is, undecided otherwise or when a control failed. */
export function joinVerdicts(verdicts: readonly Verdict[], controls: readonly Control[]): Verdict {
  if (controls.some(({ passed }) => !passed)) return 'undecided';
  if (verdicts.includes('refuted')) return 'refuted';
  return verdicts.every((verdict) => verdict === 'supported') ? 'supported' : 'undecided';
}

/** The sentence that explains why a failed control forbids a verdict; undefined when all passed. */
export function failedControl(controls: readonly Control[]): string | undefined {
  const failed = controls.find(({ passed }) => !passed);
  return failed && `A control failed (${failed.name}: ${failed.value}), so the experiment decides nothing.`;
}

/** A statistic of the report from an interval. */
export function statisticOf(name: string, interval: Interval, theory?: number): Statistic {
  const { value, low, high, level } = interval;
  return theory === undefined ? { name, value, low, high, level } : { name, value, low, high, level, theory };
}

/** The normal interval of an estimate with a known standard error. */
export function normalInterval(value: number, standardError: number, level = 0.95): Interval {
  const half = normalQuantile((1 + level) / 2) * standardError;
  return { value, standardError, low: value - half, high: value + half, level };
}

/**
 * The mean of independent values with Student's interval, from their scatter.
 *
 * @param values - at least 2
 */
export function studentInterval(values: readonly number[], level = 0.95): Interval {
  const value = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - value) ** 2, 0) / (values.length - 1);
  const standardError = Math.sqrt(variance / values.length);
  const half = studentQuantile((1 + level) / 2, values.length - 1) * standardError;
  return { value, standardError, low: value - half, high: value + half, level };
}

/**
 * Mean of estimates weighted by their precision, with a normal interval.
 *
 * @param standardErrors - one an estimate, positive
 */
export function weightedMean(
  values: readonly number[],
  standardErrors: readonly number[],
  level = 0.95,
): Interval {
  let total = 0;
  let sum = 0;
  values.forEach((value, i) => {
    const weight = 1 / standardErrors[i] ** 2;
    total += weight;
    sum += weight * value;
  });
  return normalInterval(sum / total, 1 / Math.sqrt(total), level);
}

/** A value with its interval, for sentences. */
export function inWords({ value, low, high }: Interval, digits = 3): string {
  // Adding 0 to the rounded number turns -0 into 0.
  const fixed = (x: number) => (Number(x.toFixed(digits)) + 0).toFixed(digits);
  return `${fixed(value)} (${fixed(low)} to ${fixed(high)})`;
}
