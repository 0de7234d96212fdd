import type { WellTransitions } from '../../../sde/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import { observations, wellNames } from './run.js';

/**
 * Observations that are left out: the start is forgotten after some three relaxations of the slowest
 * well.
 */
const first = observations / 4;

/** Share of each part's paths in each well, over the settled observations: one row a part. */
export function settledShares(parts: readonly WellTransitions[]): number[][] {
  return parts.map(({ occupancy, paths }) => {
    const late = occupancy.slice(first);
    return wellNames.map((_, i) => late.reduce((sum, row) => sum + row[i], 0) / (late.length * paths));
  });
}

/** Mean share of each well, with Student's interval from the scatter between parts. */
export function meanShares(shares: readonly (readonly number[])[], level?: number): Interval[] {
  return wellNames.map((_, i) =>
    studentInterval(
      shares.map((row) => row[i]),
      level,
    ),
  );
}
