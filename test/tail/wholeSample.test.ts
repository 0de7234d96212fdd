import { stream } from 'heavytail/random';
import { density, draw, stable } from 'heavytail/stable';
import {
  empiricalTail,
  estimateLogMoment,
  estimateStableTail,
  excessKurtosis,
  kurtosisOfBatchMeans,
  runningSecondMoment,
} from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';
import { referenceCases } from './reference.js';

const eulerGamma = 0.5772156649015329;

describe('estimateLogMoment', () => {
  it.each(referenceCases)('from the moments of numpy: $name', ({ sample, logMoment }) => {
    const found = estimateLogMoment(sample);
    const inverseSquare = (6 * logMoment.variance) / Math.PI ** 2 - 0.5;
    if (inverseSquare <= 0) {
      expect(found.status).toBe('invalid');
      return;
    }
    expect(found.inverse! ** 2).toBeCloseTo(inverseSquare, 11);
    const logScale = logMoment.mean - eulerGamma * (Math.sqrt(inverseSquare) - 1);
    expect(Math.log(found.scale!)).toBeCloseTo(logScale, 10);
  });

  it.each([0.8, 1.3, 1.8])('covers alpha = %d and the scale in 95 of 100 samples', (alpha) => {
    const repeats = 400;
    let covered = 0;
    let scaleCovered = 0;
    for (let r = 0; r < repeats; r++) {
      const found = estimateLogMoment(draw(stable({ alpha, scale: 3 }), 1000, stream(91, alpha, r)));
      if (found.low! <= alpha && alpha <= found.high!) covered++;
      if (Math.abs(found.scale! - 3) < 1.96 * found.scaleStandardError!) scaleCovered++;
    }
    // Nominal 95 %; 5 binomial standard deviations are 5.4 %.
    for (const share of [covered / repeats, scaleCovered / repeats]) {
      expect(share).toBeGreaterThan(0.89);
      expect(share).toBeLessThan(0.998);
    }
  });

  it('ignores scale, sign, order and zeros', () => {
    const sample = Array.from(draw(stable({ alpha: 1.5 }), 500, stream(92)));
    const found = estimateLogMoment(sample);
    const other = estimateLogMoment([0, ...sample.map((x) => -7 * x).reverse()]);
    expect(other.inverse).toBeCloseTo(found.inverse!, 11);
    expect(other.scale).toBeCloseTo(7 * found.scale!, 9);
    expect(other.zeroFraction).toBeCloseTo(1 / 501, 12);
  });

  it.each([
    ['empty', [], 'not-enough-data'],
    ['two points', [1, 2], 'not-enough-data'],
    ['zeros', new Array(50).fill(0), 'not-enough-data'],
    ['constant', new Array(50).fill(-3), 'invalid'],
    ['NaN', [...new Array(50).keys(), NaN], 'invalid'],
    ['infinite', [...new Array(50).keys(), Infinity], 'invalid'],
  ])('gives a sentence and no number: %s', (_, sample, status) => {
    const found = estimateLogMoment(sample);
    expect(found.status).toBe(status);
    expect(found.tailIndex).toBeUndefined();
    expect(found.scale).toBeUndefined();
    expect(found.sentence).toMatch(/\.$/);
  });
});

describe('estimateStableTail', () => {
  it('is the regression of Koutrouvelis, near that on two arguments', () => {
    const sample = draw(stable({ alpha: 1.5 }), 4000, stream(93));
    const found = estimateStableTail(sample, { method: 'characteristic' });
    // log(log|phi(1)| / log|phi(0.2)|) / log 5 of the empirical characteristic function at unit scale.
    const modulus = (t: number) => {
      const [re, im] = [Math.cos, Math.sin].map((f) => sample.reduce((sum, x) => sum + f(t * x), 0));
      return Math.hypot(re, im) / sample.length;
    };
    const twoPoints = Math.log(Math.log(modulus(1)) / Math.log(modulus(0.2))) / Math.log(5);
    // Standard errors of the two are 0.025 and about 0.04.
    expect(Math.abs(found.tailIndex! - twoPoints)).toBeLessThan(0.2);
    expect(found.low).toBeLessThan(1.5);
    expect(found.high).toBeGreaterThan(1.5);
  });

  it('ends its interval at 2, and below where the profile likelihood has fallen', () => {
    const sample = stream(94).normals(300);
    const found = estimateStableTail(sample);
    expect(found.status).toBe('ok');
    expect(found.high).toBe(2);
    expect(found.low).toBeLessThan(found.tailIndex!);
    // The law of the lower end, with the fit's scale and location, is less likely than the normal law by more
    // than z^2 / 2: the profile may only adjust scale and location.
    const logLikelihood = (alpha: number) =>
      density(stable({ alpha, scale: found.scale, location: found.location }), sample).reduce(
        (sum, value) => sum + Math.log(value),
        0,
      );
    expect(logLikelihood(2) - logLikelihood(found.low!)).toBeGreaterThan(1.96 ** 2 / 2 - 0.1);
    expect(found.low).toBeGreaterThan(1.5);
  });

  it.each([
    ['empty', [], 'not-enough-data'],
    ['two points', [1, 2], 'not-enough-data'],
    ['zeros', new Array(50).fill(0), 'invalid'],
    ['constant', new Array(50).fill(-3), 'invalid'],
    ['NaN', [...new Array(50).keys(), NaN], 'invalid'],
    ['infinite', [...new Array(50).keys(), Infinity], 'invalid'],
  ])('gives a sentence and no number: %s', (_, sample, status) => {
    const found = estimateStableTail(sample);
    expect(found.status).toBe(status);
    expect(found.tailIndex).toBeUndefined();
    expect(found.sentence).toMatch(/\.$/);
  });
});

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

describe('empiricalTail', () => {
  it('counts every size of a small sample, ties and zeros included', () => {
    expect(empiricalTail([0, -2, 2, 1, 3])).toEqual([
      { size: 3, survival: 0.2 },
      { size: 2, survival: 0.6 },
      { size: 1, survival: 0.8 },
    ]);
    expect(empiricalTail([])).toEqual([]);
    expect(empiricalTail([0, 0])).toEqual([]);
  });

  it('thins a large one evenly in the logarithm of the rank', () => {
    const sample = draw(stable({ alpha: 1.5 }), 20000, stream(98));
    const sizes = Array.from(sample, Math.abs).sort((a, b) => b - a);
    const points = empiricalTail(sample, 200);
    expect(points).toHaveLength(200);
    for (const { size, survival } of points) {
      expect(Math.round(survival * 20000)).toBe(sizes.filter((other) => other >= size).length);
    }
    expect(points[0]).toEqual({ size: sizes[0], survival: 1 / 20000 });
    expect(points.at(-1)!.survival).toBe(1);
    const steps = points.slice(1).map((p, i) => Math.log(p.survival / points[i].survival));
    const late = steps.slice(100);
    expect(Math.max(...late) / Math.min(...late)).toBeLessThan(1.5);
  });

  it('refuses what it cannot draw', () => {
    expect(() => empiricalTail([1, NaN])).toThrow(RangeError);
    expect(() => empiricalTail([1, 2], 1)).toThrow(RangeError);
  });
});
