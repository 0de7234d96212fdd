import type { Network } from '../../net/index.js';
import { networkOf } from '../../training/index.js';
import type { CellCost, ExampleShape } from '../claim.js';
import { publishedNetwork, type NetworkShape } from './publishedNetwork.js';

/** What a network cell does, in multiples of what costs time. */
export type NetworkWork = NetworkShape & {
  /** Training examples that lie in memory. */
  readonly examples: number;
  /** Examples that pass forward and backward through the network, in all. */
  readonly passed: number;
  /**
   * Numbers of gradients that are mixed into surrogates or projected, each with so many directions, in all.
   */
  readonly mixed: number;
  /** Vectors as long as the parameters that lie in memory at once. */
  readonly vectors: number;
  /** Directions on which noise is projected; those beyond 256 MiB are not kept. */
  readonly directions?: number;
};

/**
 * Measured on one core of a server of 2022 by `npm run bench -- measurement`: operations a second of passes
 * and of mixtures.
 */
const passRate = 25e9;
const mixRate = 6e9;
/** Six operations a product of forward passes: two forward, four backward. */
const perPass = 6;
const perMix = 2;
const mostDirectionBytes = 1 << 28;
const bytesANumber = 4;
/** Examples that pass through a network at a time. */
const examplesAtATime = 2000;

/** Products of a weight and an input in the forward pass of one example. */
function productsOf({ layers, operations }: Network): number {
  return layers.reduce((sum, { operation, columns }) => sum + columns * operations[operation].outputs, 0);
}

/** Time and memory of a network cell. */
export function networkCost(work: NetworkWork, shape: ExampleShape): CellCost {
  const network = networkOf(publishedNetwork(work), shape);
  const { parameterCount } = network;
  const units = network.operations.reduce((sum, { outputs }) => sum + outputs, 0);
  return {
    seconds:
      (perPass * productsOf(network) * work.passed) / passRate +
      (perMix * work.mixed * parameterCount) / mixRate,
    bytes:
      bytesANumber *
        (work.vectors * parameterCount + work.examples * shape.dimension + examplesAtATime * units) +
      Math.min(mostDirectionBytes, bytesANumber * (work.directions ?? 0) * parameterCount),
  };
}
