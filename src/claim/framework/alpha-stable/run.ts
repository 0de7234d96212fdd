import { hypotenuse, powOf } from '../../../kernel/index.js';
import { draw, stable, stream } from '../../../law/index.js';
import {
  compareModels,
  estimateAcrossMinibatches,
  gaussianSurrogate,
  type ModelComparison,
  type NoiseMatrix,
} from '../../../tail/index.js';
import type { CellContext } from '../../claim.js';
import type { PublishedRun, Snapshot } from '../../network/trainedNetwork.js';
import { freshNoise } from '../freshNoise.js';

/** Gradient noise across minibatches, and worlds of known law: the contest of laws on their columns. */

export const worldAlpha = 1.5;
/** Scales of the columns of the worlds span so many decades. */
const scaleDecades = 3;
/** Coordinates are cheap beside projections. */
const coordinatesPerDirection = 3;

export type Family = 'coordinates' | 'directions';
/** How many fresh minibatches are drawn, and on how many columns they are looked at. */
export type Sizes = { readonly minibatches: number; readonly columns: number };
/** A network, and the batch size at which its noise is measured. */
export type MeasuredNetwork = PublishedRun & Sizes & { readonly measured: number };

/** How the laws did on one matrix of noise. */
export type Contest = {
  readonly best: string;
  /** Vuong's z of the stable law against the best, 0 where it is the best. */
  readonly stableZ: number;
  readonly stableRejected: boolean;
  /** Share of columns that the stable law passes, 0.95 where it is right. */
  readonly stableAcceptance: number;
  /** How many columns that share is of. */
  readonly columns: number;
  readonly alpha: number;
};
/**
 * 1/alpha from short and from long sums of minibatches: equal where the noise is stable, as log mean
 * |sum| is straight then.
 */
type Straightness = { readonly short: number; readonly long: number; readonly z: number };
/** A family of columns at one snapshot and batch size. */
export type Setting = Contest & { readonly family: Family; readonly straightness: Straightness | null };
/** Noise of known law: null where no stable law could be fitted. */
export type Worlds = { readonly stable: Contest | null; readonly gaussian: Contest | null };

/** The contest on the noise of one snapshot; every random number is keyed by network and iteration. */
export function measure(network: MeasuredNetwork, snapshot: Snapshot, { seed }: CellContext): Setting[] {
  const { measured, minibatches, columns, width, replicate } = network;
  const random = (purpose: string) =>
    stream(seed, 'alpha stable', width, replicate, snapshot.iteration, measured, purpose);
  const noise = freshNoise(snapshot, {
    batchSize: measured,
    minibatches,
    directions: columns,
    coordinates: coordinatesPerDirection * columns,
    stream: random('fresh minibatches'),
  });
  const families: [Family, NoiseMatrix][] = [
    ['coordinates', noise.coordinates],
    ['directions', noise.projections],
  ];
  return families.flatMap(([family, matrix]) => {
    const contest = contestOf(compareModels(matrix, random(family)));
    return contest ? [{ ...contest, family, straightness: straightnessOf(matrix) }] : [];
  });
}

function contestOf(comparison: ModelComparison | undefined): Contest | null {
  const stableModel = comparison?.models.find(({ name }) => name === 'stable');
  if (comparison === undefined || stableModel === undefined) return null;
  return {
    best: comparison.models[0].name,
    stableZ: stableModel.vuongZ,
    stableRejected: stableModel.rejected,
    stableAcceptance: stableModel.acceptance ?? 0,
    columns: comparison.columns,
    alpha: comparison.stable?.alpha ?? 2,
  };
}

/** Slopes of L(m) at small and at large m, over all columns; null where there are too few minibatches. */
export function straightnessOf(noise: NoiseMatrix): Straightness | null {
  const long = estimateAcrossMinibatches(noise);
  const short = estimateAcrossMinibatches(noise, { lower: 1, upper: long.lower });
  if (short.status !== 'ok' || long.status !== 'ok') return null;
  const error = hypotenuse(short.inverseStandardError, long.inverseStandardError);
  return { short: short.inverse, long: long.inverse, z: (short.inverse - long.inverse) / error };
}

/**
 * Columns of stable noise of one index and scales over three decades, and Gaussian noise with their
 * covariance.
 */
export function makeWorlds({ minibatches, columns }: Sizes, { seed }: CellContext): Worlds {
  const random = (purpose: string) => stream(seed, 'alpha stable', 'worlds', purpose);
  const scales = Float64Array.from({ length: columns }, (_, j) => powOf(10, (scaleDecades * j) / columns));
  const values = draw(stable({ alpha: worldAlpha }), minibatches * columns, random('stable')).map(
    (value, i) => value * scales[i % columns],
  );
  const matrix = { rows: minibatches, columns, values };
  const gaussian = { ...matrix, values: gaussianSurrogate(matrix, random('surrogate')) };
  const contest = (noise: NoiseMatrix, name: string) => contestOf(compareModels(noise, random(name)));
  return {
    stable: contest(matrix, 'models of stable noise'),
    gaussian: contest(gaussian, 'models of Gaussian noise'),
  };
}
