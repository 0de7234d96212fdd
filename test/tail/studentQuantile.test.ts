import { studentQuantile } from '#heavytail/tail/studentQuantile';
import { describe, expect, it } from 'vitest';

describe('studentQuantile', () => {
  // scipy.stats.t.ppf, scipy 1.10; the expansion is worst for few degrees and far tails.
  it.each([
    [0.975, 2, 4.302652729911275, 8e-3],
    [0.975, 5, 2.5705818366147395, 2e-4],
    [0.975, 20, 2.0859634472658364, 1e-6],
    [0.995, 5, 4.032142983557536, 2e-3],
    [0.995, 20, 2.845339709776814, 2e-6],
    [0.975, Infinity, 1.959963984540054, 1e-12],
    [0.025, 20, -2.0859634472658364, 1e-6],
  ])('p = %d, %d degrees', (p, degrees, expected, tolerance) => {
    expect(Math.abs(studentQuantile(p, degrees) / expected - 1)).toBeLessThan(tolerance);
  });
});
