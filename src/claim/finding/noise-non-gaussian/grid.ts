import type { LossName } from '../../../net/index.js';
import type { Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor, type Designs } from '../../designs.js';
import { alexNetDepth, type NetworkShape } from '../../network/publishedNetwork.js';
import { noiseDirections, type TailWeightSettings } from '../../network/tailWeights.js';
import type { PublishedRun } from '../../network/trainedNetwork.js';

/**
 * The networks whose gradient noise is looked at. In profile published the grid is that of the authors
 * (width, depth, loss, data set, with the sweeps of the batch size and of AlexNet's channels beside it);
 * before, corners of it.
 */

/** One network trained by SGD, and how its noise is measured at its snapshots. JSON. */
export type NoiseNetwork = PublishedRun & { readonly tails: TailWeightSettings };

/** Networks times losses times batch sizes of training. */
interface Grid {
  readonly networks: readonly NetworkShape[];
  readonly losses: readonly LossName[];
  readonly batchSizes: readonly number[];
  /** Where they are others than elsewhere. */
  readonly examples?: number;
  readonly iterations?: readonly number[];
  readonly replicates?: number;
}

interface Design extends Pick<PublishedRun, 'examples' | 'iterations' | 'schedule'> {
  readonly grids: readonly Grid[];
  readonly replicates: number;
  readonly tails: Omit<TailWeightSettings, 'intervals'>;
}

const connected = (widths: readonly number[], depths: readonly number[]): NetworkShape[] =>
  widths.flatMap((width) => depths.map((depth) => ({ width, depth })));
const alexNets = (channels: readonly number[]): NetworkShape[] =>
  channels.map((width) => ({ model: 'alexnet', width, depth: alexNetDepth }));
const bothLosses = ['cross-entropy', 'linear-hinge'] as const;
const crossEntropy = ['cross-entropy'] as const;
/** Batch sizes of which noise is measured. */
export const measuredSizes = [10, 30, 100, 250, 500, 1000];
/** Minibatches are doubled up to here until the interval decides. */
export const mostMinibatches = 2400;
const sampling = { first: 300, most: mostMinibatches };
export const firstMinibatches = sampling.first;

/** In profile quick one network of each further kind: as many passes over half of the examples. */
const fewerExamples = { batchSizes: [100], examples: 10_000, iterations: [0, 100, 6250], replicates: 1 };

const designs: Designs<Design> = {
  smoke: {
    grids: [{ networks: connected([16], [3]), losses: crossEntropy, batchSizes: [50] }],
    replicates: 1,
    examples: 1500,
    iterations: [0, 300],
    tails: { batchSizes: [10, 500], coordinates: 64, directions: 24, ...sampling, most: 1200 },
  },
  quick: {
    grids: [
      { networks: connected([16], [3]), losses: crossEntropy, batchSizes: [100] },
      { networks: connected([64], [3]), losses: crossEntropy, ...fewerExamples },
      { networks: connected([16], [3]), losses: ['linear-hinge'], ...fewerExamples },
    ],
    replicates: 2,
    examples: 20_000,
    iterations: [0, 100, 12_500],
    tails: { batchSizes: measuredSizes, coordinates: 128, directions: 48, ...sampling },
  },
  paper: {
    grids: [
      { networks: connected([16, 64], [3]), losses: bothLosses, batchSizes: [100] },
      { networks: connected([16], [7]), losses: bothLosses, batchSizes: [100] },
      {
        networks: connected([256], [3]),
        losses: crossEntropy,
        batchSizes: [100],
        examples: 30_000,
        replicates: 1,
      },
      {
        networks: alexNets([8, 32]),
        losses: crossEntropy,
        batchSizes: [100],
        iterations: [0, 1000, 10_000],
      },
    ],
    replicates: 2,
    examples: 60_000,
    iterations: [0, 1000, 65_000],
    tails: { batchSizes: measuredSizes, coordinates: 200, directions: 64, ...sampling },
    schedule: 'halved-twice',
  },
  published: {
    grids: [
      {
        networks: connected([4, 8, 16, 32, 64, 128, 256, 512, 1024], [2, 3, 4, 5, 6, 7, 8, 9, 10]),
        losses: bothLosses,
        batchSizes: [100],
      },
      { networks: connected([16, 128], [3, 7]), losses: bothLosses, batchSizes: [1, 8, 32, 256, 500, 1000] },
      { networks: alexNets([8, 16, 32, 64, 128]), losses: bothLosses, batchSizes: [100] },
    ],
    replicates: 5,
    examples: 60_000,
    iterations: [0, 1000, 65_000],
    tails: { batchSizes: [1, ...measuredSizes], coordinates: 200, directions: 100, ...sampling },
    schedule: 'halved-twice',
  },
};

/** The networks of the grid, with how their noise is measured. */
export function noiseGrid({ profile, dataset, furtherDatasets = [] }: Settings): NoiseNetwork[] {
  const { grids, replicates: allReplicates, tails, ...shared } = designFor(designs, profile);
  const networks = crossed({ name: [dataset, ...furtherDatasets], grid: grids }).flatMap(({ name, grid }) => {
    const { networks: shapes, losses, batchSizes, replicates = allReplicates, ...own } = grid;
    return crossed({
      network: shapes,
      loss: losses,
      batchSize: batchSizes,
      replicate: upTo(replicates),
    }).map(({ network, ...training }) => ({ dataset: name, ...network, ...shared, ...own, ...training }));
  });
  const snapshots = networks.reduce((sum, { iterations }) => sum + iterations.length, 0);
  const intervals = snapshots * tails.batchSizes.length * noiseDirections.length;
  return networks.map((network) => ({ ...network, tails: { ...tails, intervals } }));
}
