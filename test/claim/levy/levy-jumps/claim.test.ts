import { levyJumps } from '#heavytail/claim/levy/levy-jumps/claim';
import { sgdJumpParts } from '#heavytail/claim/levy/levy-jumps/network';
import { loadDataset } from '#heavytail/store/index';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const settings = { ...settingsOf('smoke'), dataset: 'procedural-digits' };

const digits = loadDataset('procedural-digits');

const context = { seed: 1, dataset: () => digits };

describe('levy-jumps', () => {
  const all = levyJumps.plan(settings).map((cell) => levyJumps.run(cell, context));
  const results = all.filter((result) => 'alpha' in result);
  const networks = all.filter((result) => 'noise' in result);

  it('is supported by its own world', () => {
    const evidence = levyJumps.judge(all, settings);
    expect(evidence.verdict).toBe('supported');
    expect(evidence.figures[0].panels).toHaveLength(5);
    expect(evidence.parts).toHaveLength(5);
  });

  it('is refuted where all paths are Brownian', () => {
    const brownian = results.filter(({ alpha }) => alpha === 2);
    const relabelled = [1.2, 1.5, 1.8, 2].flatMap((alpha) =>
      brownian.map((result) => ({ ...result, alpha })),
    );
    expect(levyJumps.judge(relabelled, settings).verdict).toBe('refuted');
  });

  it('says apart whether the paths of networks jump', () => {
    const [minibatches] = networks;
    const made = (pValues: readonly number[]) => ({
      ...minibatches!,
      tests: minibatches!.tests.map((test, i) => ({ ...test, pValue: pValues[i % pValues.length]! })),
    });
    const verdicts = [[0.005], [0.5], [0.005, 0.5]].map(
      (pValues) => sgdJumpParts([made(pValues)])[0]!.verdict,
    );
    expect(verdicts).toEqual(['supported', 'refuted', 'undecided']);
    // Eight directions of a run of 600 steps; Gaussian noise has few, if any, that jump.
    const gaussian = networks.find(({ noise }) => noise === 'gaussian')!;
    expect(gaussian.tests).toHaveLength(8);
  });

  it('is undecided when Brownian paths or surrogates are found to jump', () => {
    const jumpy = results.map((result) => ({ ...result, pValue: 0.005 }));
    expect(levyJumps.judge(jumpy, settings).verdict).toBe('undecided');
    const badSurrogates = results.map((result) => ({ ...result, surrogatePValue: 0.005 }));
    expect(levyJumps.judge(badSurrogates, settings).verdict).toBe('undecided');
  });
});
