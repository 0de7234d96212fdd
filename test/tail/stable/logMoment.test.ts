import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { estimateLogMoment } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { referenceCases } from '../reference.js';

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
