import type { JumpRun } from '#heavytail/claim/finding/early-jump/run';
import { decreaseOf, fallOf, timesOf } from '#heavytail/claim/finding/early-jump/times';
import { describe, expect, it } from 'vitest';

const run: JumpRun = {
  mode: 'sgd',
  depth: 5,
  replicate: 0,
  iterations: [0, 20, 40, 60],
  accuracy: [0.1, 0.2, 0.8, 0.9],
  largestStep: [0, 1, 2, 4],
  largestStepAt: 47,
  medianStep: 1,
  published: [1.4, 1.2, 1.3, 1.5],
  surrogate: [1.3, 1.2, 1.0, 1.5],
  scored: {
    start: { measured: 1.4, gaussian: 1.5, stable: 1.2 },
    dip: { measured: 1.2, gaussian: 1.4, stable: 1.1 },
  },
};

describe('the times of a run', () => {
  it('are those of half the accuracy, the largest step and the lowest statistic', () => {
    expect(timesOf(run)).toEqual({ gain: 30, largestStep: 47, dip: { published: 20, surrogate: 40 } });
    expect(timesOf({ ...run, published: [], surrogate: [] })).not.toHaveProperty('dip');
  });

  it('have the first gain of several, or none', () => {
    expect(timesOf({ ...run, accuracy: [0.1, 0.6, 0.2, 0.9] }).gain).toBeCloseTo(16, 12);
    expect(timesOf({ ...run, accuracy: [0.1, 0.2, 0.3, 0.4] }).gain).toBe(Infinity);
    expect(timesOf({ ...run, accuracy: [0.5, 0.6, 0.7, 0.8] }).gain).toBe(0);
    expect(timesOf({ ...run, accuracy: [0.1, 0.2, 0.3, 0.5] }).gain).toBe(60);
  });
});

it('measures the fall with tails and without', () => {
  const { published, tailless } = fallOf(run)!;
  expect(published).toBeCloseTo(0.2, 12);
  expect(tailless).toBeCloseTo(0.1, 12);
  expect(fallOf({ ...run, scored: null })).toBeUndefined();
});

it('compares the largest step before the gain with that from then on', () => {
  expect(decreaseOf(run)).toBe(1 / 4);
  expect(decreaseOf({ ...run, largestStep: [0, 8, 2, 1] })).toBe(4);
  expect(decreaseOf({ ...run, accuracy: [0.1, 0.2, 0.3, 0.5] })).toBe(1 / 2);
  expect(decreaseOf({ ...run, accuracy: [0.6, 0.6, 0.6, 0.6] })).toBe(0);
});
