import {
  meanOf,
  normalInterval,
  scaledInterval,
  studentInterval,
  weightedMean,
} from '#heavytail/statistics/interval';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';

describe("Student's interval of a mean", () => {
  it('is that of the textbook', () => {
    // Mean 5, standard deviation 2.5820 (root of 20/3); the 97.5 % quantile of 3 degrees is 3.182446305284263.
    const { value, standardError, low, high, level } = studentInterval([2, 4, 6, 8]);
    expect(value).toBe(5);
    expect(standardError).toBeCloseTo(Math.sqrt(20 / 3 / 4), 14);
    expect(high - value).toBeCloseTo(3.182446305284263 * standardError, 10);
    expect(value - low).toBeCloseTo(high - value, 14);
    expect(level).toBe(0.95);
  });

  it.each([
    { n: 4, level: 0.95 },
    { n: 8, level: 0.95 },
    { n: 24, level: 0.95 },
    { n: 8, level: 0.9973 },
  ])('covers the mean of $n normal values at level $level', ({ n, level }) => {
    // The count of intervals that cover is binomial; it strays by 4.89 standard deviations once in a million. At n = 24 a normal
    // quantile would cover 93.8 % instead of 95 %, 7.9 standard deviations less; at fewer values it is farther off.
    const samples = 20_000;
    const values = stream(1, 'coverage', n, level).normals(samples * n);
    let covered = 0;
    for (let s = 0; s < samples; s++) {
      const { low, high } = studentInterval([...values.subarray(s * n, (s + 1) * n)], level);
      covered += Number(low <= 0 && high >= 0);
    }
    const deviation = Math.sqrt(samples * level * (1 - level));
    expect(Math.abs(covered - samples * level)).toBeLessThan(normalLimit * deviation);
  });
});

it('a multiple of an estimate has the multiple of its interval', () => {
  const interval = { value: 3, standardError: 0.5, low: 2, high: 4, level: 0.95 };
  expect(scaledInterval(interval, 2)).toEqual({
    value: 6,
    standardError: 1,
    low: 4,
    high: 8,
    level: 0.95,
  });
});

it('the normal interval reaches as many standard errors as the tables say', () => {
  // Two-sided points of the normal law: 95 % and 90 %.
  const usual = normalInterval(10, 2);
  expect(usual).toMatchObject({ value: 10, standardError: 2, level: 0.95 });
  expect(usual.low).toBeCloseTo(10 - 2 * 1.959963984540054, 12);
  expect(usual.high).toBeCloseTo(10 + 2 * 1.959963984540054, 12);
  const { low, high } = normalInterval(0, 0.5, 0.9);
  expect([low, high].map(Math.abs)).toEqual([high, high]);
  expect(high).toBeCloseTo(0.5 * 1.6448536269514722, 12);
});

describe('the weighted mean', () => {
  it('is that of the textbook', () => {
    // Weights 1 and 1/4: (1 * 1 + 3/4) / (5/4), of standard error (5/4)^(-1/2).
    const { value, standardError, high, level } = weightedMean([1, 3], [1, 2], 0.9);
    expect(value).toBeCloseTo(1.4, 14);
    expect(standardError).toBeCloseTo(Math.sqrt(0.8), 14);
    expect(high - value).toBeCloseTo(1.6448536269514722 * Math.sqrt(0.8), 12);
    expect(level).toBe(0.9);
  });

  it('is the plain mean where all errors are equal', () => {
    const { value, standardError } = weightedMean([-1, 2, 5, 10], [3, 3, 3, 3]);
    expect(value).toBeCloseTo(4, 13);
    expect(standardError).toBeCloseTo(3 / 2, 13);
  });
});

it('the mean of terms has the standard error of the textbook', () => {
  // Squares about the mean 5: 9 + 1 + 1 + 9.
  const { mean, standardError } = meanOf(Float64Array.of(2, 4, 6, 8));
  expect(mean).toBe(5);
  expect(standardError).toBeCloseTo(Math.sqrt(20 / 3 / 4), 14);
});
