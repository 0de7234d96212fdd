import type { Stream } from '../law/index.js';
import { freshMinibatch, type GradientSource } from '../net/index.js';
import { Projector, type NoiseMatrix } from '../tail/index.js';
import { requirePoint } from './lossLandscape.js';

/** Rows projected at a time, to pass over the directions less often. */
const rowsAtATime = 16;

/** Gradient noise of fresh minibatches at frozen weights; rows are minibatches. */
export interface FreshNoise {
  /** One column a random unit direction. */
  readonly projections: NoiseMatrix;
  /** One column a single parameter. */
  readonly coordinates: NoiseMatrix;
  /** Which parameters those are; parameters whose noise is always zero are left out. */
  readonly coordinateIndices: Uint32Array;
  /** Share of the parameters tried whose noise was zero in every minibatch. */
  readonly deadFraction: number;
}

export interface FreshNoiseSettings {
  readonly batchSize: number;
  readonly minibatches: number;
  readonly directions: number;
  /** How many single parameters to follow, drawn at random. */
  readonly coordinates: number;
  readonly stream: Stream;
}

/**
 * Draws independent minibatches at the same weights and returns their gradient noise (minibatch
 * gradient minus full gradient) on random directions and on single parameters.
 *
 * This is the direction *across minibatches*: one column is one fixed linear functional of the noise,
 * observed once a minibatch. Memory is O(minibatches × (directions + coordinates) + directions ×
 * parameters).
 *
 * @param fullGradient - the gradient over all examples at `parameters`
 * @throws {RangeError} when the batch size does not fit the examples, or a parameter or the full gradient is not finite
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
