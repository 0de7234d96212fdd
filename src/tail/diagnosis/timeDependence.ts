import { log, square } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { NoiseMatrix } from '../noiseMatrix.js';

/**
 * Do minibatches depend on their order? Noise of minibatches that are drawn afresh at frozen weights does
 * not. A drifting scale, as over the steps of a run, makes a mixture of Gaussians look heavy-tailed.
 */
export interface TimeDependence {
  /** Lag-1 correlation of log norms, and its z against random orders of the same rows. */
  readonly normCorrelation: number;
  readonly normZ: number;
  /** Mean lag-1 correlation of the columns, and its z. */
  readonly columnCorrelation: number;
  readonly columnZ: number;
}

/** Random orders that the found one is compared with: z is then known to 11 %. */
const permutations = 40;
/** The median norm is taken over a twentieth of the rows around each, and over 11 at least. */
const drift = { rowsPerHalfWindow: 40, leastHalfWindow: 5 };

/**
 * Compares neighbouring minibatches with minibatches in random order.
 *
 * @param noise - centred; rows in the order in which they were drawn
 * @param norms - one for each row of `noise`, positive but for rows that are exactly zero
 * @param stream - random numbers for the orders
 * @returns correlations of neighbours with their z; a |z| above 4 says that the order matters
 * @example
 * import { draw, normal, stream } from 'heavytail/law';
 * import { timeDependence } from 'heavytail/tail';
 *
 * const growing = draw(normal(), 200 * 5, stream(1, 'noise')).map((x, i) => x * (1 + i / 100));
 * const norms = Float64Array.from({ length: 200 }, (_, row) =>
 *   Math.sqrt(growing.subarray(5 * row, 5 * row + 5).reduce((sum, x) => sum + x * x, 0)),
 * );
 * timeDependence({ rows: 200, columns: 5, values: growing }, norms, stream(1, 'orders')).normZ; // → 9.7
 */
export function timeDependence(noise: NoiseMatrix, norms: Float64Array, stream: Stream): TimeDependence {
  const identity = Uint32Array.from({ length: noise.rows }, (_, p) => p);
  const logNorms = log(norms.map((norm) => Math.max(norm, Number.MIN_VALUE)));
  const norm = { rows: noise.rows, columns: 1, values: logNorms };
  const orders = Array.from({ length: permutations }, (_, s) => stream.substream(s).permutation(noise.rows));
  const [normCorrelation, normZ] = against(norm, identity, orders);
  const [columnCorrelation, columnZ] = against(noise, identity, orders);
  return { normCorrelation, normZ, columnCorrelation, columnZ };
}

function against(matrix: NoiseMatrix, order: Uint32Array, orders: readonly Uint32Array[]): [number, number] {
  const found = meanLagCorrelation(matrix, order);
  const nulls = orders.map((other) => meanLagCorrelation(matrix, other));
  const mean = nulls.reduce((sum, value) => sum + value, 0) / nulls.length;
  const variance = nulls.reduce((sum, value) => sum + square(value - mean), 0) / (nulls.length - 1);
  return [found, variance > 0 ? (found - mean) / Math.sqrt(variance * (1 + 1 / nulls.length)) : 0];
}

/** Mean over columns of the correlation of neighbouring rows. */
function meanLagCorrelation({ rows, columns, values }: NoiseMatrix, order: Uint32Array): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let p = 0; p < rows; p++) mean += values[p * columns + j] / rows;
    let [products, squares, previous] = [0, 0, 0];
    for (let p = 0; p < rows; p++) {
      const value = values[order[p] * columns + j] - mean;
      squares += value * value;
      products += value * previous;
      previous = value;
    }
    if (squares > 0) sum += products / squares / columns;
  }
  return sum;
}

/**
 * Rows divided by the median norm of the rows around them: what is left when a slow drift of the scale is
 * taken out.
 */
export function withoutDrift(noise: NoiseMatrix, norms: Float64Array): NoiseMatrix {
  const half = Math.max(drift.leastHalfWindow, Math.floor(noise.rows / drift.rowsPerHalfWindow));
  const values = Float64Array.from(noise.values);
  for (let p = 0; p < noise.rows; p++) {
    const from = Math.max(0, Math.min(p - half, noise.rows - 2 * half - 1));
    const around = norms.slice(from, from + 2 * half + 1).sort();
    const median = around[around.length >> 1];
    if (!(median > 0)) continue;
    for (let j = 0; j < noise.columns; j++) values[p * noise.columns + j] /= median;
  }
  return { ...noise, values };
}
