import fc from 'fast-check';
import { fixedMinibatches, freshMinibatch, minibatches, type SamplingOrder } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it, test } from 'vitest';
import { chiSquareLimit } from '../../falseAlarm.js';

const sizes = fc
  .integer({ min: 1, max: 40 })
  .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 1, max: count }), fc.nat(1000)));

const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);
const everything = (count: number) => Array.from({ length: count }, (_, i) => i);

/** The first minibatches of an order, enough for `epochs` epochs. */
function take(count: number, batchSize: number, order: SamplingOrder, seed: number, epochs: number) {
  const batches = minibatches(count, batchSize, order, stream(seed, 'batches'));
  return Array.from({ length: epochs }, () =>
    Array.from({ length: Math.ceil(count / batchSize) }, () => [...batches.next().value]),
  );
}

test('fixed minibatches are the examples in their order, cut', () => {
  fc.assert(
    fc.property(sizes, ([count, batchSize, seed]) => {
      const parts = fixedMinibatches(count, batchSize);
      expect(parts.flatMap((part) => [...part])).toEqual(everything(count));
      expect(parts.slice(0, -1).every((part) => part.length === batchSize)).toBe(true);
      const [first, second] = take(count, batchSize, 'fixed', seed, 2);
      expect(first).toEqual(parts.map((part) => [...part]));
      expect(second).toEqual(first);
    }),
  );
});

test('shuffled minibatches are a new permutation each epoch', () => {
  fc.assert(
    fc.property(sizes, ([count, batchSize, seed]) => {
      const epochs = take(count, batchSize, 'shuffled', seed, 3);
      for (const epoch of epochs) expect(sorted(epoch.flat())).toEqual(everything(count));
      expect(take(count, batchSize, 'shuffled', seed, 3)).toEqual(epochs);
      // Equal orders of 12 or more examples would be an accident of 1 in 479 million.
      if (count >= 12) expect(epochs[0]).not.toEqual(epochs[1]);
    }),
  );
});

test('minibatches with replacement are full, within range and reproducible', () => {
  fc.assert(
    fc.property(sizes, ([count, batchSize, seed]) => {
      const batches = take(count, batchSize, 'with-replacement', seed, 3).flat();
      expect(batches.every((batch) => batch.length === batchSize)).toBe(true);
      expect(batches.flat().every((i) => i >= 0 && i < count)).toBe(true);
      expect(take(count, batchSize, 'with-replacement', seed, 3).flat()).toEqual(batches);
    }),
  );
});

/** Chi-square of counted outcomes against `outcomes` equally likely ones. */
function chiSquare(counts: Map<string, number>, outcomes: number, draws: number): number {
  const expected = draws / outcomes;
  const missing = (outcomes - counts.size) * expected;
  return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, missing);
}

function tally(draws: number, outcome: (i: number) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < draws; i++) counts.set(outcome(i), (counts.get(outcome(i)) ?? 0) + 1);
  return counts;
}

test('minibatches with replacement draw every tuple equally often', () => {
  const batches = minibatches(5, 2, 'with-replacement', stream(1, 'tuples'));
  const drawn = Array.from({ length: 20_000 }, () => batches.next().value.join());
  expect(
    chiSquare(
      tally(20_000, (i) => drawn[i]),
      25,
      20_000,
    ),
  ).toBeLessThan(chiSquareLimit(24));
});

describe('a fresh minibatch', () => {
  it('holds different examples within range', () => {
    fc.assert(
      fc.property(sizes, ([count, batchSize, seed]) => {
        const batch = freshMinibatch(count, batchSize, stream(seed, 'fresh'));
        expect(batch.length).toBe(batchSize);
        expect(new Set(batch).size).toBe(batchSize);
        expect(batch.every((i) => i < count)).toBe(true);
        expect(freshMinibatch(count, batchSize, stream(seed, 'fresh'))).toEqual(batch);
      }),
    );
  });

  it.each([
    [7, 1, 7],
    [7, 3, 35],
    [7, 6, 7],
    [8, 4, 70],
  ])('of %i choose %i is each of %i subsets, equally often', (count, batchSize, subsets) => {
    const source = stream(1, 'subsets', count, batchSize);
    const draws = 30_000;
    const drawn = Array.from({ length: draws }, () =>
      sorted(freshMinibatch(count, batchSize, source)).join(),
    );
    const counts = tally(draws, (i) => drawn[i]);
    expect(counts.size).toBe(subsets);
    expect(chiSquare(counts, subsets, draws)).toBeLessThan(chiSquareLimit(subsets - 1));
  });
});

test.each([0, 1.5, 11, NaN])('batch size %d of 10 examples is refused', (batchSize) => {
  const sentence = `The batch size is ${batchSize}; with 10 examples it must be a whole number from 1 to 10.`;
  expect(() => freshMinibatch(10, batchSize, stream(1))).toThrow(sentence);
  expect(() => fixedMinibatches(10, batchSize)).toThrow(sentence);
  expect(() => minibatches(10, batchSize, 'shuffled', stream(1)).next()).toThrow(sentence);
});
