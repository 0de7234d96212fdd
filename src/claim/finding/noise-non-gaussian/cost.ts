import { networkOf } from '../../../training/index.js';
import type { CellCost, ExampleShape } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { publishedNetwork } from '../../network/publishedNetwork.js';
import { minibatchSeconds } from '../../network/tailWeights.js';
import type { NoiseNetwork } from './grid.js';

/** What the cells take, for an estimate of their time and memory. */

/** A gradient of its own costs an example as much as so many in a minibatch: it is written and read. */
const perExample = 5;
/** Passes over the examples at a snapshot: gradients of examples twice, the published statistic, the loss. */
const passesASnapshot = 2 * perExample + 2;
/** Entries of gradients a second that are ranked and get the scores of two laws. */
const scoreRate = 2.5e6;
const bytesANumber = 4;
/** Examples whose gradients lie in memory, and copies of the columns that get scores. */
const gradientsAtATime = 64;
const columnCopies = 3;
/** Neither takes more than this. */
const mostBytes = 1 << 26;

/** What training and the measurement do. */
export function noiseWork(network: NoiseNetwork): NetworkWork {
  const { examples, batchSize, iterations, tails } = network;
  const snapshots = iterations.length;
  return {
    ...network,
    passed: iterations[snapshots - 1] * batchSize + snapshots * passesASnapshot * examples,
    mixed: snapshots * tails.directions * examples,
    // Weights, gradients and what a pass writes.
    vectors: 8,
    directions: tails.directions,
  };
}

/** Minibatches that are drawn from the examples, and other tails in every parameter. */
export function noiseBesides(network: NoiseNetwork, shape: ExampleShape): CellCost {
  const { iterations, tails, examples, batchSize } = network;
  const { parameterCount } = networkOf(publishedNetwork(network), shape);
  const entries = Math.ceil(examples / batchSize) * parameterCount;
  const kept = (vectors: number) => Math.min(mostBytes, bytesANumber * vectors * parameterCount);
  return {
    seconds: iterations.length * (minibatchSeconds(tails) + entries / scoreRate),
    bytes:
      kept(gradientsAtATime) +
      columnCopies * kept(examples / batchSize) +
      2 * bytesANumber * examples * (tails.coordinates + tails.directions),
  };
}

/** The known worlds, as measured in profile quick. */
export const worldsCost: CellCost = { seconds: 1.5, bytes: 1 << 27 };
