import type { WellTransitions } from '../../../sde/index.js';
import { normalInterval, type Interval } from '../../../statistics/index.js';
import { observations, wellNames } from './run.js';

/** Share of paths in each well over the last half of the observations, with its error between parts. */
export function settledShares(parts: readonly WellTransitions[]): Interval[] {
  const shares = parts.map(({ occupancy, paths }) => {
    const late = occupancy.slice(observations / 2);
    return wellNames.map((_, i) => late.reduce((sum, row) => sum + row[i], 0) / (late.length * paths));
  });
  return wellNames.map((_, i) => meanOf(shares.map((row) => row[i])));
}

function meanOf(values: readonly number[]): Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return normalInterval(mean, Math.sqrt(square / (n * (n - 1))));
}
