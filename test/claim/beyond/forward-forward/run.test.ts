import { describe, expect, it } from 'vitest';
import { forwardForward } from '#heavytail/claim/beyond/forward-forward/claim';
import { excessAt, runForwardForwardCell } from '#heavytail/claim/beyond/forward-forward/run';
import { makeNoiseWorlds, worldControls } from '#heavytail/claim/beyond/forward-forward/worlds';
import { loadDataset } from '#heavytail/store/index';
import { stream } from 'heavytail/random';
import { noDataset, settingsOf } from '../../exitWorlds.js';
import {
  anisotropicGaussianNoise,
  mixedScalesNoise,
  minibatchNoiseSource,
  studentNoise,
  type NoiseLaw,
} from '../../network/syntheticNoise.js';

it('measures both methods', () => {
  const digits = loadDataset('procedural-digits');
  const context = { seed: 1, dataset: () => digits };
  const cells = forwardForward.plan({ ...settingsOf('smoke'), dataset: digits.name }).slice(1, 3);
  for (const cell of cells) {
    const result = runForwardForwardCell(cell, context);
    if (result.kind !== 'network') throw new Error('A network was asked for.');
    const [snapshot] = result.snapshots;
    expect(snapshot!.accuracy).toBeGreaterThanOrEqual(0.5);
    // It is looked at the accuracy every few iterations, so that it is not passed by far.
    expect(snapshot!.accuracy).toBeLessThan(0.75);
    expect(snapshot!.iteration).toBeGreaterThan(0);
    expect(Number.isFinite(snapshot!.coordinates + snapshot!.projections)).toBe(true);
  }
});

describe('the excess tail weight of noise', () => {
  const measure = (law: NoiseLaw) => {
    const source = minibatchNoiseSource(law, 1);
    const weights = new Float32Array(source.parameterCount);
    const sizes = { minibatches: 600, coordinates: 300, directions: 60 };
    return excessAt({ iteration: 0, source, weights }, sizes, stream(1, 'excess'));
  };

  it('is 0 for Gaussian noise of any scales', () => {
    const { coordinates, projections } = measure(anisotropicGaussianNoise);
    expect(Math.abs(coordinates)).toBeLessThan(0.01);
    expect(Math.abs(projections)).toBeLessThan(0.02);
  });

  it('is that of Student’s law of 3 degrees along both where all parameters share its divisor', () => {
    const { coordinates, projections } = measure(studentNoise);
    // 0.365 for infinitely many rows; the rarest of 600 rows are missing.
    for (const excess of [coordinates, projections]) {
      expect(excess).toBeGreaterThan(0.2);
      expect(excess).toBeLessThan(0.5);
    }
  });

  it('is large along parameters and nothing along projections where scales are drawn for every entry', () => {
    const { coordinates, projections } = measure(mixedScalesNoise);
    expect(coordinates).toBeGreaterThan(0.5);
    expect(projections).toBeLessThan(0.05);
  });
});

it('makes worlds that come out as they are', () => {
  const worlds = makeNoiseWorlds({ seed: 1, dataset: noDataset });
  for (const { name, passed, value } of worldControls(worlds, { coordinates: 0.03, projections: 0.02 })) {
    expect(passed, `${name}: ${value}`).toBe(true);
  }
});
