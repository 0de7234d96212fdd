import { describe, expect, it } from 'vitest';
import { type MeasuredEscape } from '#heavytail/claim/levy/levy-exit-sgd/forms';
import { runExitSgdCell } from '#heavytail/claim/levy/levy-exit-sgd/run';
import { loadDataset } from '#heavytail/store/index';
import { normalLimit } from '../../../falseAlarm.js';

describe('a run', () => {
  const digits = loadDataset('procedural-digits');
  const context = { seed: 1, dataset: () => digits };
  const cell = { dataset: 'procedural-digits', classes: [2, 3], scale: 0.35, paths: 30 } as const;

  const gaussianEscapes = runExitSgdCell({ ...cell, world: 'gaussian' }, context).escapes;

  it('measures wells as their loss has them', () => {
    expect(gaussianEscapes.length).toBeGreaterThan(10);
    for (const {
      height,
      width,
      curvature,
      saddleCurvature,
      lossAtSaddle,
      lossAtMinimum,
    } of gaussianEscapes) {
      expect(lossAtSaddle - lossAtMinimum).toBeCloseTo(height, 12);
      expect(Math.min(width, curvature, saddleCurvature)).toBeGreaterThan(0);
    }
  });

  it('takes about as many iterations with minibatches as with Gaussian noise of their covariance, where these are large', () => {
    const { escapes } = runExitSgdCell({ ...cell, world: 'minibatches' }, context);
    const [real, gaussian] = [escapes, gaussianEscapes].map((all) =>
      all.filter(({ batchSize }) => batchSize === 8),
    ) as [MeasuredEscape[], MeasuredEscape[]];
    expect(real.length).toBeGreaterThan(0);
    // Each difference of two means of 30 exits has a standard error of 0.26, their mean over n of 0.26/sqrt(n); the noise
    // of 8 examples is not quite Gaussian, which is allowed 0.2.
    const mean =
      real.reduce((sum, { logIterations }, i) => sum + logIterations - gaussian[i]!.logIterations, 0) /
      real.length;
    expect(Math.abs(mean)).toBeLessThan(0.2 + (normalLimit * 0.26) / Math.sqrt(real.length));
  });

  it('is the same again', () => {
    const few = { ...cell, world: 'stable', paths: 3 } as const;
    expect(runExitSgdCell(few, context)).toEqual(runExitSgdCell(few, context));
  });
});
