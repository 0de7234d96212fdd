import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '#heavytail/statistics/rankCorrelation';
import { stream } from 'heavytail/random';
import { normalLimit } from '../falseAlarm.js';

describe('the rank correlation', () => {
  it("is Spearman's in his textbook example with ties", () => {
    // Ranks 1 2.5 2.5 4 5 against 1 3 2 4.5 4.5: 1 - 6 * 0.5 ... computed as Pearson's of the ranks, 9 / 9.5.
    expect(rankCorrelation([1, 2, 2, 3, 9], [0, 5, 4, 7, 7]).value).toBeCloseTo(9 / 9.5, 12);
  });

  it('is 1 or -1 for monotone relations, with an interval inside', () => {
    const x = [1, 2, 3, 4, 5, 6];
    expect(
      rankCorrelation(
        x,
        x.map((value) => value ** 3),
      ).value,
    ).toBe(1);
    const down = rankCorrelation(
      x,
      x.map((value) => 1 / value),
    );
    expect(down.value).toBe(-1);
    expect(down.low).toBeGreaterThanOrEqual(-1);
  });

  it('is that of scipy where many values are equal', () => {
    const [x, y] = [
      [1, 2, 2, 3, 9, 4, 4, 0],
      [0, 5, 4, 7, 7, 1, 2, 3],
    ];
    expect(rankCorrelation(x, y).value).toBeCloseTo(0.3030358684784431, 14);
  });

  it("has Fisher's interval", () => {
    const x = [0.3, 1.7, 2.2, 4.1, 0.9, 3.3, 5.0, 2.8, 1.1, 6.2];
    const y = [1.0, 0.4, 2.9, 3.1, 1.5, 2.0, 6.1, 2.2, 0.7, 3.9];
    // scipy's coefficient; the interval by NumPy's arctanh and tanh with the variance 1.06/7.
    const { value, standardError, low, high, level } = rankCorrelation(x, y);
    expect(value).toBeCloseTo(0.8303030303030302, 14);
    expect(standardError).toBeCloseTo(0.38913824205360675, 14);
    expect(low).toBeCloseTo(0.4023203499598268, 12);
    expect(high).toBeCloseTo(0.9604597978843272, 12);
    expect(level).toBe(0.95);
    const narrower = rankCorrelation(x, y, 0.9);
    expect(narrower.low).toBeCloseTo(0.4997972179237182, 12);
    expect(narrower.high).toBeCloseTo(0.9497464489516815, 12);
  });

  it('has an interval of some width at the ends', () => {
    const x = [1, 2, 3, 4];
    const [up, down] = [rankCorrelation(x, x), rankCorrelation(x, [4, 3, 2, 1])];
    expect([up.value, down.value]).toEqual([1, -1]);
    expect(up.low).toBeGreaterThan(0.999999);
    expect(up.low).toBeLessThan(up.high);
    expect(up.high).toBeLessThanOrEqual(1);
    expect(down.high).toBeLessThan(-0.999999);
    expect(down.low).toBeLessThan(down.high);
    expect(down.low).toBeGreaterThanOrEqual(-1);
  });

  it('covers 0 for independent values as often as it says', () => {
    const random = stream(2, 'ranks');
    const runs = 4000;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const { low, high } = rankCorrelation([...random.normals(20)], [...random.normals(20)]);
      if (low <= 0 && high >= 0) covered++;
    }
    // The interval is approximate: its coverage may be off by a percent.
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(0.01 + normalLimit * Math.sqrt(0.0475 / runs));
  });

  it('refuses too few or equal values', () => {
    expect(() => rankCorrelation([1, 2, 3], [1, 2, 3])).toThrow('at least 4 points; 3 were given');
    expect(() => rankCorrelation([1, 1, 1, 1], [1, 2, 3, 4])).toThrow('All values are equal');
  });
});
