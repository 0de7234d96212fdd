import { studentInterval, type Interval } from '../../../statistics/index.js';
import { rows, type ChainResult } from './run.js';

/** How far the exit times of chains lie apart, from the shares of paths that are still inside. */

/** Shares of paths that had not left: one row a chain, one number a time. */
export type Shares = readonly (readonly number[])[];

/** Share of paths that had not left, by row and time. */
export function insideShares(parts: readonly ChainResult[]): Shares {
  const total = parts.reduce((sum, { paths }) => sum + paths, 0);
  return addSurvivors(parts).map((row) => row.map((count) => count / total));
}

function addSurvivors(parts: readonly ChainResult[]): number[][] {
  return parts[0].survivors.map((row, r) =>
    row.map((_, t) => parts.reduce((sum, { survivors }) => sum + survivors[r][t], 0)),
  );
}

/** Shares of all parts, and of all but one of them in turn. */
export interface Left {
  readonly all: Shares;
  readonly without: readonly Shares[];
}

/** What the jackknife of any statistic needs. */
export function leaveOneOut(parts: readonly ChainResult[]): Left {
  const total = parts.reduce((sum, { paths }) => sum + paths, 0);
  const counts = addSurvivors(parts);
  return {
    all: insideShares(parts),
    without: parts.map(({ paths, survivors }) =>
      counts.map((row, r) => row.map((count, t) => (count - survivors[r][t]) / (total - paths))),
    ),
  };
}

/** Kolmogorov-Smirnov distance of two rows. */
export function distance(shares: Shares, a: number, b: number): number {
  return Math.max(...shares[a].map((share, t) => Math.abs(share - shares[b][t])));
}

/** Least C + delta with which the sandwich holds. */
export function breach(shares: Shares, chain: number, margin: number): number {
  const [narrow, wide] = [shares[rows.narrow(margin)], shares[rows.wide(margin)]];
  return Math.max(0, ...shares[chain].map((share, t) => Math.max(narrow[t] - share, share - wide[t])));
}

/**
 * A statistic of all parts with its jackknife interval, parts of equal size being left out one at a time.
 * Student's, since its error comes from the scatter between the parts.
 */
export function jackknife(
  { all, without }: Left,
  statistic: (shares: Shares) => number,
  level: number,
): Interval {
  const count = without.length;
  const value = statistic(all);
  // Pseudo-values, whose mean has the jackknife's error.
  const pseudo = without.map((shares) => count * value - (count - 1) * statistic(shares));
  const { standardError, low, high } = studentInterval(pseudo, level);
  const half = (high - low) / 2;
  return { value, standardError, low: value - half, high: value + half, level };
}
