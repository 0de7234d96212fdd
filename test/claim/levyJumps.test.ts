import { bipowerRatio, jumpTest, largestStepsShare } from '#heavytail/claim/jumpTest';
import { levyJumps } from '#heavytail/claim/levyJumps';
import { sgdJumpParts } from '#heavytail/claim/sgdJumps';
import { loadDataset } from '#heavytail/store/index';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from './exitWorlds.js';

const settings = { ...settingsOf('smoke'), dataset: 'procedural-digits' };
const digits = loadDataset('procedural-digits');
const context = { seed: 1, dataset: () => digits };

describe('the jump test', () => {
  it('has statistics that can be counted by hand', () => {
    expect(bipowerRatio(Float64Array.of(1, -2, 3))).toBeCloseTo(((Math.PI / 2) * (3 / 2) * (2 + 6)) / 14, 14);
    const increments = new Float64Array(2000).fill(1);
    increments[5] = -30;
    expect(largestStepsShare(increments)).toBeCloseTo((900 + 1) / (900 + 1999), 14);
  });

  it('finds jumps added to a path of changing scale and none without them', () => {
    const source = stream(1, 'jump test');
    const calm = source.normals(4000).map((z, i) => z * (1 + (i % 2000) / 100));
    expect(jumpTest(calm, 99, source).pValue).toBeGreaterThan(0.01);
    const jumping = calm.map((r, i) => (i % 1000 === 500 ? r + 1000 : r));
    expect(jumpTest(jumping, 99, source).pValue).toBe(0.01);
  });
});

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
