import type { CellCost } from '../../claim.js';
import { timeSteps } from './landscapes.js';
import type { DimensionCell } from './run.js';
import { expectedTime } from './theory.js';

/** Core seconds of a step of a path, and of each of its coordinates, measured on a server of 2022. */
const secondsAStep = 3e-8;
const secondsACoordinate = 2e-8;
const megabyte = 1 << 20;

/** What a cell takes. */
export function dimensionCost(cell: DimensionCell): CellCost {
  const { landscape, dimension, paths, horizon } = cell;
  const steps = (paths * Math.min(horizon, expectedTime(cell))) / timeSteps[landscape];
  return { seconds: steps * (secondsAStep + dimension * secondsACoordinate), bytes: megabyte };
}
