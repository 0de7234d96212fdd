import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { excessKurtosis, kurtosisOfBatchMeans, runningSecondMoment } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

describe('runningSecondMoment', () => {
  it('is the mean of the first squares', () => {
    const sample = Array.from(stream(95).normals(100));
    const { points } = runningSecondMoment(sample, [1, 7, 100]);
    for (const { size, moment } of points) {
      const mean = sample.slice(0, size).reduce((sum, x) => sum + x * x, 0) / size;
      expect(moment).toBeCloseTo(mean, 12);
    }
  });

  it('has the slope of squares that grow as a power', () => {
    // Sums of squares n^1.6, means n^0.6.
    const sample = Float64Array.from({ length: 4000 }, (_, i) => Math.sqrt((i + 1) ** 1.6 - i ** 1.6));
    expect(runningSecondMoment(sample).slope).toBeCloseTo(0.6, 10);
    expect(runningSecondMoment(sample.map((x) => -1e200 * x)).slope).toBeCloseTo(0.6, 10);
  });

  it('grows as n^(2 / alpha - 1) on average', () => {
    const slopes = Array.from(
      { length: 200 },
      (_, r) => runningSecondMoment(draw(stable({ alpha: 1.2 }), 3000, stream(96, r))).slope!,
    );
    const mean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
    const squares = slopes.reduce((sum, slope) => sum + (slope - mean) ** 2, 0);
    const error = Math.sqrt(squares / 199 / 200);
    // The logarithm of a one-sided stable law has the same mean at every size; 0.1 is for small sizes.
    expect(Math.abs(mean - (2 / 1.2 - 1))).toBeLessThan(normalLimit * error + 0.1);
  });

  it('refuses what it cannot read', () => {
    expect(() => runningSecondMoment([1, 2])).toThrow(RangeError);
    expect(() => runningSecondMoment([...new Array(20).keys(), NaN])).toThrow(RangeError);
    expect(() => runningSecondMoment([...new Array(20).keys()], [21])).toThrow(RangeError);
    expect(runningSecondMoment(new Array(20).fill(0)).slope).toBeUndefined();
  });
});

describe('kurtosisOfBatchMeans', () => {
  it('falls as 1 / b for exponential values', () => {
    const sample = stream(97).exponentials(400000);
    for (const { length, kurtosis } of kurtosisOfBatchMeans(sample, [1, 4, 16])) {
      // The excess of an exponential is 6. Its error is at most about 40 / sqrt(n / b): eighth moments.
      const excess = kurtosis.status === 'ok' ? kurtosis.excess : NaN;
      expect(Math.abs(excess - 6 / length)).toBeLessThan((normalLimit * 80) / Math.sqrt(400000));
    }
  });

  it('is the kurtosis of the means', () => {
    const found = kurtosisOfBatchMeans([1, 3, 5, 5, 9, 1, 0, 0, 7], [2, 3]);
    expect(found[0].kurtosis).toEqual(excessKurtosis([2, 5, 5, 0]));
    expect(found[1].kurtosis.status).toBe('not-enough-data');
    expect(() => kurtosisOfBatchMeans([1], [0])).toThrow(RangeError);
  });
});
