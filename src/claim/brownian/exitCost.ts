import { levyExitTime } from '../../sde/index.js';
import type { CellCost } from '../claim.js';
import { pathCost } from '../well/cost.js';
import { exactClimb, potentialOf, timeStepOf, type ExitCell } from '../well/exits.js';

/**
 * Steps of many paths at a time take this share of what `pathCost` says of a path by itself, as one core of a
 * server of 2022 takes them.
 */
const manyPaths = 0.24;

/** What the paths of a cell take from the left minimum of a double well to its saddle, by their mean time. */
export function exitCost(cell: ExitCell): CellCost {
  const { driver, alpha, noiseScale, paths } = cell;
  const time =
    driver === 'brownian'
      ? exactClimb(cell)
      : levyExitTime(alpha, noiseScale, Infinity, -potentialOf(cell).minima[0]);
  const share = driver === 'brownian' ? manyPaths : 1;
  return pathCost(driver, (share * paths * time) / timeStepOf(cell));
}
