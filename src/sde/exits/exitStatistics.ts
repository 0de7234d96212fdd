import { type Exits, type ExitSettings, overshoots } from '../line/exit.js';
import { countExits, meanExitTime } from './exitSummary.js';
import { type MeanExitInterval, meanInterval } from './meanInterval.js';
import { medianInterval, type MedianInterval } from './survival.js';
import type { TimeStepBias } from '../line/timeStepBias.js';

/** What exits have in common. */
export interface ExitStatistics {
  readonly paths: number;
  /** Paths that left; the others were censored. */
  readonly left: number;
  /**
   * With its 95 % interval, and without the bias of the time step where that is known; absent when fewer than
   * two paths left.
   */
  readonly mean?: MeanExitInterval;
  /** Mean of the times as they are, at their time step; absent with `mean`. */
  readonly sampleMean?: number;
  readonly median: MedianInterval;
  /** Standard deviation of the exit time over its mean, 1 for the exponential law; absent under censoring. */
  readonly coefficientOfVariation?: number;
  /** Of paths that left, beyond the edge; absent when none did. */
  readonly meanOvershoot?: number;
  /**
   * Share of paths that left whose last noise increment alone is longer than half the way from the start to
   * the edge they left by: jumps, not creeping; absent when none left.
   */
  readonly jumpShare?: number;
  /** Share of paths that left by the upper edge; absent when none left. */
  readonly upward?: number;
}

/**
 * Statistics of exits from an interval.
 *
 * @param exits - of `exitTimes`
 * @param settings - the domain and the start that `exitTimes` was given
 * @param bias - of the time step, by `timeStepBias`: is taken off the mean, and widens its interval by its
 *   error
 */
export function exitStatistics(
  exits: Exits,
  { low, high, start }: Pick<ExitSettings, 'low' | 'high' | 'start'>,
  bias?: TimeStepBias,
): ExitStatistics {
  const { times, places, jumps, censored } = exits;
  const paths = times.length;
  const counts = countExits(exits);
  const left = counts.exits;
  const statistics = { paths, left, median: medianInterval(exits) };
  if (left < 2) return statistics;
  const mean = meanExitTime(counts);
  const beyond = overshoots(exits, { low, high });
  let [overshoot, byJump, upward] = [0, 0, 0];
  for (let p = 0; p < paths; p++) {
    if (censored[p] === 1) continue;
    overshoot += beyond[p];
    const above = places[p] >= high;
    upward += Number(above);
    byJump += Number(Math.abs(jumps[p]) > Math.abs((above ? high : low) - start) / 2);
  }
  return {
    ...statistics,
    mean: meanInterval(exits, counts, bias),
    sampleMean: mean.mean,
    coefficientOfVariation: left === paths ? (mean.standardError * Math.sqrt(paths)) / mean.mean : undefined,
    meanOvershoot: overshoot / left,
    jumpShare: byJump / left,
    upward: upward / left,
  };
}
