import type { CellCost } from '../../claim.js';
import { chainSteps, drawsPerChain, type IterateCell } from './run.js';

/** Seconds of one normal number and what is done with it. */
const numberSeconds = 1.6e-8;
/** Seconds of a step beside its numbers. */
const stepSeconds = 2e-8;
/** Seconds to sort a draw and estimate from the largest. */
const drawSeconds = 6e-7;
/** Seconds of a theoretical index in one and in more dimensions, and of a row of the published grid. */
const theorySeconds = { one: 0.01, more: 0.2, grid: 0.1 } as const;

/** Time and memory of a cell. */
export function iterateCost(cell: IterateCell): CellCost {
  if (cell.kind === 'grid') return { seconds: theorySeconds.grid, bytes: 1e6 };
  const theory = cell.dimension === 1 ? theorySeconds.one : theorySeconds.more;
  if (cell.kind === 'curve') return { seconds: 10 * theory, bytes: 1e6 };
  const { chains, dimension, batchSize, design } = cell;
  const { start, draw } = chainSteps(cell);
  const steps = chains * (start + (drawsPerChain - 1) * draw);
  const numbers = design === 'fixed' ? dimension : batchSize * (dimension + 1);
  const draws = chains * drawsPerChain;
  return {
    seconds: steps * (stepSeconds + numbers * numberSeconds) + draws * drawSeconds + theory,
    bytes: 24 * draws,
  };
}
