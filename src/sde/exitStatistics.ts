import { normalQuantile } from '../law/index.js';
import { type Exits, type ExitSettings, overshoots } from './exit.js';
import { countExits, meanExitTime, type MeanExitTime } from './exitSummary.js';
import { medianInterval, type MedianInterval } from './survival.js';

/** What exits have in common. */
export interface ExitStatistics {
  readonly paths: number;
  /** Paths that left; the others were censored. */
  readonly left: number;
  /** With its 95 % interval; absent when fewer than two paths left. */
  readonly mean?: MeanExitTime & { readonly low: number; readonly high: number };
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

/** Statistics of exits from an interval. */
export function exitStatistics(
  exits: Exits,
  { low, high, start }: Pick<ExitSettings, 'low' | 'high' | 'start'>,
): ExitStatistics {
  const { times, places, jumps, censored } = exits;
  const paths = times.length;
  const counts = countExits(exits);
  const left = counts.exits;
  const statistics = { paths, left, median: medianInterval(exits) };
  if (left < 2) return statistics;
  const mean = meanExitTime(counts);
  const half = normalQuantile(0.975) * mean.standardError;
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
    mean: { ...mean, low: mean.mean - half, high: mean.mean + half },
    coefficientOfVariation: left === paths ? (mean.standardError * Math.sqrt(paths)) / mean.mean : undefined,
    meanOvershoot: overshoot / left,
    jumpShare: byJump / left,
    upward: upward / left,
  };
}
