import type { JumpRun } from '#heavytail/claim/finding/early-jump/run';
import { timesOf } from '#heavytail/claim/finding/early-jump/times';
import { expect, it } from 'vitest';

it('takes the steepest gain, the largest step and the lowest statistic', () => {
  const run: JumpRun = {
    mode: 'sgd',
    depth: 5,
    replicate: 0,
    iterations: [0, 25, 50, 75],
    accuracy: [0.1, 0.2, 0.8, 0.9],
    largestStep: [0, 1, 2, 9],
    medianStep: 1,
    published: [1.4, 1.2, 1.3, 1.5],
    surrogate: [1.1, 1.2, 1.3, 1.5],
  };
  expect(timesOf(run)).toEqual({ gain: 50, largestStep: 75, dip: 25, surrogateDip: 0 });
  expect(timesOf({ ...run, accuracy: [0.1, 0.2, 0.3, 0.4] }).gain).toBe(Infinity);
});
