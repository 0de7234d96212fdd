import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { Projector, type NoiseMatrix } from '../../tail/index.js';
import { requirePoint } from '../lossLandscape.js';

const gradientsAtATime = 64;

/** The noise of single examples at frozen weights; rows are examples, and every column has the mean 0. */
export interface ExampleNoise {
  /** One column for each random unit direction. */
  readonly projections: NoiseMatrix;
  /** One column for each single parameter. */
  readonly coordinates: NoiseMatrix;
  /** Which parameters those are. Parameters with one gradient for all examples are left out. */
  readonly coordinateIndices: Uint32Array;
}

/**
 * The noise of the gradient of every single example, on random directions and on single parameters, in one
 * pass over the examples. `minibatchMeans` makes of it the noise of minibatches of any size, which costs no
 * further gradient.
 *
 * @param source - the loss
 * @param weights - the frozen weights
 * @param settings - how much is followed
 * @param settings.directions - random unit directions, at least 1
 * @param settings.coordinates - how many single parameters to follow, drawn at random
 * @param settings.stream - its substream 0 draws directions, 1 parameters
 * @returns two matrices, and the parameters of the second
 * @throws {RangeError} when a weight is not finite
 * @example
 * import { linearRegression, syntheticRegression } from 'heavytail/net';
 * import { measureExampleNoise, minibatchMeans } from 'heavytail/probe';
 * import { stream } from 'heavytail/random';
 *
 * const source = linearRegression(syntheticRegression(1000, [2, -1], 1, 0.1, stream(1, 'data')));
 * const settings = { directions: 5, coordinates: 2, stream: stream(1, 'noise') };
 * const { coordinates } = measureExampleNoise(source, new Float32Array(2), settings);
 * const noise = minibatchMeans(coordinates, 10, 400, stream(1, 'minibatches'));
 * [coordinates.rows, noise.rows, noise.columns]; // → [1000, 400, 2]
 */
export function measureExampleNoise(
  source: GradientSource,
  weights: Float32Array,
  settings: { readonly directions: number; readonly coordinates: number; readonly stream: Stream },
): ExampleNoise {
  const { exampleCount: rows, parameterCount } = source;
  requirePoint('weight vector', weights, parameterCount);
  const { directions, stream } = settings;
  const projector = new Projector({ directions, parameters: parameterCount, stream: stream.substream(0) });
  const tried = stream.substream(1).permutation(parameterCount).subarray(0, settings.coordinates);
  const projections = new Float64Array(rows * directions);
  const followed = new Float64Array(rows * tried.length);
  const gradients = new Float32Array(gradientsAtATime * parameterCount);
  for (let start = 0; start < rows; start += gradientsAtATime) {
    const count = Math.min(gradientsAtATime, rows - start);
    const examples = Uint32Array.from({ length: count }, (_, i) => start + i);
    source.perExampleGradients(weights, examples, gradients.subarray(0, count * parameterCount));
    const some = Array.from(examples, (_, i) =>
      gradients.subarray(i * parameterCount, (i + 1) * parameterCount),
    );
    projections.set(projector.projectRows(some), start * directions);
    some.forEach((gradient, i) => {
      for (let c = 0; c < tried.length; c++) followed[(start + i) * tried.length + c] = gradient[tried[c]];
    });
  }
  centre(projections, rows, directions);
  const alive = centre(followed, rows, tried.length);
  return {
    projections: { rows, columns: directions, values: projections },
    coordinates: { rows, columns: alive.length, values: columnsOf(followed, rows, tried.length, alive) },
    coordinateIndices: Uint32Array.from(alive, (c) => tried[c]),
  };
}

/** Takes its mean from each column; returns the columns that are not constant. */
function centre(values: Float64Array, rows: number, columns: number): number[] {
  const alive: number[] = [];
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    let varies = false;
    for (let i = 0; i < rows; i++) {
      sum += values[i * columns + j];
      varies ||= values[i * columns + j] !== values[j];
    }
    for (let i = 0; i < rows; i++) values[i * columns + j] -= sum / rows;
    if (varies) alive.push(j);
  }
  return alive;
}

function columnsOf(
  values: Float64Array,
  rows: number,
  columns: number,
  kept: readonly number[],
): Float64Array {
  const out = new Float64Array(rows * kept.length);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < kept.length; c++) out[i * kept.length + c] = values[i * columns + kept[c]];
  }
  return out;
}
