import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { estimateHill, excessKurtosis, maxToSumRatio } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { needs } from '../needs.js';
import { normalLimit } from '../falseAlarm.js';
import { readNpy, reference } from './npy.js';

describe('estimateHill', () => {
  it.each([0.8, 1.5, 3])('covers the index %d of a Pareto law in 95 of 100 samples', (index) => {
    const repeats = 500;
    let covered = 0;
    for (let r = 0; r < repeats; r++) {
      const sample = stream(51, 'pareto', index, r)
        .uniforms(2000)
        .map((u) => u ** (-1 / index));
      const { low, high } = estimateHill(sample, { tail: 200 });
      if (low! <= index && index <= high!) covered++;
    }
    // Nominal 95 %; 5 binomial standard deviations are 4.9 %.
    expect(covered / repeats).toBeGreaterThan(0.9);
    expect(covered / repeats).toBeLessThan(0.99);
  });

  it('is the mean excess of the logarithms', () => {
    const estimate = estimateHill([0, 1, -2, 4, -8, 16], { tail: 3 });
    // log(16 / 2), log(8 / 2), log(4 / 2)
    expect(estimate.inverse).toBeCloseTo(((3 + 2 + 1) / 3) * Math.LN2, 12);
    expect(estimate.zeroFraction).toBeCloseTo(1 / 6, 12);
  });

  it('overestimates alpha = 1.8, as documented', () => {
    const estimate = estimateHill(draw(stable({ alpha: 1.8 }), 20000, stream(52)), { tail: 1000 });
    expect(estimate.low).toBeGreaterThan(1.9);
  });

  it.each([
    ['few', [1, 2, 3], 'not-enough-data'],
    ['equal', new Array(50).fill(-3), 'invalid'],
    ['NaN', [...new Array(50).keys(), NaN], 'invalid'],
    ['infinite', [...new Array(50).keys(), -Infinity], 'invalid'],
    ['empty', [], 'not-enough-data'],
  ])('gives a sentence and no number: %s', (_, sample, status) => {
    const estimate = estimateHill(sample);
    expect(estimate.status).toBe(status);
    expect(estimate.tailIndex).toBeUndefined();
    expect(estimate.sentence).toMatch(/\.$/);
  });
});

describe('moments', () => {
  it('gives the kurtosis of known samples', () => {
    // Two points: kurtosis 1. One outlier: the largest possible.
    expect(excessKurtosis([1, -1, 1, -1])).toMatchObject({ status: 'ok', excess: -2 });
    const outlier = excessKurtosis([5, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    if (outlier.status !== 'ok') throw new Error(outlier.sentence);
    expect(outlier.excess).toBeCloseTo(outlier.largestPossible, 12);
  });

  it('states the deviation of Gaussian samples', () => {
    const excesses = Array.from({ length: 4000 }, (_, r) => {
      const found = excessKurtosis(stream(53, r).normals(60));
      return found.status === 'ok' ? found : undefined;
    });
    const deviation = excesses[0]!.gaussianDeviation;
    const variance = excesses.reduce((s, x) => s + (x!.excess + 6 / 61) ** 2, 0) / 4000;
    // The mean of the excess is -6 / (n + 1). Its fourth moment is about 15 variances squared: the
    // error of the variance is sqrt(14 / 4000) = 6 %.
    expect(Math.abs(variance / deviation ** 2 - 1)).toBeLessThan(normalLimit * 0.06);
  });

  it('gives the share of the largest square', () => {
    expect(maxToSumRatio([3, -4, 0, 5])).toBeCloseTo(25 / 50, 12);
    expect(maxToSumRatio([1e200, 1e200])).toBe(0.5);
    expect(maxToSumRatio([])).toBeUndefined();
    expect(maxToSumRatio([0, 0])).toBeUndefined();
    expect(maxToSumRatio([1, NaN])).toBeUndefined();
  });

  it.each([
    [[1, 2, 3], 'not-enough-data'],
    [[2, 2, 2, 2], 'invalid'],
    [[1, 2, 3, Infinity], 'invalid'],
  ])('gives a sentence for the kurtosis of %j', (sample, status) => {
    expect(excessKurtosis(sample).status).toBe(status);
  });
});

needs.dumps.describe('reference gradients', () => {
  it.each(['synthetic/sas_alpha1.5.npy', 'synthetic/gaussian.npy', 'synthetic/student_t3.npy'])(
    '%s',
    (file) => {
      const { values } = readNpy(file);
      const truth = reference(file);
      const hill = estimateHill(values, { tail: Math.floor(values.length / 100) });
      const kurtosis = excessKurtosis(values);
      expect(Math.abs(hill.tailIndex! / truth.hill_pooled_1pct - 1)).toBeLessThan(1e-4);
      expect(
        Math.abs((kurtosis.status === 'ok' ? kurtosis.excess : NaN) / truth.excess_kurtosis_pooled - 1),
      ).toBeLessThan(1e-4);
    },
  );
});
