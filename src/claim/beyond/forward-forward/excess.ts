import { meanTailWeight, type NoiseMatrix } from '../../../tail/index.js';

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

/** The mean tail weight less what n Gaussian rows have on average, which takes no surrogates. */
function meanExcess(noise: NoiseMatrix): number {
  return meanTailWeight(noise) + 1 / (2 * (noise.rows - 1));
}
