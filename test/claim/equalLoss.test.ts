import { describe, expect, it } from 'vitest';
import { brownianLrBatchWidth } from '#heavytail/claim/brownian/brownian-lr-batch-width/claim';
import {
  runToEqualLoss,
  targetLoss,
  type EqualLossCell,
  type EqualLossRun,
} from '#heavytail/claim/network/equalLoss';
import { wideMinima } from '#heavytail/claim/finding/wide-minima/claim';
import { loadDataset } from '#heavytail/store/index';
import { stream } from 'heavytail/random';
import { settingsOf } from './exitWorlds.js';
import { expectFinite } from './finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };

/** A run that came to a minimum of a given log width, with a scatter of 0.02. */
function made(cell: EqualLossCell, logWidth: number, accuracy = 0.9): EqualLossRun {
  const { noise, stepSize, batchSize, replicate } = cell;
  const scatter = 0.02 * stream(1, 'made', noise, stepSize, batchSize, replicate).normals(1)[0]!;
  return {
    noise,
    stepSize,
    batchSize,
    replicate,
    iterations: 100,
    trainLoss: 0.098,
    testAccuracy: accuracy,
    geometry: {
      trace: 4 - logWidth + scatter,
      traceError: 0.1,
      topEigenvalue: 2 - logWidth + scatter,
      sharpness: -1 - logWidth + scatter,
      basinWidth: 1 + logWidth + scatter,
    },
  };
}

describe('brownian-lr-batch-width', () => {
  const cells = brownianLrBatchWidth.plan(settings);
  const judged = (logWidth: (cell: EqualLossCell) => number, accuracy = logWidth) =>
    brownianLrBatchWidth.judge(
      cells.map((cell) => made(cell, logWidth(cell), 0.9 + 0.001 * accuracy(cell))),
      settings,
    );
  const ratio = ({ stepSize, batchSize }: EqualLossCell) => Math.log(stepSize / batchSize);

  it('is supported where the ratio alone sets the width, and width the accuracy', () => {
    const evidence = judged((cell) => 0.8 * ratio(cell));
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
  });

  it('is refuted where the batch size matters at a fixed ratio, or the ratio narrows', () => {
    const both = judged((cell) => 0.8 * ratio(cell) + 0.4 * Math.log(cell.batchSize));
    expect(both.parts!.map(({ verdict }) => verdict)).toEqual(['supported', 'refuted', 'supported']);
    expect(both.verdict).toBe('refuted');
    expect(judged((cell) => -0.8 * ratio(cell)).verdict).toBe('refuted');
  });

  it('is undecided where a run does not arrive', () => {
    const results = cells.map((cell) => made(cell, 0.8 * ratio(cell), 0.9 + 0.001 * ratio(cell)));
    const evidence = brownianLrBatchWidth.judge(
      [{ ...results[0]!, geometry: null }, ...results.slice(1)],
      settings,
    );
    expect(evidence.verdict).toBe('undecided');
    expect(evidence.reason).toContain('runs end at equal loss');
  });
});

describe('wide-minima', () => {
  const cells = wideMinima.plan(settings);
  const judged = (widths: Record<string, number>) =>
    wideMinima.judge(
      cells.map((cell) => made(cell, widths[cell.noise]!)),
      settings,
    );

  it('is supported where SGD ends in wider minima, and says that Gaussian noise does as well', () => {
    const evidence = judged({ 'full-batch': 0, sgd: 1, gaussian: 1, stable: 0 });
    expect(evidence.verdict).toBe('supported');
    expect(evidence.reason).toContain('no tails are needed');
    expectFinite(evidence);
  });

  it('says that the tails take part where Gaussian noise does less', () => {
    expect(judged({ 'full-batch': 0, sgd: 1, gaussian: 0.3, stable: 0 }).reason).toContain(
      'the tails take part',
    );
  });

  it('is refuted where they are narrower, undecided where they are alike', () => {
    expect(judged({ 'full-batch': 0, sgd: -1, gaussian: 0, stable: 0 }).verdict).toBe('refuted');
    expect(judged({ 'full-batch': 0, sgd: 0, gaussian: 0, stable: 0 }).verdict).toBe('undecided');
  });
});

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
});
