import { networkOf } from '../../../training/index.js';
import type { CellCost, ExampleShape } from '../../claim.js';
import { networkCost } from '../../network/cost.js';
import type { EqualLossCell } from '../../network/equalLoss.js';
import { publishedNetwork } from '../../network/publishedNetwork.js';

/**
 * Passes over the examples until the loss is reached, times the ratio of step size to batch size. Of digits;
 * it hardly depends on their number.
 */
const passesTimesRatio = 0.045;
/** Ten looks at the loss in a pass, each a third of one. */
const looks = 10 / 3;
/** Passes that the trace and the largest eigenvalue take, and those of a test set of the usual size. */
const curvaturePasses = 108;
const testPasses = 3300;
/** Seconds that a step takes for every weight besides the passes of its examples, on one quiet core. */
const stepSeconds = 4e-9;

/** What a run to the loss takes in most cases. */
export function curvatureCost(cell: EqualLossCell, shape: ExampleShape): CellCost {
  const { width, depth, stepSize, batchSize, examples } = cell;
  const passes = (passesTimesRatio * batchSize) / stepSize;
  const passed = (passes * (1 + looks) + curvaturePasses) * examples + testPasses;
  const { seconds, bytes } = networkCost({ width, depth, examples, passed, mixed: 0, vectors: 30 }, shape);
  const { parameterCount } = networkOf(publishedNetwork(cell), shape);
  return { seconds: seconds + (stepSeconds * passes * examples * parameterCount) / batchSize, bytes };
}
