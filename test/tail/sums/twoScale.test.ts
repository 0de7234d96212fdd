import { stream } from 'heavytail/random';
import { estimateOneScale, estimateTwoScale, estimateVectorTwoScale, stabilityCurve } from 'heavytail/tail';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricStable } from './symmetricStable.js';
import { normalLimit } from '../../falseAlarm.js';
import { inverseTailIndex } from '../../naive/twoScale.js';

describe('estimateTwoScale', () => {
  it.each([
    [1, 7, 1000],
    [3, 15, 997],
    [10, 100, 20000],
    [1, 2000, 12000],
  ])('equals the formula with blocks of %d and %d over %d values', (lower, upper, n) => {
    const sample = symmetricStable(1.3, n);
    const estimate = estimateTwoScale(sample, { lower, upper });
    expect(estimate.inverse).toBeCloseTo(inverseTailIndex(sample, lower, upper), 10);
    expect(estimate.blocks).toBe(Math.floor(n / upper));
  });

  it.each([1.2, 1.5, 1.8, 2])('recovers alpha = %d', (alpha) => {
    const estimate = estimateTwoScale(symmetricStable(alpha, 200000), { lower: 10, upper: 100 });
    expect(Math.abs(estimate.inverse! - 1 / alpha)).toBeLessThan(
      normalLimit * estimate.inverseStandardError!,
    );
    expect(estimate.inverseStandardError).toBeLessThan(0.02);
  });

  it('has the standard error of Mohammadi at one scale', () => {
    // se(1/alpha) = sqrt(v K1 / K) / log K1 with v = Var log|X|; its figure is good to a tenth (the
    // sums of logarithms in the first term share their values with the blocks).
    for (const alpha of [1.2, 1.6, 2]) {
      const variance = (Math.PI ** 2 / 6) * (1 / alpha ** 2 + 1 / 2);
      const expected = Math.sqrt((variance * 100) / 100000) / Math.log(100);
      const estimate = estimateTwoScale(symmetricStable(alpha, 100000), { lower: 1, upper: 100 });
      expect(Math.abs(estimate.inverseStandardError! / expected - 1)).toBeLessThan(0.15);
    }
  });

  it.each([
    [1.2, 256],
    [1.5, 1000],
    [2, 4000],
  ])('covers alpha = %d in 95 of 100 samples of %d values', (alpha, n) => {
    const repeats = 600;
    let covered = 0;
    for (let r = 0; r < repeats; r++) {
      const estimate = estimateTwoScale(symmetricStable(alpha, n, 'coverage', r));
      if (estimate.status === 'ok' && estimate.low <= alpha && alpha <= estimate.high) covered++;
    }
    // Nominal 95 %; 5 binomial standard deviations are 4.4 %.
    expect(covered / repeats).toBeGreaterThan(0.9);
    expect(covered / repeats).toBeLessThan(0.99);
  });

  it('drops exact zeros and reports their share', () => {
    const sample = symmetricStable(1.5, 5000);
    const withZeros = Float64Array.from({ length: 10000 }, (_, i) => (i % 2 ? 0 : sample[i / 2]));
    const estimate = estimateTwoScale(withZeros, { lower: 5, upper: 50 });
    expect(estimate.zeroFraction).toBe(0.5);
    expect(estimate.inverse).toBe(estimateTwoScale(sample, { lower: 5, upper: 50 }).inverse);
  });

  it('does not change with scale or sign', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 60 }), fc.boolean(), (power, flip) => {
        const sample = symmetricStable(1.4, 600);
        const factor = (flip ? -1 : 1) * 2 ** power;
        const other = estimateTwoScale(sample.map((x) => x * factor));
        expect(other.inverse).toBeCloseTo(estimateTwoScale(sample).inverse!, 11);
      }),
      { numRuns: 50 },
    );
  });

  it('holds sums at the ends of the number range', () => {
    const sample = symmetricStable(1.4, 600);
    const largest = sample.reduce((a, x) => Math.max(a, Math.abs(x)), 0);
    const smallest = sample.reduce((a, x) => Math.min(a, Math.abs(x)), Infinity);
    const expected = estimateTwoScale(sample).inverse!;
    const curve = stabilityCurve(sample);
    for (const factor of [2 ** 1022 / largest, 2 ** -1000 / smallest]) {
      const scaled = sample.map((x) => x * factor);
      // Rounding of the scaled values and of logarithms of size 700.
      expect(estimateTwoScale(scaled).inverse).toBeCloseTo(expected, 11);
      stabilityCurve(scaled).forEach(({ meanLogAbsolute }, i) =>
        expect(meanLogAbsolute - Math.log(factor)).toBeCloseTo(curve[i].meanLogAbsolute, 10),
      );
      const rows = { rows: 600, columns: 1 };
      expect(estimateVectorTwoScale({ ...rows, values: scaled }).inverse).toBeCloseTo(expected, 11);
    }
    expect(estimateTwoScale(new Float64Array(600).fill(Number.MAX_VALUE)).inverse).toBeCloseTo(1, 12);
  });

  it('does not truncate at 2', () => {
    // Increments of white noise: block sums do not grow.
    const noise = stream(3, 'two-scale test').normals(4001);
    const increments = noise.subarray(1).map((x, i) => x - noise[i]);
    const estimate = estimateTwoScale(increments, { lower: 1, upper: 8 });
    expect(estimate.tailIndex === undefined || estimate.tailIndex > 3).toBe(true);
  });

  it.each([
    ['empty', [], 'not-enough-data'],
    ['short', [1, -2, 3], 'not-enough-data'],
    ['zero', new Array(100).fill(0), 'invalid'],
    ['NaN', [...new Array(99).fill(1), NaN], 'invalid'],
    ['infinite', [...new Array(99).fill(1), Infinity], 'invalid'],
    ['coarse', Array.from({ length: 400 }, (_, i) => (i % 2 ? 1 : -1)), 'invalid'],
  ])('gives a sentence and no number for a sample that is %s', (_, sample, status) => {
    const estimate = estimateTwoScale(sample, { lower: 2, upper: 4 });
    expect(estimate.status).toBe(status);
    expect(estimate.tailIndex).toBeUndefined();
    expect(estimate.sentence).toMatch(/\.$/);
  });

  it('refuses lengths that do not divide', () => {
    expect(() => estimateTwoScale([1, 2], { lower: 3, upper: 10 })).toThrow(RangeError);
    expect(() => estimateTwoScale([1, 2], { lower: 4, upper: 4 })).toThrow(RangeError);
    expect(() => estimateOneScale(new Float64Array(101).fill(1))).toThrow(RangeError);
  });
});

describe('stabilityCurve', () => {
  it('is a line of slope 1 / alpha for a stable sample', () => {
    const curve = stabilityCurve(symmetricStable(1.5, 1 << 17));
    expect(curve.map(({ blockLength }) => blockLength)).toEqual([...Array(15).keys()].map((k) => 2 ** k));
    for (const { logBlockLength, meanLogAbsolute, standardError, blocks } of curve.slice(0, 10)) {
      expect(blocks).toBe((1 << 17) / Math.round(Math.exp(logBlockLength)));
      // E log|X| = gamma (1/alpha - 1) for scale 1 (Euler's gamma).
      const expected = 0.5772156649015329 * (1 / 1.5 - 1) + logBlockLength / 1.5;
      expect(Math.abs(meanLogAbsolute - expected)).toBeLessThan(normalLimit * standardError);
    }
  });
});
