import { stream, type Stream } from '../../../law/index.js';
import { compareModels, type ScoredModel } from '../../../tail/index.js';
import { jackknifeInterval, type Interval } from '../../../statistics/index.js';
import type { CellContext } from '../../claim.js';
import type { PublishedRun, Snapshot } from '../../network/trainedNetwork.js';
import {
  exampleNoise,
  knownNoise,
  minibatchNoise,
  rangeSlopes,
  type KnownNoise,
  type RangeSlopes,
} from '../averagedExamples.js';

/** The index of gradient noise at several batch sizes, and the contest of laws; worlds of known law. */

/** The contest is held among the noise of minibatches of so many examples. */
export const contestBatch = 20;
/** Columns of the contest: a stable fit to more takes seconds. */
const contestColumns = 30;

export type Sizes = {
  /** Single weights whose noise is followed. */
  readonly coordinates: number;
  /** Examples that are drawn for each of them. */
  readonly draws: number;
  /** Of the contest. */
  readonly minibatches: number;
};
export type MeasuredNetwork = PublishedRun & Sizes;
export type WorldSizes = Sizes & {
  /** As many as the data set has. */
  readonly examples: number;
};

/** What is seen of noise: how sums of it grow, and how the laws do. */
export type Look = {
  /** Slopes of log size of means in log b, between b = 2, 20, 200 and 2000; see rangeSlopes. */
  readonly slopes: RangeSlopes;
  /** The best law on held-out minibatches; null where none could be fitted. */
  readonly best: ScoredModel['name'] | null;
  /** Vuong's z of the stable law against it, 0 where it is the best. */
  readonly stableZ: number;
  readonly stableRejected: boolean;
};
/** Noise of known law. */
export type Worlds = Readonly<Record<'stable' | 'mixture', Look>>;

/** What is seen at a snapshot; every random number is keyed by network and iteration. */
export function measure(network: MeasuredNetwork, snapshot: Snapshot, { seed }: CellContext): Look {
  const { width, depth, replicate, coordinates } = network;
  const random = (purpose: string) =>
    stream(seed, 'alpha stable', width, depth, replicate, snapshot.iteration, purpose);
  const noise = exampleNoise(snapshot, { coordinates, directions: 0 }, random);
  return lookAt(noise.coordinates, network, random);
}

function lookAt(columns: readonly Float64Array[], sizes: Sizes, random: (purpose: string) => Stream): Look {
  const { draws, minibatches } = sizes;
  const contest = compareModels(
    minibatchNoise(columns.slice(0, contestColumns), { batch: contestBatch, minibatches }, random('contest')),
    random('models'),
  );
  const stableModel = contest?.models.find(({ name }) => name === 'stable');
  return {
    slopes: rangeSlopes(columns, draws, random('means')),
    best: contest?.models[0]?.name ?? null,
    stableZ: stableModel?.vuongZ ?? 0,
    // A stable law that could not be fitted does not hold.
    stableRejected: stableModel?.rejected ?? true,
  };
}

/** Stable noise, which keeps its index, and a Gaussian mixture, which does not. */
export function makeWorlds(sizes: WorldSizes, { seed }: CellContext): Worlds {
  const world = (law: KnownNoise) => {
    const random = (purpose: string) => stream(seed, 'alpha stable', 'worlds', law, purpose);
    const { coordinates: columns, examples } = sizes;
    return lookAt(knownNoise(law, { columns, examples }, random('examples')), sizes, random);
  };
  return { stable: world('stable'), mixture: world('mixture') };
}

/** One over the mean over columns of 1/alpha, at one batch size. */
export function indexAt({ slopes }: Look, range: number, level: number): Interval {
  return jackknifeInterval(slopes[range].length, (kept) => indexOf(slopes[range], kept), level);
}

/** How far the index of the same columns is higher at one batch size than at the first. */
export function riseTo({ slopes }: Look, range: number, level: number): Interval {
  return jackknifeInterval(
    slopes[0].length,
    (kept) => indexOf(slopes[range], kept) - indexOf(slopes[0], kept),
    level,
  );
}

/** Sums of b grow with the power 1/alpha of b, and their means with one less. */
function indexOf(slopes: readonly number[], kept: (column: number) => boolean): number {
  const own = slopes.filter((_, column) => kept(column));
  return own.length / own.reduce((sum, slope) => sum + slope + 1, 0);
}
