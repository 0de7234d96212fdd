import { sumLogAbsolute } from '#heavytail/kernel/index';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

describe('sumLogAbsolute', () => {
  it('equals the sum of logarithms over many magnitudes', () => {
    const values = stream(1, 'log sum')
      .normals(10007)
      .map((g, i) => g * 2 ** (((i * 37) % 1900) - 950));
    let expected = 0;
    for (const x of values) expected += Math.log(Math.abs(x));
    // Up to 660 a term and 1e4 terms: rounding of the plain sum below 1e-8.
    expect(sumLogAbsolute(values).sum).toBeCloseTo(expected, 7);
  });

  it('is exact for the ends of the range and leaves out what has no logarithm', () => {
    const odd = [0, -0, 5e-324, -Number.MAX_VALUE, 2.2250738585072014e-308, NaN, Infinity, -Infinity, 1e-310];
    // In a run of 512 and in a shorter one.
    for (const length of [512, 40]) {
      const values = new Float64Array(length).fill(1);
      values.set(odd, 20);
      const { sum, zeros, nonFinite } = sumLogAbsolute(values);
      expect([zeros, nonFinite]).toEqual([2, 3]);
      const logs = [5e-324, Number.MAX_VALUE, 2.2250738585072014e-308, 1e-310].map(Math.log);
      expect(sum).toBeCloseTo(
        logs.reduce((a, b) => a + b),
        9,
      );
    }
  });

  it('gives 0 for no values', () => {
    expect(sumLogAbsolute([])).toEqual({ sum: 0, zeros: 0, nonFinite: 0 });
  });
});
