import { describe, expect, it } from 'vitest';
import { permutationTest } from '#heavytail/statistics/permutationTest';
import { leastSquaresPlane } from '#heavytail/statistics/plane';
import { rankCorrelation } from '#heavytail/statistics/rankCorrelation';
import { stream } from 'heavytail/random';
import { normalLimit } from '../falseAlarm.js';

describe('the least-squares plane', () => {
  it('goes through points of a plane', () => {
    const [u, v] = [
      [0, 1, 0, 1, 3],
      [0, 0, 1, 1, -2],
    ];
    const { p, q } = leastSquaresPlane(
      u,
      v,
      u.map((x, i) => 4 + 2 * x - 3 * v[i]!),
    );
    expect(p.value).toBeCloseTo(2, 12);
    expect(q.value).toBeCloseTo(-3, 12);
    expect(p.high - p.low).toBeLessThan(1e-10);
  });

  it('covers the truth as often as it says', () => {
    const random = stream(1, 'plane');
    const [u, v] = [0, 1, 2, 3, 4, 5, 6, 7]
      .map((i) => [i % 4, Math.floor(i / 4) + 0.3 * i])
      .reduce(
        ([a, b], [x, y]) => [
          [...a!, x!],
          [...b!, y!],
        ],
        [[], []] as number[][],
      ) as [number[], number[]];
    const runs = 4000;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const errors = random.normals(8);
      const { p } = leastSquaresPlane(
        u,
        v,
        u.map((x, i) => x - v[i]! + errors[i]!),
        0.9,
      );
      if (p.low <= 1 && p.high >= 1) covered++;
    }
    expect(Math.abs(covered / runs - 0.9)).toBeLessThan(normalLimit * Math.sqrt(0.09 / runs));
  });

  it('refuses points on a line', () => {
    expect(() => leastSquaresPlane([1, 2, 3, 4], [2, 4, 6, 8], [1, 2, 3, 5])).toThrow('lie in a line');
    expect(() => leastSquaresPlane([1, 2, 3], [2, 1, 6], [1, 2, 3])).toThrow(
      'at least 4 points; 3 were given',
    );
  });
});

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

describe('the permutation test', () => {
  it('counts assignments of signs', () => {
    // Of 2^3 sums of ±1 ±2 ±4 those of size 7 are two, those of size 5 and more four.
    expect(permutationTest([1, 2, 4])).toEqual({ mean: 7 / 3, p: 2 / 8 });
    expect(permutationTest([-1, 2, 4]).p).toBe(4 / 8);
    expect(permutationTest([0, 0])).toEqual({ mean: 0, p: 1 });
    expect(permutationTest([])).toEqual({ mean: 0, p: 1 });
  });

  it('is near the exact test where it takes the normal law', () => {
    const differences = [...stream(3, 'pairs').normals(18)].map((z) => z + 0.15);
    const exact = permutationTest(differences).p;
    const twice = permutationTest([...differences, 0]).p;
    expect(exact).toBeGreaterThan(0.03);
    expect(Math.abs(twice - exact)).toBeLessThan(0.03);
  });
});
