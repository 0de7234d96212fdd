import { tailWeight, type NoiseMatrix } from '../../../tail/index.js';

/** Mean excess tail weight over Gaussian noise: 0 for Gaussian noise of any covariance. */
export type ExcessWeight = {
  /** Along single parameters, and along random projections of all of them. */
  readonly coordinates: number;
  readonly projections: number;
};

/** Excess tail weight along coordinates and projections of the same minibatches. */
export function excessOf(noise: {
  readonly coordinates: NoiseMatrix;
  readonly projections: NoiseMatrix;
}): ExcessWeight {
  return { coordinates: meanExcess(noise.coordinates), projections: meanExcess(noise.projections) };
}

/**
 * Mean over columns of the tail weight around the column's mean, less what it is on average for n Gaussian
 * rows: -1 / (2 (n - 1)), up to terms of order 1/n². That average is the same for every scale, and for
 * every dependence of the columns, so it takes no surrogates.
 */
function meanExcess({ rows, columns, values }: NoiseMatrix): number {
  const column = new Float64Array(rows);
  let sum = 0;
  let count = 0;
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += values[i * columns + j] / rows;
    for (let i = 0; i < rows; i++) column[i] = values[i * columns + j] - mean;
    const weight = tailWeight(column);
    if (weight === undefined) continue;
    sum += weight;
    count++;
  }
  return sum / count + 1 / (2 * (rows - 1));
}
