import type { CellCost } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { minibatchSeconds } from '../../network/tailWeights.js';
import type { NoiseNetwork } from './grid.js';

/** What the cells take, for an estimate of their time and memory. */

/** A gradient of its own costs an example as much as so many in a minibatch: it is written and read. */
const perExample = 5;
/** Passes over the examples at a snapshot: gradients of examples twice, the published statistic, the loss. */
const passesASnapshot = 2 * perExample + 2;
/** Scoring a gradient entry (sorting, drawing, finding its rank) costs as much as so many products. */
const perScore = 2000;

/** What training and the measurement do. */
export function noiseWork(network: NoiseNetwork): NetworkWork {
  const { examples, batchSize, iterations, tails } = network;
  const snapshots = iterations.length;
  return {
    ...network,
    passed: iterations[snapshots - 1] * batchSize + snapshots * passesASnapshot * examples,
    mixed: snapshots * (tails.directions * examples + (perScore * examples) / batchSize),
    // Gradients of examples, and the columns of the published statistic with other tails.
    vectors: 64 + (3 * examples) / batchSize,
    directions: tails.directions,
  };
}

/** Seconds of the minibatches that are drawn from the examples. */
export function secondsOfNoise({ iterations, tails }: NoiseNetwork): number {
  return iterations.length * minibatchSeconds(tails);
}

/** The known worlds, as measured in profile quick. */
export const worldsCost: CellCost = { seconds: 4, bytes: 1 << 27 };
