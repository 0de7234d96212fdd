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
});
