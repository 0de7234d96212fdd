import type { CellCost } from '../../claim.js';
import { tablePoints } from './lineLoss.js';
import type { ExitSgdCell } from './run.js';

/** Seconds to ask a network for the loss of one example, whatever its width: most of it is the call. */
const askSeconds = 2.5e-5;
/** Seconds of an iteration on a line, minibatch and all. */
const iterationSeconds = 7e-8;
/**
 * Settings whose time is watched to its end, in all worlds of a line and of a Welsch loss: in each series the
 * last few count, since the time grows by some half with each setting.
 */
const longSettings = { line: 30, welsch: 20 } as const;

/** Time and memory of a cell. */
export function exitCost(cell: ExitSgdCell): CellCost {
  const walking = longSettings[cell.kind] * cell.iterations * iterationSeconds;
  if (cell.kind === 'welsch') return { seconds: walking, bytes: 4e6 };
  const numbers = cell.pair.examples * tablePoints;
  return { seconds: askSeconds * numbers + walking, bytes: 16 * numbers + 4e6 };
}
