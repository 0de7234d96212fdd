import { describe, expect, it } from 'vitest';
import { permutationTest } from '#heavytail/statistics/permutationTest';
import { stream } from 'heavytail/random';

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

  it('is exact up to 18 pairs and normal beyond', () => {
    // All 18 of one sign: this assignment and its opposite.
    expect(permutationTest(new Array<number>(18).fill(2))).toEqual({ mean: 2, p: 2 / 2 ** 18 });
    // 25 of size 2 sum to 5 standard deviations; scipy's norm.sf(5), twice.
    const { mean, p } = permutationTest(new Array<number>(25).fill(-2));
    expect(mean).toBe(-2);
    expect(p / 5.733031437583866e-7).toBeCloseTo(1, 9);
    // sqrt(19) standard deviations.
    expect(permutationTest(new Array<number>(19).fill(1)).p / 1.3071845366762953e-5).toBeCloseTo(1, 9);
  });
});
