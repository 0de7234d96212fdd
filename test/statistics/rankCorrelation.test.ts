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
