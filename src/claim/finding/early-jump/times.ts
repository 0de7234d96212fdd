import type { JumpRun } from './run.js';

/** A run whose accuracy never passes this has had no gain. */
export const gained = 0.5;

/** Times of one run, in iterations; Infinity for a gain that never came. */
export interface JumpTimes {
  readonly gain: number;
  readonly largestStep: number;
  /** Lowest published statistic; of SGD only. */
  readonly dip?: number;
  readonly surrogateDip?: number;
}

/** When accuracy rose most, the largest step was made, and the statistic was lowest. */
export function timesOf({ iterations, accuracy, largestStep, published, surrogate }: JumpRun): JumpTimes {
  const gains = accuracy.map((value, i) => (i === 0 ? -1 : value - accuracy[i - 1]));
  const dipOf = (statistic: readonly number[]) =>
    statistic.length > 0 ? iterations[indexOfLargest(statistic.map((value) => -value))] : undefined;
  return {
    gain: Math.max(...accuracy) < gained ? Infinity : iterations[indexOfLargest(gains)],
    largestStep: iterations[indexOfLargest(largestStep)],
    dip: dipOf(published),
    surrogateDip: dipOf(surrogate),
  };
}

function indexOfLargest(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
}
