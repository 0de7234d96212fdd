import { studentQuantile } from '#heavytail/statistics/studentQuantile';
import { describe, expect, it } from 'vitest';

describe('studentQuantile', () => {
  // By bisection of mpmath's incomplete beta function with 30 digits.
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.995, 1, 63.656741162871526],
    [0.99999, 1, 31830.988608051954],
    [0.975, 2, 4.302652729749462],
    [0.995, 2, 9.92484320091829],
    [0.975, 3, 3.1824463052837086],
    [0.9, 4, 1.533206274058944],
    [0.975, 5, 2.5705818356363146],
    [0.995, 5, 4.032142983555227],
    [0.99999, 7, 10.102684252974544],
    [0.6, 8, 0.2619210967488323],
    [0.025, 20, -2.0859634472658644],
    [0.995, 41, 2.701181303578522],
    [0.975, 199, 1.9719565442517535],
    [0.99999, 998, 4.285479033690393],
    [0.975, 999, 1.9623414611334495],
    [0.975, 1000, 1.962339080826408],
    [0.995, 5000, 2.5768129665562807],
    [0.975, Infinity, 1.959963984540054],
  ])('p = %d, %d degrees', (p, degrees, expected) => {
    // The far tail of the last digits of 1 - p: 1e-16/1e-5.
    expect(Math.abs(studentQuantile(p, degrees) / expected - 1)).toBeLessThan(1e-10);
  });

  // By the same bisection. The terms of the expansion up to 1/n^4 show in these digits.
  it.each([
    [0.6, 1000, 0.2534145158394987],
    [0.999, 1000, 3.0984021639129226],
    [0.99, 1500, 2.3288364676383078],
  ])('p = %d, %d degrees, by the whole expansion', (p, degrees, expected) => {
    expect(Math.abs(studentQuantile(p, degrees) / expected - 1)).toBeLessThan(1e-13);
  });

  it.each([1, 4, 999, 1000])('is 0 in the middle: %d degrees', (degrees) => {
    expect(studentQuantile(0.5, degrees)).toBeCloseTo(0, 300);
  });

  it('refuses what is no probability and no number of degrees', () => {
    expect(() => studentQuantile(1, 5)).toThrow(/probability is 1/);
    expect(() => studentQuantile(1, 5000)).toThrow(/probability is 1/);
    expect(() => studentQuantile(0, 5)).toThrow(/probability is 0/);
    expect(() => studentQuantile(-1, 5)).toThrow(/probability is -1/);
    expect(() => studentQuantile(0.5, 0)).toThrow(/has 0 degrees/);
    expect(() => studentQuantile(0.5, 2.5)).toThrow(/has 2.5 degrees/);
  });
});
