import { draw, stable, type Stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource } from '../../../net/index.js';
import { measureExampleNoise, minibatchMeans } from '../../../probe/index.js';
import {
  estimateAcrossMinibatches,
  gaussianSurrogate,
  meanTailWeight,
  type NoiseMatrix,
} from '../../../tail/index.js';
import { runJump, type JumpCell, type JumpResult } from './jump.js';
import { setUp } from './setUp.js';

/** Of training; batch sizes are in sequences here, each with a prediction for each of its letters. */
export const trainingBatchSize = 16;
export const trainingStepSize = 0.5;
/** Index of the injected noise. */
export const injectedAlpha = 1.5;
/** Each number of the injected noise is a mean of so many draws. */
export const injectedMeans = [1, 16] as const;
export const injectedColumns = 60;

export type NoiseCell = {
  readonly kind: 'noise';
  readonly replicate: number;
  readonly examples: number;
  /** Iterations at which noise is measured, ascending. */
  readonly iterations: readonly number[];
  readonly batchSizes: readonly number[];
  readonly minibatches: number;
  readonly coordinates: number;
  readonly directions: number;
};

/** Of the noise of minibatches of one size: mean tail weights of columns, and the tail index. */
export type Law = {
  readonly batchSize: number;
  readonly coordinates: number;
  readonly projections: number;
  /** Across minibatches, of the coordinates. */
  readonly tailIndex: number;
};

export type Look = {
  readonly iteration: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly laws: readonly Law[];
};

export type NoiseResult = {
  readonly kind: 'noise';
  readonly replicate: number;
  readonly looks: readonly Look[];
  readonly letterEntropy: number;
  readonly controls: {
    /** Tail weight of Gaussian noise of the covariance of the smallest minibatches' noise, trained. */
    readonly gaussian: number;
    /** Of injected alpha-stable noise, by `injectedMeans`: its tail weight and its index. */
    readonly stable: readonly { readonly tailWeight: number; readonly tailIndex: number }[];
  };
};

export type TransformerCell = NoiseCell | JumpCell;
export type TransformerResult = NoiseResult | JumpResult;

/** Trains a transformer and measures its noise on the way, or times the gain of several runs. */
export function runTransformerCell(cell: TransformerCell, seed: number): TransformerResult {
  return cell.kind === 'noise' ? runNoise(cell, seed) : runJump(cell, seed);
}

function runNoise(cell: NoiseCell, seed: number): NoiseResult {
  const { replicate, examples, iterations } = cell;
  const { letterEntropy, source, start, random, followed } = setUp(seed, 'noise', replicate, examples);
  const looks: Look[] = [];
  let last: NoiseMatrix | undefined;
  for (const { iteration, weights } of sgd(source, start, {
    stepSize: trainingStepSize,
    batchSize: trainingBatchSize,
    order: 'shuffled',
    iterations: iterations[iterations.length - 1],
    stream: random('order'),
  })) {
    if (!iterations.includes(iteration)) continue;
    const look = lookAt(cell, source, weights, followed, (size) => random(`${size} at ${iteration}`));
    looks.push({ iteration, ...look.seen });
    last = look.smallest;
  }
  const gaussian = { ...last!, values: gaussianSurrogate(last!, random('Gaussian noise')) };
  return {
    kind: 'noise',
    replicate,
    looks,
    letterEntropy,
    controls: {
      gaussian: meanTailWeight(gaussian),
      stable: injectedMeans.map((count) => {
        const noise = stableNoise(cell, count, random(`stable noise ${count}`));
        return { tailWeight: meanTailWeight(noise), tailIndex: indexOf(noise) };
      }),
    },
  };
}

function lookAt(
  cell: NoiseCell,
  source: GradientSource,
  weights: Float32Array,
  followed: Stream,
  random: (batchSize: number) => Stream,
): { readonly seen: Omit<Look, 'iteration'>; readonly smallest: NoiseMatrix } {
  const { directions, coordinates, batchSizes, minibatches } = cell;
  const noise = measureExampleNoise(source, weights, { directions, coordinates, stream: followed });
  const means = batchSizes.map((batchSize) => {
    const of = (one: NoiseMatrix) => minibatchMeans(one, batchSize, minibatches, random(batchSize));
    return { batchSize, coordinates: of(noise.coordinates), projections: of(noise.projections) };
  });
  const everything = allExamples(source.exampleCount);
  return {
    seen: {
      loss: source.loss(weights, everything),
      accuracy: source.accuracy(weights, everything),
      laws: means.map((one) => ({
        batchSize: one.batchSize,
        coordinates: meanTailWeight(one.coordinates),
        projections: meanTailWeight(one.projections),
        tailIndex: indexOf(one.coordinates),
      })),
    },
    smallest: means[0].coordinates,
  };
}

function indexOf(noise: NoiseMatrix): number {
  const estimate = estimateAcrossMinibatches(noise);
  if (estimate.status !== 'ok') throw new Error(estimate.sentence);
  return estimate.tailIndex;
}

/** Noise whose every number is the mean of `count` stable ones. */
function stableNoise({ minibatches }: NoiseCell, count: number, random: Stream): NoiseMatrix {
  const values = new Float64Array(minibatches * injectedColumns);
  const drawn = draw(stable({ alpha: injectedAlpha }), values.length * count, random);
  for (let i = 0; i < drawn.length; i++) values[Math.floor(i / count)] += drawn[i] / count;
  return { rows: minibatches, columns: injectedColumns, values };
}
