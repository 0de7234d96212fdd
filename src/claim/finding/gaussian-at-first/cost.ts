import type { CellCost } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { minibatchesAt, worldRepetitions, type WatchedNetwork, type Watching } from './run.js';

/** What the cells take, for an estimate of their time and memory. */

/** Numbers of examples a second that are read from all over memory and added into minibatches. */
const addRate = 100e6;
/** Numbers of a known law a second that are drawn, squared and tested. */
const drawRate = 20e6;
/** Laws of the worlds. */
const laws = 3;
/** A gradient of its own costs an example as much as so many in a minibatch: it is written and read. */
const perExample = 5;
const bytesANumber = 8;

/** What training and the projections do. */
export function firstWork(network: WatchedNetwork): NetworkWork {
  const { examples, batchSize, iterations, directions } = network;
  const snapshots = iterations.length;
  return {
    ...network,
    passed: iterations[snapshots - 1] * batchSize + snapshots * perExample * examples,
    mixed: snapshots * directions * examples,
    vectors: 64,
  };
}

/** Numbers watched in all series. */
const watched = ({ repetitions, directions, decades }: Watching) =>
  repetitions * directions * minibatchesAt(decades - 1);

/** Seconds of the series of minibatches at all snapshots. */
export function secondsOfSeries(network: WatchedNetwork): number {
  return (network.iterations.length * watched(network) * network.measured) / addRate;
}

/** Time and memory of the worlds of known law. */
export function secondsOfWorlds(watching: Watching): CellCost {
  return {
    seconds: (laws * watched({ ...watching, repetitions: worldRepetitions })) / drawRate,
    bytes: bytesANumber * 2 * minibatchesAt(watching.decades - 1),
  };
}
