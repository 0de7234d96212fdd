import { describe, expect, it } from 'vitest';
import { alphaStable } from '#heavytail/claim/framework/alpha-stable/claim';
import { loadDataset } from '#heavytail/store/index';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { smallNetwork } from '../smallNetwork.js';

const settings = { ...settingsOf('smoke'), dataset: 'procedural-digits' };

const digits = loadDataset('procedural-digits');

const context = { seed: 1, dataset: () => digits };

describe('alpha-stable', () => {
  type Results = Parameters<typeof alphaStable.judge>[0];
  const contest = {
    best: 'stable',
    stableZ: 0,
    stableRejected: false,
    stableAcceptance: 0.95,
    columns: 40,
    alpha: 1.5,
  };
  const other = { ...contest, best: 'student-t', stableZ: -5, stableRejected: true };
  const judged = (settingsOfNoise: readonly object[], gaussian: object = other) =>
    alphaStable.judge(
      [
        {
          kind: 'network',
          network: { ...smallNetwork, measured: 10 },
          looks: settingsOfNoise.map((one) => ({ ...one, iteration: 0, family: 'coordinates' })),
        },
        { kind: 'worlds', worlds: { stable: contest, gaussian } },
      ] as unknown as Results,
      settings,
    );

  it('is supported where the stable law holds, refuted where another wins or it does not pass', () => {
    const evidence = judged([contest, contest]);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
    expect(judged([other, other]).verdict).toBe('refuted');
    expect(judged([{ ...contest, stableAcceptance: 0.6 }, other]).verdict).toBe('refuted');
    expect(
      judged([
        { ...contest, alpha: 1.99 },
        { ...contest, alpha: 2 },
      ]).verdict,
    ).toBe('refuted');
  });

  it('is undecided where settings disagree, or Gaussian noise is found stable', () => {
    expect(judged([contest, other]).verdict).toBe('undecided');
    expect(judged([contest, contest], contest).reason).toContain('A control failed');
  });

  it('finds known worlds in a run', () => {
    const worlds = alphaStable.run({ kind: 'worlds', sizes: { minibatches: 200, columns: 40 } }, context);
    const evidence = alphaStable.judge([worlds], settings);
    expect(evidence.controls.map(({ passed }) => passed)).toEqual([true, true]);
  });
});
