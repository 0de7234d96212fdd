import { stream, type Stream } from '../../../law/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import type { CellContext } from '../../claim.js';
import type { PublishedRun, Snapshot } from '../../network/trainedNetwork.js';
import {
  exampleNoise,
  knownNoise,
  rangeSlopes,
  type ExampleNoise,
  type KnownNoise,
  type RangeSlopes,
} from '../averagedExamples.js';

/**
 * How means of per-example gradients shrink with the number of examples, on single weights and on random
 * directions; and the same of drawn noise of known law.
 */

export const families = ['coordinates', 'directions'] as const;
export type Family = (typeof families)[number];

export type Sizes = {
  readonly coordinates: number;
  readonly directions: number;
  /** Examples drawn for all coordinates together, and as many for all directions. */
  readonly draws: number;
};
export type MeasuredNetwork = PublishedRun & Sizes;
/** Worlds have more columns, so that none is mistaken by chance. */
export type WorldSizes = {
  readonly columns: number;
  /** Drawn for all columns of a world together. */
  readonly draws: number;
  /** As many as the data set has. */
  readonly examples: number;
};

/** What is seen of one family of columns. */
export type Look = { readonly family: Family; readonly slopes: RangeSlopes };
/** Noise of known law. */
export type Worlds = Readonly<Record<KnownNoise, RangeSlopes>>;

/** What is seen at a snapshot; every random number is keyed by network and iteration. */
export function measure(network: MeasuredNetwork, snapshot: Snapshot, { seed }: CellContext): Look[] {
  const { width, depth, replicate, draws } = network;
  const random = (purpose: string) =>
    stream(seed, 'minibatch averaging', width, depth, replicate, snapshot.iteration, purpose);
  const noise: ExampleNoise = exampleNoise(snapshot, network, random);
  return families.map((family) => ({
    family,
    slopes: slopesOf(noise[family], draws, random(`means of ${family}`)),
  }));
}

function slopesOf(columns: readonly Float64Array[], draws: number, random: Stream): RangeSlopes {
  return rangeSlopes(columns, Math.ceil(draws / columns.length), random);
}

/** Means of drawn noise. */
export function makeWorlds(sizes: WorldSizes, { seed }: CellContext): Worlds {
  const { columns, examples, draws } = sizes;
  const world = (law: KnownNoise) => {
    const random = (purpose: string) => stream(seed, 'minibatch averaging', 'worlds', law, purpose);
    return slopesOf(knownNoise(law, { columns, examples }, random('examples')), draws, random('means'));
  };
  return { stable: world('stable'), mixture: world('mixture'), gaussian: world('gaussian') };
}

/** The mean slope over one range of b, over columns. */
export function slopeOver(slopes: RangeSlopes, range: number, level: number): Interval {
  return studentInterval(slopes[range], level);
}

/** How much lower the slope of the same columns is over the last range than over the first. */
export function bendOf(slopes: RangeSlopes, level: number): Interval {
  const last = slopes[slopes.length - 1];
  return studentInterval(
    last.map((slope, column) => slopes[0][column] - slope),
    level,
  );
}
