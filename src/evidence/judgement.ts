import type { Interval } from '../statistics/index.js';
import type { Control, Statistic, Verdict } from './evidence.js';

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

/** A value with its interval, for sentences. */
export function inWords({ value, low, high }: Interval, digits = 3): string {
  // Adding 0 to the rounded number turns -0 into 0.
  const fixed = (x: number) => (Number(x.toFixed(digits)) + 0).toFixed(digits);
  return `${fixed(value)} (${fixed(low)} to ${fixed(high)})`;
}
