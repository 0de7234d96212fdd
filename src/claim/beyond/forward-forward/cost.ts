import type { CellCost, ExampleShape } from '../../claim.js';
import { batchSize, depth, measuredBatchSize, type ForwardForwardCell, type NetworkCell } from './run.js';

/** What a cell takes, on one quiet core. */

/** Operations a second of passes, and of mixtures and projections. */
const passRate = 25e9;
const mixRate = 6e9;
/** Seconds that a step takes for every weight, and a number of an example that is labelled. */
const stepSeconds = 4e-9;
const labelSeconds = 3e-9;
/** Seconds that weighing a number of the noise takes, and drawing one of a direction. */
const weighSeconds = 3e-8;
const drawSeconds = 3e-8;
/** Iterations to an accuracy, times the share that is wrong there, for every example. */
const iterationsPerExample = { 'forward-forward': 0.045, 'back-propagation': 0.006 };
const worldsCost: CellCost = { seconds: 1, bytes: 1 << 25 };

/** Training, looks at the accuracy, and measurements. */
export function forwardForwardCost(cell: ForwardForwardCell, shape: ExampleShape): CellCost {
  if (cell.kind === 'worlds') return worldsCost;
  const { method, examples, width, accuracies, lookEvery, mostIterations, minibatches } = cell;
  const forward = method === 'forward-forward';
  const outputs = forward ? width : shape.classes;
  const weights = width * (shape.dimension + (depth - 2) * width + outputs);
  // With the label and with a wrong one; forward and backward.
  const pass =
    ((forward ? 2 : 1) * 6 * weights) / passRate + (forward ? 2 * labelSeconds * shape.dimension : 0);
  const labels = forward ? shape.classes : 1;
  const look =
    examples * labels * ((2 * weights) / passRate + (forward ? labelSeconds * shape.dimension : 0));
  const wrong = 1 - Math.max(...accuracies);
  const iterations = Math.min(mostIterations, (iterationsPerExample[method] * examples) / wrong);
  const measured =
    minibatches * (measuredBatchSize * pass + 2 * stepSeconds * weights) + weighing(cell, weights);
  return {
    seconds:
      iterations * (batchSize * pass + stepSeconds * weights + look / lookEvery) +
      accuracies.length * (measured + examples * pass),
    bytes: 4 * ((40 + cell.directions) * weights + examples * shape.dimension),
  };
}

/** Projections and tail weights. */
function weighing({ minibatches, coordinates, directions }: NetworkCell, weights: number): number {
  return (
    directions * weights * (drawSeconds + (2 * minibatches) / mixRate) +
    weighSeconds * minibatches * (coordinates + directions)
  );
}
