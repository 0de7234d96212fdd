import { stream } from 'heavytail/random';
import { excessKurtosis, maxToSumRatio } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';

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

  it.each([4, 8])('states the deviation of samples as small as %d', (n) => {
    const samples = 20_000;
    const values = stream(54, n).normals(samples * n);
    let [squares, fourths, deviation] = [0, 0, 0];
    for (let s = 0; s < samples; s++) {
      const found = excessKurtosis(values.subarray(s * n, (s + 1) * n));
      if (found.status !== 'ok') throw new Error(found.sentence);
      // The mean of the excess is -6 / (n + 1).
      const power = (found.excess + 6 / (n + 1)) ** 2;
      squares += power / samples;
      fourths += power ** 2 / samples;
      deviation = found.gaussianDeviation;
    }
    const error = Math.sqrt((fourths - squares ** 2) / samples);
    expect(Math.abs(squares - deviation ** 2)).toBeLessThan(normalLimit * error);
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
