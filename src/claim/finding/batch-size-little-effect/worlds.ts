import { draw, logNormal, stable, stream, type Stream } from '../../../law/index.js';
import { square } from '../../../kernel/index.js';
import { normalInterval } from '../../../statistics/index.js';
import { around, control, intervalVerdict, inWords, type Control } from '../../../evidence/index.js';
import type { CellContext, CellCost } from '../../claim.js';
import { acrossOf, publishedOf, smallestPublished, type IndexValue } from './run.js';

/**
 * Worlds in which it is known what the batch size does, measured as the networks are. Averages of
 * alpha-stable numbers keep their index, and averages of Gaussian numbers stay Gaussian. Log-normal numbers
 * have a variance, but look heavy-tailed until many of them are averaged.
 */

/** A change of a tail index, large batch size less small one. JSON. */
export type Change = { readonly value: number; readonly standardError: number };

export type BatchSizeWorlds = {
  /** Across minibatches. */
  readonly stable: Change;
  readonly logNormal: Change;
  /** Of the published statistic. */
  readonly pooledGaussian: Change;
  readonly pooledLogNormal: Change;
};

/** Draws independent numbers of a symmetric law. */
type Noise = (count: number, random: Stream) => Float64Array;

const stableNoise: Noise = (count, random) => draw(stable({ alpha: 1.5 }), count, random);
const gaussianNoise: Noise = (count, random) => random.normals(count);
/** Its largest number outweighs some hundred others. */
const logNormalNoise: Noise = (count, random) => {
  const sizes = draw(logNormal({ logDeviation: 2 }), count, random);
  const signs = random.uniforms(count);
  return sizes.map((size, i) => (signs[i] < 0.5 ? -size : size));
};
const smallBatch = 2;
const largeBatch = 100;
const minibatches = 600;
const columns = 100;
/** The published statistic of single examples, of which there are so many, and its batch sizes. */
const pooledExamples = 2500;
const pooledParameters = 2000;
const pooledBlock = 20;
/** A world at the margin passes once in forty times; what is known lies six standard errors away. */
const controlLevel = 0.95;

/** Makes the worlds and measures them. */
export function makeBatchSizeWorlds({ seed }: CellContext): BatchSizeWorlds {
  const random = (...key: (string | number)[]) => stream(seed, 'batch size worlds', ...key);
  const across = (noise: Noise, world: string) => {
    const at = (batchSize: number) => {
      const values = averages(noise, minibatches * columns, batchSize, random(world, batchSize));
      return acrossOf({ rows: minibatches, columns, values });
    };
    return changeOf(at(smallBatch), at(largeBatch));
  };
  const pooled = (noise: Noise, world: string) => {
    const at = (batchSize: number) =>
      publishedOf(averagedRows(noise, batchSize, random(world, 'pooled', batchSize)), {
        minibatches: pooledExamples / batchSize,
        parameters: pooledParameters,
        fixedLength: pooledBlock,
        random: random(world, 'surrogate', batchSize),
      }).fixed;
    return changeOf(at(smallestPublished), at(largeBatch));
  };
  return {
    stable: across(stableNoise, 'stable'),
    logNormal: across(logNormalNoise, 'log-normal'),
    pooledGaussian: pooled(gaussianNoise, 'Gaussian'),
    pooledLogNormal: pooled(logNormalNoise, 'log-normal'),
  };
}

/** Averages of `batchSize` numbers. */
function averages(noise: Noise, count: number, batchSize: number, random: Stream): Float64Array {
  const result = new Float64Array(count);
  for (let k = 0; k < batchSize; k++) {
    const values = noise(count, random);
    for (let i = 0; i < count; i++) result[i] += values[i] / batchSize;
  }
  return result;
}

/** Rows of such averages; the scales of the parameters rise from 1 to 2. */
function* averagedRows(noise: Noise, batchSize: number, random: Stream) {
  for (let row = 0; row < pooledExamples / batchSize; row++) {
    const values = averages(noise, pooledParameters, batchSize, random);
    yield Float32Array.from(values, (value, i) => value * (1 + i / pooledParameters));
  }
}

function changeOf(small: IndexValue, large: IndexValue): Change {
  return {
    value: large.tailIndex - small.tailIndex,
    standardError: Math.sqrt(square(large.standardError) + square(small.standardError)),
  };
}

/** What these worlds take, as measured. */
export const batchSizeWorldsCost: CellCost = { seconds: 1.5, bytes: 1 << 25 };

/** Where the batch size does nothing nothing must be found, and where it does the change must be. */
export function worldControls(worlds: BatchSizeWorlds, margin: number): Control[] {
  const across = `b = ${largeBatch} less b = ${smallBatch}`;
  const pooled = `b = ${largeBatch} less b = ${smallestPublished}`;
  const check = (name: string, { value, standardError }: Change, wanted: 'supported' | 'refuted') => {
    const interval = normalInterval(value, standardError, controlLevel);
    return control(name, intervalVerdict(interval, around(0, margin)) === wanted, inWords(interval));
  };
  return [
    check(`Alpha-stable noise keeps its index (${across})`, worlds.stable, 'supported'),
    check(`Log-normal noise does not (${across})`, worlds.logNormal, 'refuted'),
    check(`Gaussian noise keeps its published statistic (${pooled})`, worlds.pooledGaussian, 'supported'),
    check(`Log-normal noise does not (${pooled})`, worlds.pooledLogNormal, 'refuted'),
  ];
}
