import { levyExitTime } from '../../sde/index.js';
import type { CellCost } from '../claim.js';
import { pathCost } from '../well/cost.js';
import { exactClimb, potentialOf, timeStepOf, type ExitCell } from '../well/exits.js';

/** What the paths of a cell take from the left minimum of a double well to its saddle, by their mean time. */
export function exitCost(cell: ExitCell): CellCost {
  const { driver, alpha, noiseScale, paths } = cell;
  const time =
    driver === 'brownian'
      ? exactClimb(cell)
      : levyExitTime(alpha, noiseScale, Infinity, -potentialOf(cell).minima[0]);
  return pathCost(driver, (paths * time) / timeStepOf(cell));
}
