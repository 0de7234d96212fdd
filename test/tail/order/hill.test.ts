import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { estimateHill, excessKurtosis } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { needs } from '../../needs.js';
import { readNpy, reference } from '../npy.js';

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
