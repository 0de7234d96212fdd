import { type Interval, studentQuantile } from '../../statistics/index.js';
import { square } from '../../kernel/index.js';
import { draw, normalQuantile, stable, type StableLaw, type Stream } from '../../law/index.js';
import { blockLengthOf } from '../sums/blockLength.js';
import { PooledColumns } from './columns.js';
import { rowShares } from './rowShares.js';
import type { PooledEstimate } from './statistic.js';

/*
 * How much of the published pooled statistic comes from tails: the same noise with the tails of another law
 * in every coordinate. A coordinate's values keep their ranks, and so its dependence on the others, and their
 * median size; only how the sizes lie around it is that of the other law.
 */

/** The published statistic of noise, and of that noise with other tails. */
export interface ScoredTails {
  readonly measured: PooledEstimate;
  /** With normal scores in every coordinate: no tails. */
  readonly gaussian: PooledEstimate;
  /** With draws of an alpha-stable law in every coordinate: heavy tails. */
  readonly stable: PooledEstimate;
}

/** Noise that is read column block by column block. */
export interface ColumnSource {
  readonly minibatches: number;
  readonly parameters: number;
  /** Columns `from` … `from + count` - 1: minibatches times `count` gradients, row by row. */
  columns(from: number, count: number): Float32Array;
}

/** Numbers that are read at a time: 64 MiB. */
const mostNumbers = 1 << 24;
/** Normal scores after Blom: the quantiles of (rank - 3/8) / (count + 1/4). */
const blom = { rank: 3 / 8, count: 1 / 4 };

/**
 * The published statistic of noise, of the same noise with Gaussian tails and with alpha-stable ones. Values
 * that are equal get the mean of their scores. A column of equal values has no noise, and stays zero.
 *
 * @param noise - gradients of minibatches; columns are centred here
 * @param settings - alpha of the stable law; stream draws from it
 * @returns three estimates over the same blocks
 */
export function scoredTails(
  noise: ColumnSource,
  settings: { readonly alpha: number; readonly stream: Stream },
): ScoredTails {
  const { minibatches, parameters } = noise;
  const blockLength = blockLengthOf(minibatches * parameters);
  const pooled = () => new PooledColumns(minibatches, parameters, blockLength);
  const [measured, gaussian, heavy] = [pooled(), pooled(), pooled()];
  const law = stable({ alpha: settings.alpha });
  const normalScores = Float64Array.from({ length: minibatches }, (_, i) =>
    normalQuantile((i + 1 - blom.rank) / (minibatches + blom.count)),
  );
  const width = Math.max(1, Math.floor(mostNumbers / minibatches));
  for (let from = 0; from < parameters; from += width) {
    const count = Math.min(width, parameters - from);
    const values = noise.columns(from, count);
    const normals = new Float32Array(values.length);
    const stables = new Float32Array(values.length);
    for (let j = 0; j < count; j++) {
      const column = centredColumn(values, count, j);
      if (column === undefined) continue;
      const stableScores = centredDraws(law, minibatches, settings.stream);
      withScores(column, normalScores, normals, count, j);
      withScores(column, stableScores, stables, count, j);
    }
    measured.add(values, count);
    gaussian.add(normals, count);
    heavy.add(stables, count);
  }
  return { measured: measured.result(), gaussian: gaussian.result(), stable: heavy.result() };
}

/** Centres a column where it lies; undefined, and zeros there, where all values are equal. */
function centredColumn(values: Float32Array, columns: number, j: number): Float64Array | undefined {
  const rows = values.length / columns;
  const column = Float64Array.from({ length: rows }, (_, p) => values[p * columns + j]);
  const alive = column.some((value) => value !== column[0]);
  const mean = column.reduce((sum, value) => sum + value, 0) / rows;
  for (let p = 0; p < rows; p++) {
    column[p] = alive ? column[p] - mean : 0;
    values[p * columns + j] = column[p];
  }
  return alive ? column : undefined;
}

/** Draws in ascending order, centred as the noise is. */
function centredDraws(law: StableLaw, count: number, stream: Stream): Float64Array {
  const draws = draw(law, count, stream).sort();
  const mean = draws.reduce((sum, value) => sum + value, 0) / count;
  return draws.map((value) => value - mean);
}

/** Writes the scores of the ranks of a column, in its median size, to column j of `out`. */
function withScores(
  column: Float64Array,
  scores: Float64Array,
  out: Float32Array,
  columns: number,
  j: number,
): void {
  const size = medianSize(column) / medianSize(scores);
  const sorted = column.slice().sort();
  const sums = new Float64Array(scores.length + 1);
  for (let i = 0; i < scores.length; i++) sums[i + 1] = sums[i] + scores[i];
  column.forEach((value, p) => {
    const first = countBelow(sorted, (other) => other < value);
    const last = countBelow(sorted, (other) => other <= value);
    // One value has its own score, several have the mean of theirs.
    const score = last - first === 1 ? scores[first] : (sums[last] - sums[first]) / (last - first);
    out[p * columns + j] = score * size;
  });
}

function medianSize(values: Float64Array): number {
  return values.map(Math.abs).sort()[values.length >> 1];
}

/** How many of ascending values are below, by bisection. */
function countBelow(sorted: Float64Array, below: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (below(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A sum of pooled statistics over the same blocks, in 1 / tailIndex, with factors. */
export type PooledTerm = readonly [factor: number, estimate: PooledEstimate];

/**
 * A linear combination of pooled statistics that were taken of the same minibatches, with its interval. A
 * minibatch counts with all its terms together, so what they have in common cancels.
 *
 * @param terms - factors and estimates with status 'ok', of equal shape and block length
 * @param level - of the interval, in (0, 1)
 * @returns the sum in 1 / tailIndex, with Student's interval over minibatches
 */
export function pooledContrast(terms: readonly PooledTerm[], level: number): Interval {
  const [, { minibatches }] = terms[0];
  const value = terms.reduce((sum, [factor, { inverse }]) => sum + factor * (inverse ?? NaN), 0);
  const shares = new Float64Array(minibatches);
  for (const [factor, estimate] of terms) {
    rowShares(estimate).forEach((share, p) => {
      shares[p] += factor * share;
    });
  }
  const squares = shares.reduce((sum, share) => sum + square(share), 0);
  const standardError = Math.sqrt(squares / (minibatches - 1) / minibatches);
  const half = studentQuantile((1 + level) / 2, minibatches - 1) * standardError;
  return { value, standardError, low: value - half, high: value + half, level };
}
