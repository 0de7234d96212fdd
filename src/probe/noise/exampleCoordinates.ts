import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import type { NoiseMatrix } from '../../tail/index.js';
import { requirePoint } from '../lossLandscape.js';
import { centreColumns, eachExampleGradient } from './exampleGradients.js';

/** The noise of single examples on single parameters. */
export interface ExampleCoordinates extends NoiseMatrix {
  /** Which parameters the columns are. */
  readonly indices: Uint32Array;
  /** Share of the parameters tried whose gradient is the same for every example; these are left out. */
  readonly deadFraction: number;
}

/**
 * The noise of the gradient of every single example on some parameters: one row for each example, less the
 * mean over examples. `projectExamples` is its twin for random directions; `minibatchMeans` makes the noise
 * of minibatches of both.
 *
 * @param source - the loss
 * @param weights - the frozen weights
 * @param coordinates - how many parameters to try; all where there are fewer
 * @param stream - chooses them
 * @returns examples × parameters that are not dead
 * @throws {RangeError} when a weight is not finite
 */
export function exampleCoordinates(
  source: GradientSource,
  weights: Float32Array,
  coordinates: number,
  stream: Stream,
): ExampleCoordinates {
  const { exampleCount: rows, parameterCount } = source;
  requirePoint('weight vector', weights, parameterCount);
  const tried = stream.permutation(parameterCount).slice(0, coordinates).sort();
  const all = new Float64Array(rows * tried.length);
  eachExampleGradient(source, weights, (first, gradients) => {
    gradients.forEach((gradient, i) => {
      for (let c = 0; c < tried.length; c++) all[(first + i) * tried.length + c] = gradient[tried[c]];
    });
  });
  const alive = Array.from(tried, (_, c) => c).filter((c) => {
    for (let i = 1; i < rows; i++) if (all[i * tried.length + c] !== all[c]) return true;
    return false;
  });
  const values = new Float64Array(rows * alive.length);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < alive.length; c++) values[i * alive.length + c] = all[i * tried.length + alive[c]];
  }
  centreColumns(values, alive.length);
  return {
    rows,
    columns: alive.length,
    values,
    indices: Uint32Array.from(alive, (c) => tried[c]),
    deadFraction: 1 - alive.length / tried.length,
  };
}
