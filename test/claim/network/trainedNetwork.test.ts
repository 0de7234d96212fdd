import { trainWithSnapshots, type PublishedRun } from '#heavytail/claim/network/trainedNetwork';
import { loadDataset } from '#heavytail/store/index';
import { allExamples } from 'heavytail/net';
import { expect, it } from 'vitest';

const digits = loadDataset('procedural-digits');
const run: PublishedRun = {
  dataset: 'procedural-digits',
  examples: 100,
  width: 8,
  depth: 2,
  loss: 'cross-entropy',
  batchSize: 20,
  replicate: 0,
  iterations: [0, 20, 1000],
};

/** Iterations at which the network was looked at, and its accuracy there. */
const looks = (settings: PublishedRun) =>
  trainWithSnapshots(settings, { seed: 1, dataset: () => digits }, ({ iteration, source, weights }) => ({
    iteration,
    accuracy: source.accuracy(weights, allExamples(source.exampleCount)),
  }));

it('training ends where the examples are learned, with a last look', () => {
  const all = looks(run);
  expect(all.map(({ iteration }) => iteration)).toEqual([0, 20, 1000]);
  const fitted = looks({ ...run, fit: { accuracy: 0.9, every: 10 } });
  expect(fitted.slice(0, 2)).toEqual(all.slice(0, 2));
  expect(fitted).toHaveLength(3);
  expect(fitted[2]!.iteration % 10).toBe(0);
  expect(fitted[2]!.iteration).toBeLessThan(1000);
  expect(fitted[2]!.accuracy).toBeGreaterThanOrEqual(0.9);
  // Ten iterations before, it had not learned them.
  const before = looks({ ...run, iterations: [fitted[2]!.iteration - 10] });
  expect(before[0]!.accuracy).toBeLessThan(0.9);
});

it('training ends with its last iteration where the examples are not learned', () => {
  const seen = looks({ ...run, iterations: [0, 20], fit: { accuracy: 1.1, every: 10 } });
  expect(seen.map(({ iteration }) => iteration)).toEqual([0, 20]);
});
