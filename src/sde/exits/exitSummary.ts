import { UserError } from '../../error.js';
import type { Exits } from '../line/exit.js';

/** Sums over exits that can be added up over ranges of paths (a type alias: it is JSON). */
export type ExitCounts = {
  readonly paths: number;
  /** Paths that left; the others were censored. */
  readonly exits: number;
  /** Sum of all times, those of censored paths included, and of their squares. */
  readonly totalTime: number;
  readonly totalSquare: number;
};

export interface MeanExitTime {
  /**
   * Total time over exits: without censoring the sample mean, with it the likeliest mean of an exponential
   * law.
   */
  readonly mean: number;
  /** Of the sample mean, or mean/sqrt(exits) under censoring. */
  readonly standardError: number;
}

/** The counts of some exits. */
export function countExits({ times, censored }: Pick<Exits, 'times' | 'censored'>): ExitCounts {
  let exits = 0;
  let totalTime = 0;
  let totalSquare = 0;
  times.forEach((time, p) => {
    exits += 1 - censored[p];
    totalTime += time;
    totalSquare += time * time;
  });
  return { paths: times.length, exits, totalTime, totalSquare };
}

/** Adds the counts of several ranges of paths, in the order given. */
export function addCounts(parts: readonly ExitCounts[]): ExitCounts {
  const total = { paths: 0, exits: 0, totalTime: 0, totalSquare: 0 };
  for (const part of parts) {
    total.paths += part.paths;
    total.exits += part.exits;
    total.totalTime += part.totalTime;
    total.totalSquare += part.totalSquare;
  }
  return total;
}

/**
 * Mean exit time with its standard error.
 *
 * @throws {UserError} when fewer than two paths left
 */
export function meanExitTime({ paths, exits, totalTime, totalSquare }: ExitCounts): MeanExitTime {
  if (exits < 2) {
    throw new UserError(
      `${exits} of ${paths} paths left their domain, too few for a mean.`,
      'Raise the maximal number of steps, the number of paths or the noise scale.',
    );
  }
  const mean = totalTime / exits;
  if (exits < paths) return { mean, standardError: mean / Math.sqrt(exits) };
  const variance = Math.max(0, totalSquare - paths * mean * mean) / (paths - 1);
  return { mean, standardError: Math.sqrt(variance / paths) };
}

/**
 * Median exit time by the product-limit estimator of Kaplan and Meier, which uses censored paths up to the
 * time until which they were watched; Infinity when fewer than half have left.
 */
export function medianExitTime({ times, censored }: Pick<Exits, 'times' | 'censored'>): number {
  const order = Uint32Array.from(times, (_, i) => i).sort(
    (i, j) => times[i] - times[j] || censored[i] - censored[j],
  );
  let survival = 1;
  for (let rank = 0; rank < order.length; rank++) {
    const path = order[rank];
    if (censored[path] === 1) continue;
    const atRisk = order.length - rank;
    survival *= (atRisk - 1) / atRisk;
    if (survival <= 0.5) return times[path];
  }
  return Infinity;
}
