import {
  decideTailWeight,
  heavyFrom,
  lookLevel,
  measureTailWeights,
  type TailWeightSettings,
} from '#heavytail/claim/network/tailWeights';
import { draw, normal, stable, studentT, type Law } from 'heavytail/law';
import { stream, type Stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import {
  anisotropicGaussianNoise,
  mixedScalesNoise,
  noiseSource,
  parameterCount,
  stableNoise,
  studentNoise,
  type NoiseLaw,
} from './syntheticNoise.js';

const settings: TailWeightSettings = {
  batchSizes: [1],
  coordinates: 100,
  directions: 40,
  first: 300,
  most: 2400,
  intervals: 10,
};
const random = (...purpose: (string | number)[]) => stream(1, 'tail weights', ...purpose);

describe('minibatches are doubled until the interval decides', () => {
  const columns = 4;
  const drawn = (law: Law) => (count: number, draws: Stream) => ({
    rows: count,
    columns,
    values: draw(law, count * columns, draws),
  });
  const decide = (law: Law, other: Partial<TailWeightSettings> = {}) =>
    decideTailWeight(drawn(law), { ...settings, ...other }, random);

  it('ends at the first look where the tail is heavy', () => {
    const { minibatches, low } = decide(stable({ alpha: 1.5 }));
    expect(minibatches).toBe(300);
    expect(low).toBeGreaterThan(heavyFrom);
  });

  it('ends at the last look where the law is that of the margin', () => {
    const { minibatches, low, high } = decide(studentT({ degrees: 19 }));
    expect(minibatches).toBe(2400);
    expect(low).toBeLessThan(heavyFrom);
    expect(high).toBeGreaterThan(heavyFrom);
  });

  it('ends between them for Gaussian noise of few dimensions, with the rows of all looks', () => {
    const { minibatches, high } = decide(normal(), { most: 9600 });
    expect([600, 1200, 2400, 4800, 9600]).toContain(minibatches);
    expect(high).toBeLessThan(heavyFrom);
    const seen: number[] = [];
    const counting = (count: number, draws: Stream) => {
      seen.push(count);
      return drawn(normal())(count, draws);
    };
    decideTailWeight(counting, { ...settings, most: 9600 }, random);
    expect(seen.reduce((sum, count) => sum + count, 0)).toBe(minibatches);
    expect(seen.slice(1)).toEqual(seen.slice(1).map((_, i) => 300 * 2 ** i));
  });

  it('shares the level among looks and intervals', () => {
    // Four looks at ten intervals.
    expect(1 - lookLevel(settings)).toBeCloseTo(0.01 / 40, 12);
    expect(decide(normal()).level).toBe(lookLevel(settings));
    expect(1 - lookLevel({ ...settings, most: 300 })).toBeCloseTo(0.01 / 10, 12);
  });

  it('measures Gaussian noise of the same covariance beside it', () => {
    const zs = Array.from({ length: 60 }, (_, seed) =>
      decideTailWeight(drawn(studentT({ degrees: 5 })), { ...settings, most: 300 }, (purpose) =>
        stream(seed, purpose),
      ),
    ).map(({ gaussianZ }) => gaussianZ);
    // The mean of 60 squares of standard normal numbers deviates by 0.18.
    const mean = zs.reduce((sum, z) => sum + z * z, 0) / zs.length;
    expect(mean).toBeGreaterThan(0.5);
    expect(mean).toBeLessThan(1.8);
  });

  it('says so where there is no noise', () => {
    const none = (count: number) => ({ rows: count, columns: 1, values: new Float64Array(count) });
    expect(() => decideTailWeight(none, settings, random)).toThrow('noise');
  });
});

describe('any source of gradients', () => {
  const found = (law: NoiseLaw, batchSizes: readonly number[] = [1]) =>
    measureTailWeights(
      noiseSource(law, 1),
      new Float32Array(parameterCount),
      { ...settings, batchSizes },
      random,
    ).map(({ direction, batchSize, low, high }) => [
      direction,
      batchSize,
      low > heavyFrom ? 'heavier' : high < heavyFrom ? 'gaussian' : 'open',
    ]);

  it.each<[string, NoiseLaw, string, string]>([
    ['anisotropic Gaussian', anisotropicGaussianNoise, 'gaussian', 'gaussian'],
    ['elliptical Student of 3 degrees', studentNoise, 'heavier', 'heavier'],
    ['α-stable of 1.5', stableNoise, 'heavier', 'heavier'],
    // Heavy entry by entry, Gaussian in sums of many: directions are told apart.
    ['Gaussian of random scales', mixedScalesNoise, 'heavier', 'gaussian'],
  ])('%s', (_, law, coordinates, projections) => {
    expect(found(law)).toEqual([
      ['coordinates', 1, coordinates],
      ['projections', 1, projections],
    ]);
  });

  it('turns Gaussian with the batch size where the variance is finite', () => {
    expect(found(studentNoise, [1, 200])).toEqual([
      ['coordinates', 1, 'heavier'],
      ['coordinates', 200, 'gaussian'],
      ['projections', 1, 'heavier'],
      ['projections', 200, 'gaussian'],
    ]);
  });
});
