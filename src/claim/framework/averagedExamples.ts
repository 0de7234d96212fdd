import { logOf } from '../../kernel/index.js';
import { draw, normal, stable, type Stream } from '../../law/index.js';
import { Projector, type NoiseMatrix } from '../../tail/index.js';
import type { Snapshot } from '../network/trainedNetwork.js';
import { logSizesOfMeans } from './logSizes.js';

/**
 * What averaging does to the gradient noise of single examples. At frozen weights the noise of a minibatch
 * is the mean of the noise of its examples, so that the noise of all examples gives that of as many
 * minibatches of as many sizes as one likes.
 */

/** Means of so many examples are compared, and the slopes between neighbours taken. */
const batchSizes = [2, 20, 200, 2000] as const;
/** The largest means are of this share of the examples, so that they do not share most of them. */
const largestShare = 1 / 10;
/** Gradients that lie in memory at once. */
const gradientsAtATime = 200;
/** Parameters that are looked at for each coordinate that is wanted: many never get a gradient. */
const triedPerCoordinate = 3;

/** The b that are compared where there are so many examples. */
function comparedBatchSizes(examples: number): number[] {
  return batchSizes.filter((b) => b <= largestShare * examples);
}

/** Noise of single examples: a column holds one coordinate, or one random direction, of all of them. */
export interface ExampleNoise {
  readonly coordinates: readonly Float64Array[];
  readonly directions: readonly Float64Array[];
}

/**
 * The noise of every example at a snapshot, on random coordinates that have noise at all, and on random
 * directions.
 */
export function exampleNoise(
  { source, weights }: Snapshot,
  wanted: { readonly coordinates: number; readonly directions: number },
  random: (purpose: 'coordinates' | 'directions') => Stream,
): ExampleNoise {
  const { exampleCount, parameterCount: parameters } = source;
  const tried = random('coordinates')
    .permutation(parameters)
    .subarray(0, triedPerCoordinate * wanted.coordinates);
  const coordinates = Array.from(tried, () => new Float64Array(exampleCount));
  const directions = Array.from({ length: wanted.directions }, () => new Float64Array(exampleCount));
  const projector =
    wanted.directions > 0
      ? new Projector({ directions: wanted.directions, parameters, stream: random('directions') })
      : undefined;
  for (let start = 0; start < exampleCount; start += gradientsAtATime) {
    const count = Math.min(gradientsAtATime, exampleCount - start);
    const rows = new Float32Array(count * parameters);
    const examples = Uint32Array.from({ length: count }, (_, i) => start + i);
    source.perExampleGradients(weights, examples, rows);
    coordinates.forEach((column, c) => {
      for (let i = 0; i < count; i++) column[start + i] = rows[i * parameters + tried[c]];
    });
    const projected = projector?.projectRows(
      Array.from(examples, (_, i) => rows.subarray(i * parameters, (i + 1) * parameters)),
    );
    directions.forEach((column, d) => {
      for (let i = 0; i < count; i++) column[start + i] = projected![i * wanted.directions + d];
    });
  }
  const alive = coordinates.filter((column) => column.some((value) => value !== column[0]));
  return {
    coordinates: alive.slice(0, wanted.coordinates).map(lessMean),
    directions: directions.map(lessMean),
  };
}

function lessMean(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  return column.map((value) => value - mean);
}

/** Slopes between neighbouring b, for each of them one a column. */
export type RangeSlopes = readonly (readonly number[])[];

/** The b between which slopes were taken. */
export function batchSizesOf(slopes: RangeSlopes): readonly number[] {
  return batchSizes.slice(0, slopes.length + 1);
}

/**
 * How the typical size of means changes from one b to the next, as the slope of its logarithm in log b: for
 * each pair of neighbours one slope a column. Every column has its own random means, so that columns are as
 * independent as their noise.
 *
 * @param columns - noise of all examples
 * @param draws - examples drawn a column, with replacement; all b look at them
 */
export function rangeSlopes(columns: readonly Float64Array[], draws: number, random: Stream): RangeSlopes {
  const sizes = comparedBatchSizes(columns[0].length);
  const drawn = new Float64Array(draws);
  const logs = columns.map((column) => {
    const examples = random.integers(draws, column.length);
    for (let i = 0; i < draws; i++) drawn[i] = column[examples[i]];
    return logSizesOfMeans(drawn, sizes);
  });
  return sizes.slice(1).map((size, k) => logs.map((own) => (own[k + 1] - own[k]) / logOf(size / sizes[k])));
}

/** Noise of minibatches that are drawn with replacement: a row is a minibatch, which all columns share. */
export function minibatchNoise(
  columns: readonly Float64Array[],
  { batch, minibatches }: { readonly batch: number; readonly minibatches: number },
  random: Stream,
): NoiseMatrix {
  const values = new Float64Array(minibatches * columns.length);
  for (let m = 0; m < minibatches; m++) {
    const examples = random.integers(batch, columns[0].length);
    columns.forEach((column, j) => {
      let sum = 0;
      for (const example of examples) sum += column[example];
      values[m * columns.length + j] = sum / batch;
    });
  }
  return { rows: minibatches, columns: columns.length, values };
}

/** Index of the stable noise that is known. */
export const knownAlpha = 1.5;
/** Of the mixture that is known: a share of the examples has noise so many times as wide. */
export const mixture = { share: 0.1, wide: 10 };

/** Laws of which noise of single examples is drawn. */
export type KnownNoise = 'stable' | 'mixture' | 'gaussian';

/** Columns of noise of known law, for so many examples. */
export function knownNoise(
  law: KnownNoise,
  { columns, examples }: { readonly columns: number; readonly examples: number },
  random: Stream,
): Float64Array[] {
  return Array.from({ length: columns }, () => {
    if (law === 'stable') return lessMean(draw(stable({ alpha: knownAlpha }), examples, random));
    const values = draw(normal(), examples, random);
    if (law === 'gaussian') return lessMean(values);
    const uniforms = random.uniforms(examples);
    return lessMean(values.map((value, i) => (uniforms[i] < mixture.share ? mixture.wide * value : value)));
  });
}
