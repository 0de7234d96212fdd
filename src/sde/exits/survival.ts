import { normalQuantile } from '../../law/index.js';
import { UserError } from '../../error.js';
import type { Exits } from '../line/exit.js';

/** The product-limit estimator of Kaplan and Meier (1958) for exit times, with intervals. */

/** Level of intervals where none is asked for. */
const usualLevel = 0.95;

/** @inline */
type Watched = Pick<Exits, 'times' | 'censored'>;

/** At a time at which paths left. */
export interface SurvivalStep {
  /** In the unit of time of the exits. */
  readonly time: number;
  /** Paths watched until then, and how many of them left. */
  readonly atRisk: number;
  /** Paths that left then. */
  readonly exits: number;
  /** Estimated probability of staying longer than `time`. */
  readonly survival: number;
  /** Standard error of the survival by Greenwood's formula. */
  readonly standardError: number;
}

/**
 * The survival curve of Kaplan and Meier: the times at which paths left, in increasing order, and the
 * probability of staying longer. A path that is censored at such a time counts as watched then.
 *
 * @param exits - of `exitTimes`
 * @returns one step per time at which paths left
 */
export function exitSurvival({ times, censored }: Watched): SurvivalStep[] {
  const order = Uint32Array.from(times, (_, i) => i).sort((i, j) => times[i] - times[j]);
  const steps: SurvivalStep[] = [];
  let value = 1;
  let greenwood = 0;
  for (let rank = 0; rank < order.length; ) {
    const time = times[order[rank]];
    const atRisk = order.length - rank;
    let exits = 0;
    for (; rank < order.length && times[order[rank]] === time; rank++) exits += 1 - censored[order[rank]];
    if (exits === 0) continue;
    value *= (atRisk - exits) / atRisk;
    // Where all have left the survival is 0, and so is Greenwood's variance.
    greenwood += exits === atRisk ? 0 : exits / (atRisk * (atRisk - exits));
    steps.push({ time, atRisk, exits, survival: value, standardError: value * Math.sqrt(greenwood) });
  }
  return steps;
}

/**
 * A mean exit time that counts no longer than a horizon, with its interval.
 */
export interface RestrictedMean {
  /** Mean of min(exit time, horizon): the area under the survival curve up to the horizon. */
  readonly mean: number;
  readonly standardError: number;
  /** Ends of its interval. */
  readonly low: number;
  readonly high: number;
  /** In the unit of time of the exits. */
  readonly horizon: number;
}

/**
 * Mean exit time restricted to a horizon, with a normal interval by Greenwood's formula (Klein and
 * Moeschberger 2003, Survival Analysis, section 4.5).
 *
 * @param exits - of `exitTimes`
 * @param horizon - above 0 and at most the longest time, which is the default
 * @param level - of the interval, in (0, 1)
 * @returns the mean with its interval
 * @throws {UserError} when the horizon is out of range
 */
export function restrictedMean(
  exits: Watched,
  horizon: number = exits.times.reduce((a, b) => Math.max(a, b), 0),
  level = usualLevel,
): RestrictedMean {
  const longest = exits.times.reduce((a, b) => Math.max(a, b), 0);
  if (!(horizon > 0 && horizon <= longest)) {
    throw new UserError(
      `The horizon is ${horizon}; paths were watched until ${longest}.`,
      'Give a horizon above 0 and at most the longest time.',
    );
  }
  const steps = exitSurvival(exits).filter(({ time }) => time < horizon);
  // Areas from the end backwards: what is left of the mean after each step.
  let area = 0;
  let variance = 0;
  let until = horizon;
  for (let k = steps.length - 1; k >= 0; k--) {
    const { time, atRisk, exits: left, survival: value } = steps[k];
    area += value * (until - time);
    if (left < atRisk) variance += (area * area * left) / (atRisk * (atRisk - left));
    until = time;
  }
  const mean = area + until;
  const standardError = Math.sqrt(variance);
  const half = normalQuantile((1 + level) / 2) * standardError;
  return { mean, standardError, low: mean - half, high: mean + half, horizon };
}

/**
 * A median exit time with its interval.
 */
export interface MedianInterval {
  /** Infinity when fewer than half have left; so are upper ends that were not reached. */
  readonly median: number;
  /** Ends of its interval. */
  readonly low: number;
  readonly high: number;
}

/**
 * Median exit time with the interval of Brookmeyer and Crowley (1982): the times at which a survival of one
 * half is not rejected by a normal test with Greenwood's error. Of so few paths that all lie on one side of
 * the median with a probability of more than 1 - level, fewer than six at 95 %, it is the whole half-line.
 *
 * @param exits - of `exitTimes`
 * @param level - of the interval, in (0, 1)
 * @returns the median with its interval, whose upper end is Infinity where the paths do not bound it
 */
export function medianInterval(exits: Watched, level = usualLevel): MedianInterval {
  const quantile = normalQuantile((1 + level) / 2);
  const steps = exitSurvival(exits);
  const tooFew = 2 ** (1 - exits.times.length) > 1 - level;
  const first = (holds: (step: SurvivalStep) => boolean) => steps.find(holds)?.time ?? Infinity;
  return {
    median: first(({ survival: value }) => value <= 0.5),
    low: tooFew ? 0 : first(({ survival: value, standardError }) => value - 0.5 <= quantile * standardError),
    high: tooFew
      ? Infinity
      : first(({ survival: value, standardError }) => value - 0.5 < -quantile * standardError),
  };
}
