import { describe, expect, it } from 'vitest';
import {
  runToCurvature,
  runToEqualLoss,
  targetLoss,
  type EqualLossCell,
} from '#heavytail/claim/network/equalLoss';
import { loadDataset } from '#heavytail/store/index';

describe('a run to equal loss', () => {
  const digits = loadDataset('procedural-digits');
  const context = { seed: 1, dataset: () => digits };
  const cell: EqualLossCell = {
    dataset: 'procedural-digits',
    examples: 60,
    width: 8,
    depth: 2,
    noise: 'sgd',
    stepSize: 0.1,
    batchSize: 10,
    replicate: 0,
    mostIterations: 3000,
  };

  it.each(['sgd', 'full-batch', 'gaussian', 'stable'] as const)(
    'ends at the loss with a measured minimum: %s',
    (noise) => {
      const run = runToEqualLoss({ ...cell, noise }, context);
      expect(run.trainLoss).toBeLessThanOrEqual(targetLoss);
      expect(run.trainLoss).toBeGreaterThan(0.5 * targetLoss);
      // The largest eigenvalue of a Hessian whose trace it is part of; both are positive at a minimum.
      expect(run.geometry!.topEigenvalue).toBeLessThan(run.geometry!.trace);
      expect(runToEqualLoss({ ...cell, noise }, context)).toEqual(run);
    },
  );

  it('says so where it does not arrive', () => {
    const run = runToEqualLoss({ ...cell, mostIterations: 5 }, context);
    expect(run).toMatchObject({ iterations: 5, geometry: null });
    expect(run.trainLoss).toBeGreaterThan(targetLoss);
  });

  it('measures the Hessian alone where no more is asked for', () => {
    const { geometry, ...run } = runToEqualLoss(cell, context);
    const { trace, traceError, topEigenvalue } = geometry!;
    expect(runToCurvature(cell, context)).toEqual({ ...run, geometry: { trace, traceError, topEigenvalue } });
  });
});
