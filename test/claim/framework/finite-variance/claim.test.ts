import { describe, expect, it } from 'vitest';
import { finiteVariance } from '#heavytail/claim/framework/finite-variance/claim';
import { loadDataset } from '#heavytail/store/index';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { smallNetwork } from '../smallNetwork.js';

const settings = { ...settingsOf('smoke'), dataset: 'procedural-digits' };

const digits = loadDataset('procedural-digits');

const context = { seed: 1, dataset: () => digits };

describe('finite-variance', () => {
  type Results = Parameters<typeof finiteVariance.judge>[0];
  const tail = (value: number, standardError = 0.05) => ({
    shape: { value, standardError },
    otherShapes: [null, { value, standardError }],
    largestShare: 0.01,
    survival: [
      [1, 0.5],
      [2, 0.1],
    ] as const,
  });
  const judged = (shapes: readonly number[], gaussian = -0.1, heavy = 0.8) =>
    finiteVariance.judge(
      [
        {
          kind: 'network',
          network: smallNetwork,
          looks: shapes.map((shape) => ({ ...tail(shape), iteration: 0 })),
        },
        { kind: 'worlds', worlds: { gaussian: tail(gaussian), stable: tail(heavy) } },
      ] as Results,
      settings,
    );

  it('is supported by shapes above a half, refuted by shapes below', () => {
    const evidence = judged([0.8, 0.7]);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
    expect(judged([0.2, -0.1]).verdict).toBe('refuted');
  });

  it('is undecided where snapshots disagree, intervals hold a half, or a world of known law is mistaken', () => {
    expect(judged([0.8, 0.1]).verdict).toBe('undecided');
    expect(judged([0.55, 0.8]).verdict).toBe('undecided');
    expect(judged([0.8, 0.8], 0.7).reason).toContain('A control failed');
  });

  it('finds known worlds in a run', () => {
    const worlds = finiteVariance.run({ kind: 'worlds', sizes: 5000 }, context);
    const evidence = finiteVariance.judge(
      [finiteVariance.run(finiteVariance.plan(settings)[0]!, context), worlds],
      settings,
    );
    expect(evidence.controls.map(({ passed }) => passed)).toEqual([true, true]);
  });
});
