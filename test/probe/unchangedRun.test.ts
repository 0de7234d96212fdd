import { sgd, type SamplingOrder } from 'heavytail/net';
import { measureFreshNoise, measurePublishedStatistic, testProjections } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { expect, test } from 'vitest';
import { smallNetwork } from './smallNetwork.js';

/** Probes measure at the weights of a run and leave no trace in it. */

const { source, weights: start, everything } = smallNetwork();

/** Weights and losses of all states of a run of SGD, with every probe at the iterations named. */
function run(order: SamplingOrder, probedAt: readonly number[]) {
  const states: { weights: Float32Array; minibatchLoss: number | undefined }[] = [];
  const settings = { stepSize: 0.2, batchSize: 16, order, iterations: 40, stream: stream(1, 'order') };
  for (const { iteration, weights, minibatchLoss } of sgd(source, start, settings)) {
    if (probedAt.includes(iteration)) probe(weights, settings.stream);
    states.push({ weights: weights.slice(), minibatchLoss });
  }
  return states;
}

/** All probes, which draw from the very stream of the run. */
function probe(weights: Float32Array, shared: ReturnType<typeof stream>): void {
  const before = weights.slice();
  measurePublishedStatistic(source, weights, { batchSize: 7, surrogateRows: 3, stream: shared });
  const full = new Float32Array(source.parameterCount);
  source.gradient(weights, everything, full);
  const settings = { batchSize: 5, minibatches: 20, directions: 6, coordinates: 30, stream: shared };
  const { projections, coordinates } = measureFreshNoise(source, weights, full, settings);
  testProjections(projections, shared);
  testProjections(coordinates, shared);
  expect(weights).toEqual(before);
}

test.each<SamplingOrder>(['fixed', 'shuffled', 'with-replacement'])(
  'a run in the order %s has the same bits with probes as without',
  (order) => {
    const plain = run(order, []);
    expect(plain).toHaveLength(41);
    expect(plain[40].weights).not.toEqual(plain[0].weights);
    expect(run(order, [0, 1, 17, 39])).toEqual(plain);
  },
);
