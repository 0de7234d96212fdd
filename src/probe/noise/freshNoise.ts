import type { Stream } from '../../law/index.js';
import { freshMinibatch, type GradientSource } from '../../net/index.js';
import { Projector, type NoiseMatrix } from '../../tail/index.js';
import { requirePoint } from '../lossLandscape.js';

/** Rows projected at a time, to pass over the directions less often. */
const rowsAtATime = 16;

/** Gradient noise of fresh minibatches at frozen weights; rows are minibatches. */
export interface FreshNoise {
  /** One column for each random unit direction. */
  readonly projections: NoiseMatrix;
  /** One column for each single parameter that is followed. */
  readonly coordinates: NoiseMatrix;
  /** Which parameters those are. Parameters whose noise is always zero are left out. */
  readonly coordinateIndices: Uint32Array;
  /** Share of the parameters tried whose noise was zero in every minibatch; NaN where none was tried. */
  readonly deadFraction: number;
}

/** How much noise is drawn. */
export interface FreshNoiseSettings {
  /** Examples in a minibatch, 1 to the number of examples. */
  readonly batchSize: number;
  /** Rows; at least 1. */
  readonly minibatches: number;
  /** Random unit directions on which the noise is projected; 0 for none. */
  readonly directions: number;
  /** How many single parameters to follow, drawn at random; 0 for none. */
  readonly coordinates: number;
  /** Its substream 0 draws directions, 1 minibatches, 2 parameters. */
  readonly stream: Stream;
}

/**
 * Draws independent minibatches at the same weights and returns their gradient noise (minibatch gradient
 * minus full gradient) on random directions and on single parameters.
 *
 * This is the direction *across minibatches*: one column is one fixed linear functional of the noise,
 * observed once for each minibatch. Memory is O(minibatches × (directions + coordinates) + directions ×
 * parameters).
 *
 * @param source - the loss
 * @param parameters - the frozen weights
 * @param fullGradient - the gradient over all examples at `parameters`
 * @param settings - how many minibatches, directions and coordinates
 * @returns two matrices of noise, for `diagnose`, `testProjections` and the estimators of heavytail/tail
 * @throws {RangeError} when the batch size does not fit the examples, or a parameter or the full gradient
 *   is not finite
 * @example
 * import { allExamples, linearRegression, syntheticRegression } from 'heavytail/net';
 * import { measureFreshNoise } from 'heavytail/probe';
 * import { stream } from 'heavytail/random';
 *
 * const source = linearRegression(syntheticRegression(1000, [2, -1], 1, 0.1, stream(1, 'data')));
 * const weights = new Float32Array(2);
 * const full = new Float32Array(2);
 * source.gradient(weights, allExamples(1000), full);
 * const { projections, coordinates } = measureFreshNoise(source, weights, full, {
 *   batchSize: 10,
 *   minibatches: 200,
 *   directions: 5,
 *   coordinates: 2,
 *   stream: stream(1, 'noise'),
 * });
 * [projections.rows, projections.columns, coordinates.columns]; // → [200,5,2]
 */
export function measureFreshNoise(
  source: GradientSource,
  parameters: Float32Array,
  fullGradient: Float32Array,
  settings: FreshNoiseSettings,
): FreshNoise {
  const { batchSize, minibatches, directions, stream } = settings;
  requirePoint('parameter vector', parameters, source.parameterCount);
  requirePoint('full gradient', fullGradient, source.parameterCount);
  const projector =
    directions > 0
      ? new Projector({ directions, parameters: source.parameterCount, stream: stream.substream(0) })
      : undefined;
  const minibatchStream = stream.substream(1);
  const tried = stream.substream(2).permutation(source.parameterCount).subarray(0, settings.coordinates);
  const projections = new Float64Array(minibatches * directions);
  const followed = new Float64Array(minibatches * tried.length);
  const noise = new Float32Array(source.parameterCount);
  const waiting: Float32Array[] = [];
  for (let k = 0; k < minibatches; k++) {
    source.gradient(parameters, freshMinibatch(source.exampleCount, batchSize, minibatchStream), noise);
    for (let i = 0; i < noise.length; i++) noise[i] -= fullGradient[i];
    for (let c = 0; c < tried.length; c++) followed[k * tried.length + c] = noise[tried[c]];
    if (projector === undefined) continue;
    waiting.push(noise.slice());
    if (waiting.length === rowsAtATime || k === minibatches - 1) {
      projections.set(projector.projectRows(waiting), (k + 1 - waiting.length) * directions);
      waiting.length = 0;
    }
  }
  return {
    projections: { rows: minibatches, columns: directions, values: projections },
    ...withoutDead(followed, minibatches, tried),
  };
}

function withoutDead(followed: Float64Array, minibatches: number, tried: Uint32Array) {
  const alive: number[] = [];
  for (let c = 0; c < tried.length; c++) {
    for (let k = 0; k < minibatches; k++) {
      if (followed[k * tried.length + c] !== 0) {
        alive.push(c);
        break;
      }
    }
  }
  const coordinates = new Float64Array(minibatches * alive.length);
  for (let k = 0; k < minibatches; k++) {
    for (let c = 0; c < alive.length; c++)
      coordinates[k * alive.length + c] = followed[k * tried.length + alive[c]];
  }
  return {
    coordinates: { rows: minibatches, columns: alive.length, values: coordinates },
    coordinateIndices: Uint32Array.from(alive, (c) => tried[c]),
    deadFraction: 1 - alive.length / tried.length,
  };
}
