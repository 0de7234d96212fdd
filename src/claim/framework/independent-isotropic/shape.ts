import { expOf, logOf, square } from '../../../kernel/index.js';
import { normalQuantile, type Stream } from '../../../law/index.js';
import { lanczos } from '../../../probe/index.js';
import type { NoiseMatrix } from '../../../tail/index.js';

/**
 * How coordinates of noise hang together and how much their scales differ, beside independent coordinates
 * of one scale.
 */

/** Null worlds that a statistic is compared with. */
const nulls = 20;
/** Enough for the largest eigenvalue, which stands apart where it matters. */
const lanczosSteps = 15;

/** A statistic beside what independent, like coordinates give. */
export type Compared = { readonly value: number; readonly null: number; readonly deviation: number };
export type CoordinateShape = {
  /** Share of the largest eigenvalue in the trace of the covariance of normal scores. */
  readonly largest: Compared;
  /** exp of the standard deviation of log scales of coordinates. */
  readonly spread: Compared;
};
/**
 * Both statistics of a matrix of noise with their nulls.
 *
 * @param noise - rows are minibatches, columns coordinates
 */
export function shapeOf(noise: NoiseMatrix, random: Stream): CoordinateShape {
  const { rows, columns } = noise;
  const scores = normalScores(noise, random.substream(2 * nulls + 1));
  const grid = Float64Array.from({ length: rows }, (_, i) => normalQuantile((i + 0.5) / rows));
  const independent = Array.from({ length: nulls }, (_, k) => {
    const own = random.substream(k);
    const shuffled = new Float64Array(rows * columns);
    for (let j = 0; j < columns; j++) {
      const order = own.permutation(rows);
      for (let i = 0; i < rows; i++) shuffled[i * columns + j] = grid[order[i]];
    }
    return largestShare(shuffled, rows, columns, own);
  });
  const exchanged = Array.from({ length: nulls }, (_, k) => {
    const order = random.substream(nulls + k).permutation(rows * columns);
    const values = new Float64Array(rows * columns);
    for (let i = 0; i < values.length; i++) values[i] = noise.values[order[i]];
    return scaleSpread({ rows, columns, values });
  });
  return {
    largest: compared(largestShare(scores, rows, columns, random.substream(2 * nulls)), independent),
    spread: compared(scaleSpread(noise), exchanged),
  };
}

function compared(value: number, sample: readonly number[]): Compared {
  const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length;
  const variance = sample.reduce((sum, x) => sum + square(x - mean), 0) / (sample.length - 1);
  return { value, null: mean, deviation: Math.sqrt(variance) };
}

/**
 * Each column's values replaced by normal quantiles of their ranks. Equal values are ranked at random, anew
 * in each column: a weight that many minibatches leave alone has many of them, and one order for all columns
 * would make the columns dependent.
 */
function normalScores({ rows, columns, values }: NoiseMatrix, random: Stream): Float64Array {
  const scores = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    // The sort keeps equal values in the order in which they come.
    const order = Array.from(random.permutation(rows)).sort(
      (a, b) => values[a * columns + j] - values[b * columns + j],
    );
    order.forEach((i, rank) => {
      scores[i * columns + j] = normalQuantile((rank + 0.5) / rows);
    });
  }
  return scores;
}

/** Largest eigenvalue of the Gram matrix of the rows over its trace. */
function largestShare(values: Float64Array, rows: number, columns: number, random: Stream): number {
  const gram = new Float64Array(rows * rows);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += values[a * columns + j] * values[b * columns + j];
      gram[a * rows + b] = gram[b * rows + a] = sum;
    }
  }
  let trace = 0;
  for (let a = 0; a < rows; a++) trace += gram[a * rows + a];
  const product = (vector: Float32Array, out: Float32Array) => {
    for (let a = 0; a < rows; a++) {
      let sum = 0;
      for (let b = 0; b < rows; b++) sum += gram[a * rows + b] * vector[b];
      out[a] = sum / trace;
    }
  };
  return lanczos(product, rows, Math.min(rows, lanczosSteps), random).ritzValues[0];
}

/** Scales are medians of sizes: they exist for every law. */
function scaleSpread({ rows, columns, values }: NoiseMatrix): number {
  const logs: number[] = [];
  const column = new Float64Array(rows);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) column[i] = Math.abs(values[i * columns + j]);
    const median = column.toSorted()[rows >> 1];
    if (median > 0) logs.push(logOf(median));
  }
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  return expOf(Math.sqrt(logs.reduce((sum, x) => sum + square(x - mean), 0) / (logs.length - 1)));
}

/** How far a statistic is above its null, in its standard deviations. */
export const zOf = ({ value, null: expected, deviation }: Compared) => (value - expected) / deviation;
