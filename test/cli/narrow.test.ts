import { claims } from 'heavytail/claim';
import { draw, fit, stable } from 'heavytail/stable';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import type { AnalysisReport } from '#heavytail/analysis/index';
import { analysisText } from '#heavytail/cli/analyze/text';
import { planTable } from '#heavytail/cli/reproduce/planTable';
import { barLines, finishedLines } from '#heavytail/cli/reproduce/progressScreen';
import { verdictTable } from '#heavytail/cli/reproduce/verdictTable';
import { fitTable } from '#heavytail/cli/stable/fitting';
import { evaluationColumns, evaluationRow, runText } from '#heavytail/cli/train/report';
import { Tally, type ClaimOutcome, type SweepEvent } from '#heavytail/sweep/index';
import type { Evaluation, TrainingSettings } from '#heavytail/training/index';

const terminal = { inPlace: true, colour: false, unicode: true, columns: 60 };
const reason =
  'The exponent of the width is 1.503 [1.481, 1.525] for alpha 1.5, and the interval lies within 0.1 of the index; controls hold.';

const expectNarrow = (text: string | readonly string[]) => {
  const lines = typeof text === 'string' ? text.split('\n') : text;
  expect(lines.join('').length).toBeGreaterThan(30);
  expect(lines.filter((line) => line.length > terminal.columns)).toEqual([]);
};

const index = { value: 1.234, low: 1.1, high: 1.9 };
const published = { value: 1.35, surrogateLow: 1.32, surrogateHigh: 1.39 };
const evaluation: Evaluation = {
  iteration: 123456,
  trainLoss: 0.1234,
  trainAccuracy: 1,
  testLoss: 0.2,
  testAccuracy: 0.98,
  tailIndex: index,
  published,
  publishedOnTest: published,
  gradientNorm: 1,
  noiseNorm: 1,
  longestStep: 1,
  meanStep: 1,
  layerNorms: {},
};

describe('no line is longer than a terminal of 60 columns', () => {
  it('in tables of verdicts and plans', () => {
    const outcomes = claims.map((claim) => ({
      claim,
      status: 'judged',
      evidence: { verdict: 'undecided', reason },
    })) as unknown as ClaimOutcome[];
    expectNarrow(verdictTable(outcomes, terminal));
    const outlook = claims.map(({ id }, i) => ({
      id,
      cells: 1000 + i,
      stored: i,
      ...(i % 3 > 0 && { seconds: 10 ** (i % 6), bytes: 2 ** 29 }),
    }));
    expectNarrow(planTable(outlook, 16, terminal));
  });

  it('in progress of a sweep', () => {
    const tally = new Tally();
    const events: SweepEvent[] = [
      { type: 'claimPlanned', claim: 'brownian-dimension-global', cells: 1200, kept: 1, keptSeconds: 60 },
      { type: 'begun', cells: 1200, kept: 100 },
      { type: 'claimStarted', claim: 'brownian-dimension-global' },
      { type: 'cellFinished', claim: 'brownian-dimension-global', seconds: 6000 },
      { type: 'claimFailed', claim: 'brownian-dimension-global', reason },
    ];
    for (const event of events) {
      tally.record(event);
      expect(finishedLines(event, terminal, 16).filter((line) => line.length > 60)).toEqual([]);
      expect(barLines(tally, 2, 7500, terminal).filter((line) => line.length >= 60)).toEqual([]);
    }
    expectNarrow(finishedLines(events[1], terminal, 16));
  });

  it('in what train prints', () => {
    expectNarrow([evaluationColumns(60), evaluationRow(evaluation, 60)]);
    const history = [{ evaluation, last: true, losses: [], lengths: [], time: 0 }];
    const run = { folder: 'run', history, finished: true };
    expectNarrow(runText(run, { seed: 12 } as TrainingSettings, terminal));
  });

  it('in what analyze prints', () => {
    const tensor = {
      file: 'step_00001000.safetensors',
      name: 'features.12.convolution.layer.weight.gradient',
      step: 1000,
      verdict: 'gaussian-anisotropic',
      sentence: reason,
      minibatches: 1,
      coordinates: 1,
      acrossMinibatches: null,
      pooled: null,
      stepsAsSamples: true,
      nonFiniteCount: 3,
      deadCoordinates: 2,
    };
    const report = {
      tensors: [tensor, tensor],
      batchScaling: [
        { name: 'fc1', step: null, batchSizes: [1, 2, 4], exponent: -0.5, low: -0.6, high: -0.4 },
      ],
      warnings: [reason],
      skipped: [{ file: 'a.npy', name: '', reason }],
      sentence: reason,
    };
    expectNarrow(analysisText(report as unknown as AnalysisReport, terminal));
  });

  it('in what stable fit prints', () => {
    const found = fit(draw(stable({ alpha: 1.5 }), 100, stream(1, 'narrow')), { method: 'quantile' });
    if (!found.converged) throw new Error(found.sentence);
    expectNarrow(fitTable(found, 100, terminal));
  });
});
