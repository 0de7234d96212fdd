import type { CellCost, ExampleShape } from '../../claim.js';
import { networkCost } from '../../network/cost.js';
import type { FasterCell } from './run.js';
import { lookEvery } from './training.js';

/** Iterations that SGD and gradient descent take to the target, at most some half more or less. */
const expected = { sgd: 250, descent: 130 } as const;
/** Seconds of a step beside the passes of its examples, and of a search for the needle. */
const stepSeconds = 2e-4;
const needleSeconds = 0.1;

/** Time and memory of a cell. */
export function fasterCost(cell: FasterCell, shape: ExampleShape): CellCost {
  if (cell.kind === 'needle') return { seconds: needleSeconds, bytes: 1e6 };
  const { examples, batchSize } = cell;
  // A look at the loss is a third of a pass.
  const looks = examples / 3 / lookEvery;
  const training = expected.sgd * (batchSize + looks);
  const work =
    cell.kind === 'training'
      ? {
          passed: training + (cell.descent ? expected.descent * (examples + looks) : 0),
          steps: expected.sgd + (cell.descent ? expected.descent : 0),
          vectors: 4,
        }
      : {
          passed: 2 * training + cell.bandIterations * cell.images * examples,
          steps: 2 * expected.sgd + cell.bandIterations * cell.images,
          vectors: 3 * cell.images + examples,
        };
  const { seconds, bytes } = networkCost({ ...cell, ...work, mixed: 0 }, shape);
  return { seconds: seconds + stepSeconds * work.steps, bytes };
}
