import type { CellCost } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { minibatchesAt, testedDecades, worldRepetitions, type WatchedNetwork, type Watching } from './run.js';

/** What the cells take, for an estimate of their time and memory. */

/** Numbers of examples a second that are read from all over memory and added into minibatches. */
const addRate = 170e6;
/** Numbers of a known law a second that are drawn, and numbers a second that are tested for normality. */
const drawRate = 18e6;
const testRate = 3.2e6;
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

/** Numbers tested in all series: those at shorter entries add a ninth. */
const tested = ({ repetitions, directions, decades }: Watching) =>
  repetitions * directions * minibatchesAt(Math.min(decades, testedDecades) - 1) * (10 / 9);

/** The series of minibatches at all snapshots. */
export function firstBesides(network: WatchedNetwork): CellCost {
  const { iterations, measured, directions, examples, decades } = network;
  return {
    seconds: iterations.length * ((watched(network) * measured) / addRate + tested(network) / testRate),
    bytes: bytesANumber * (directions * examples + (measured / 2 + 1) * minibatchesAt(decades - 1)),
  };
}

/** Time and memory of the worlds of known law. */
export function firstWorldsCost(watching: Watching): CellCost {
  const sizes = { ...watching, repetitions: worldRepetitions };
  return {
    seconds: laws * (watched(sizes) / drawRate + tested(sizes) / testRate),
    bytes: bytesANumber * 2 * minibatchesAt(watching.decades - 1),
  };
}
