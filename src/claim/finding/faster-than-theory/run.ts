import { addCounts, countExits, meanExitTime } from '../../../sde/index.js';
import { runDimensionCell } from '../../brownian/brownian-dimension/run.js';
import type { CellContext } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { runBarrierCell, type BarrierCell, type Barriers } from './barrier.js';
import { runTrainingCell, type Training, type TrainingCell } from './training.js';

/** Brownian search for a needle in so many dimensions, where the time is known to grow exponentially. */
export type NeedleCell = {
  readonly kind: 'needle';
  readonly dimension: number;
  readonly starts: number;
  /** Paths whose mean is the time of a start. */
  readonly paths: number;
};

export type Needle = {
  readonly kind: 'needle';
  readonly dimension: number;
  /** Mean times, one for each start. */
  readonly times: readonly number[];
};

export type FasterCell = TrainingCell | BarrierCell | NeedleCell;
export type FasterResult = Training | Barriers | Needle;

/** A search is given up after so long: ten times the mean in the highest dimension. */
const horizon = 100;

/** Runs a cell. */
export function runFasterCell(cell: FasterCell, context: CellContext): FasterResult {
  switch (cell.kind) {
    case 'training':
      return runTrainingCell(cell, context);
    case 'barrier':
      return runBarrierCell(cell, context);
    case 'needle':
      return { kind: 'needle', dimension: cell.dimension, times: needleTimes(cell, context.seed) };
  }
}

function needleTimes({ dimension, starts, paths }: NeedleCell, seed: number): number[] {
  const world = { landscape: 'needle', goal: 'minimum', dimension } as const;
  return upTo(starts).map((start) => {
    const { times, censored } = runDimensionCell(
      { ...world, firstPath: start * paths, paths, horizon },
      seed,
    );
    const exits = { times: Float64Array.from(times), censored: Uint8Array.from(censored) };
    return meanExitTime(addCounts([countExits(exits)])).mean;
  });
}
