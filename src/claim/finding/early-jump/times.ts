import type { JumpRun } from './run.js';

/** The gain is there when training accuracy reaches this. */
export const gained = 0.5;

/** The published statistic and its Gaussian surrogate. */
export interface Pair {
  readonly published: number;
  readonly surrogate: number;
}

/** Times of one run, in iterations. */
export interface JumpTimes {
  /** When accuracy first reached a half, between looks by a straight line; Infinity where it never did. */
  readonly gain: number;
  readonly largestStep: number;
  /** When each of the two was lowest; of SGD only. */
  readonly dip?: Pair;
}

/** When accuracy was gained, the largest step was made, and the statistic was lowest. */
export function timesOf({ iterations, accuracy, largestStepAt, published, surrogate }: JumpRun): JumpTimes {
  const dip = { published: iterations[lowestOf(published)], surrogate: iterations[lowestOf(surrogate)] };
  return {
    gain: gainOf(iterations, accuracy),
    largestStep: largestStepAt,
    ...(published.length > 0 && { dip }),
  };
}

function gainOf(iterations: readonly number[], accuracy: readonly number[]): number {
  const after = accuracy.findIndex((value) => value >= gained);
  if (after < 0) return Infinity;
  if (after === 0) return iterations[0];
  const [before, interval] = [after - 1, iterations[after] - iterations[after - 1]];
  return iterations[before] + (interval * (gained - accuracy[before])) / (accuracy[after] - accuracy[before]);
}

/** How far the published statistic had fallen since the start where it was lowest. */
export interface Fall {
  readonly published: number;
  /** That of the same noise without its tails. */
  readonly tailless: number;
}

/** Undefined of runs other than SGD's. */
export function fallOf({ scored }: JumpRun): Fall | undefined {
  if (scored === null) return undefined;
  const { start, dip } = scored;
  return { published: start.measured - dip.measured, tailless: start.gaussian - dip.gaussian };
}

/** Largest step up to the last look before the gain over the largest one from then on. */
export function decreaseOf(run: JumpRun): number {
  const { gain } = timesOf(run);
  const largest = (steps: readonly number[]) => Math.max(0, ...steps);
  return (
    largest(run.largestStep.filter((_, look) => run.iterations[look] < gain)) /
    largest(run.largestStep.filter((_, look) => run.iterations[look] >= gain))
  );
}

function lowestOf(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value < values[best] ? i : best), 0);
}
