import { allExamples } from '../../../net/index.js';
import { draw, stable, stream } from '../../../law/index.js';
import { measureFreshNoise } from '../../../probe/index.js';
import {
  compareModels,
  estimateAcrossMinibatches,
  gaussianSurrogate,
  type ModelComparison,
  type NoiseMatrix,
} from '../../../tail/index.js';
import type { CellContext } from '../../claim.js';
import { trainWithSnapshots, type PublishedRun, type Snapshot } from '../../network/trainedNetwork.js';

/** Gradient noise across minibatches, and worlds of known law: the contest of laws on their columns. */

export const worldAlpha = 1.5;

export type Family = 'coordinates' | 'directions';
export type StableCell =
  | ({
      readonly kind: 'network';
      readonly measured: number;
      readonly minibatches: number;
      readonly columns: number;
    } & PublishedRun)
  | { readonly kind: 'worlds'; readonly minibatches: number; readonly columns: number };

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
/** 1/alpha from short and from long sums of minibatches: equal where the noise is stable, as log mean |sum| is straight then. */
type Straightness = { readonly short: number; readonly long: number; readonly z: number };
export type Setting = Contest & {
  readonly iteration: number;
  readonly family: Family;
  readonly straightness: Straightness | null;
};
export type StableResult =
  | {
      readonly kind: 'network';
      readonly network: PublishedRun;
      readonly measured: number;
      readonly settings: readonly Setting[];
    }
  | { readonly kind: 'worlds'; readonly stable: Contest | null; readonly gaussian: Contest | null };

/** Runs a cell; every random number is keyed by it. */
export function runStableCell(cell: StableCell, context: CellContext): StableResult {
  if (cell.kind === 'worlds') return worlds(cell, context);
  const settings = trainWithSnapshots(cell, context, (snapshot) => measure(cell, snapshot, context)).flat();
  return { kind: 'network', network: cell, measured: cell.measured, settings };
}

function measure(
  { measured, minibatches, columns, width, replicate }: Extract<StableCell, { kind: 'network' }>,
  { source, weights, iteration }: Snapshot,
  context: CellContext,
): Setting[] {
  const everything = allExamples(source.exampleCount);
  const full = new Float32Array(source.parameterCount);
  source.gradient(weights, everything, full);
  const random = (purpose: string) =>
    stream(context.seed, 'alpha stable', width, replicate, iteration, measured, purpose);
  const noise = measureFreshNoise(source, weights, full, {
    batchSize: measured,
    minibatches,
    directions: columns,
    coordinates: 3 * columns,
    stream: random('fresh minibatches'),
  });
  const families: [Family, NoiseMatrix][] = [
    ['coordinates', noise.coordinates],
    ['directions', noise.projections],
  ];
  return families.flatMap(([family, matrix]) => {
    const contest = contestOf(compareModels(matrix, random(family)));
    return contest ? [{ ...contest, iteration, family, straightness: straightnessOf(matrix) }] : [];
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
  const error = Math.hypot(short.inverseStandardError, long.inverseStandardError);
  return { short: short.inverse, long: long.inverse, z: (short.inverse - long.inverse) / error };
}

/** Columns of stable noise of one index and scales over three decades, and Gaussian noise with their covariance. */
function worlds(
  { minibatches, columns }: Extract<StableCell, { kind: 'worlds' }>,
  { seed }: CellContext,
): StableResult {
  const random = (purpose: string) => stream(seed, 'alpha stable', 'worlds', purpose);
  const values = draw(stable({ alpha: worldAlpha }), minibatches * columns, random('stable')).map(
    (value, i) => value * 10 ** ((3 * (i % columns)) / columns),
  );
  const matrix = { rows: minibatches, columns, values };
  const contest = (noise: NoiseMatrix, name: string) => contestOf(compareModels(noise, random(name)));
  return {
    kind: 'worlds',
    stable: contest(matrix, 'models of stable noise'),
    gaussian: contest(
      { ...matrix, values: gaussianSurrogate(matrix, random('surrogate')) },
      'models of Gaussian noise',
    ),
  };
}
