import type { LossName } from '../../../net/index.js';
import type { Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import type { NoiseMeasurement } from '../../network/noiseMeasurement.js';
import { alexNetDepth, type NetworkShape } from '../../network/publishedNetwork.js';
import { designFor, type Designs } from '../../designs.js';

/**
 * The grid of networks on which gradient noise is tested. In profile paper it is the published one (width,
 * depth, loss, data set) with the sweep of the batch size and that of AlexNet's channels beside it; before,
 * corners of it.
 */

/** Networks times losses times batch sizes. */
interface Grid {
  readonly networks: readonly NetworkShape[];
  readonly losses: readonly LossName[];
  readonly batchSizes: readonly number[];
  /** Where they are fewer than elsewhere. */
  readonly examples?: number;
  readonly iterations?: readonly number[];
  readonly replicates?: number;
}

interface Design extends Pick<NoiseMeasurement, 'examples' | 'minibatches' | 'directions' | 'schedule'> {
  readonly grids: readonly Grid[];
  readonly replicates: number;
  readonly iterations: readonly number[];
}

const connected = (widths: readonly number[], depths: readonly number[]): NetworkShape[] =>
  widths.flatMap((width) => depths.map((depth) => ({ width, depth })));
const alexNets = (channels: readonly number[]): NetworkShape[] =>
  channels.map((width) => ({ model: 'alexnet', width, depth: alexNetDepth }));
const bothLosses = ['cross-entropy', 'linear-hinge'] as const;

const designs: Designs<Design> = {
  smoke: {
    grids: [{ networks: connected([16], [3]), losses: ['cross-entropy'], batchSizes: [10, 250] }],
    replicates: 1,
    examples: 3000,
    iterations: [0, 200],
    minibatches: 200,
    directions: 60,
  },
  quick: {
    grids: [
      { networks: connected([16, 64], [3]), losses: ['cross-entropy'], batchSizes: [10, 50, 500] },
      {
        networks: alexNets([8]),
        losses: ['cross-entropy'],
        batchSizes: [50],
        examples: 2000,
        iterations: [0, 400],
        replicates: 1,
      },
    ],
    replicates: 2,
    examples: 20_000,
    iterations: [0, 100, 1000],
    minibatches: 500,
    directions: 200,
  },
  paper: {
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
    minibatches: 1000,
    directions: 1000,
    schedule: 'halved-twice',
  },
};

/** The networks of the grid, with how their noise is measured. */
export function noiseGrid({ profile, dataset, furtherDatasets = [] }: Settings): NoiseMeasurement[] {
  const { grids, replicates: allReplicates, ...shared } = designFor(designs, profile);
  return crossed({ name: [dataset, ...furtherDatasets], grid: grids }).flatMap(({ name, grid }) => {
    const { networks, losses, batchSizes, replicates = allReplicates, ...own } = grid;
    return crossed({
      network: networks,
      loss: losses,
      batchSize: batchSizes,
      replicate: upTo(replicates),
    }).map(({ network, ...training }) => ({ dataset: name, ...network, ...shared, ...own, ...training }));
  });
}
