import { describe, expect, it } from 'vitest';
import { scaledInterval } from '#heavytail/statistics/interval';
import { leastSquaresPlane } from '#heavytail/statistics/plane';
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

  it('has the errors of NumPy', () => {
    const { p, q } = leastSquaresPlane([0, 1, 0, 2, 5], [0, 0, 1, 1, -2], [4, 7, 1, 2, 15]);
    // The inverse of the normal equations, times the squared residuals over 2 degrees of freedom.
    expect(p.value).toBeCloseTo(0.551020408163265, 12);
    expect(p.standardError).toBeCloseTo(0.503786164748252, 12);
    expect(q.value).toBeCloseTo(-3.76530612244898, 12);
    expect(q.standardError).toBeCloseTo(0.852972117209208, 12);
    // Student's quantile at 2 degrees of freedom.
    expect(q.high - q.value).toBeCloseTo(4.302652729749462 * q.standardError, 9);
    expect(q.value - q.low).toBeCloseTo(q.high - q.value, 12);
  });

  it('does not depend on the units', () => {
    const [u, v, y] = [
      [0, 1, 0, 1, 3],
      [0, 0, 1, 1, -2],
      [4, 7, 1, 2, 15],
    ];
    const { p, q } = leastSquaresPlane(u, v, y);
    const small = (values: readonly number[]) => values.map((value) => value * 2 ** -30);
    // A power of 2 changes no digit.
    expect(leastSquaresPlane(small(u), v, y)).toEqual({ p: scaledInterval(p, 2 ** 30), q });
    expect(leastSquaresPlane(u, small(v), y)).toEqual({ p, q: scaledInterval(q, 2 ** 30) });
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
    expect(() => leastSquaresPlane([1, 1, 1, 1], [2, 4, 6, 9], [1, 2, 3, 5])).toThrow('lie in a line');
    expect(() => leastSquaresPlane([1, 2, 3], [2, 1, 6], [1, 2, 3])).toThrow(
      'at least 4 points; 3 were given',
    );
  });
});
