import { exponentialVerdict, growthOf } from '#heavytail/claim/brownian/growth';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const level = 0.99;
const x = Array.from({ length: 10 }, (_, i) => i + 1);
const errors = stream(1, 'growth').normals(x.length);
/** Logarithms of times with errors of a hundredth. */
const grown = (logTime: (x: number) => number) =>
  growthOf(
    x,
    x.map((value, i) => logTime(value) + 0.01 * errors[i]!),
    level,
  );

describe('growth', () => {
  it('is told to be exponential or like a power', () => {
    const exponential = grown((value) => 1 + 0.5 * value);
    expect(exponential.exponential.slope.value).toBeCloseTo(0.5, 2);
    expect(exponentialVerdict(exponential)).toBe('supported');
    const power = grown((value) => 1 + 2 * Math.log(value));
    expect(power.power.slope.value).toBeCloseTo(2, 1);
    expect(exponentialVerdict(power)).toBe('refuted');
    expect(power.gain).toBeLessThan(0);
  });

  it('is not exponential where time falls, and open where both forms fit alike', () => {
    expect(exponentialVerdict(grown((value) => -0.5 * value))).toBe('refuted');
    expect(exponentialVerdict(grown((value) => 0.15 * value + 0.72 * Math.log(value)))).toBe('undecided');
  });
});
