import { weightedLine } from '#heavytail/statistics/line';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';

describe('weightedLine', () => {
  it('finds an exact line, whatever the weights', () => {
    const x = [-2, 0, 1, 5];
    const y = x.map((value) => 3 - 0.5 * value);
    for (const errors of [undefined, [1, 2, 0.5, 3]]) {
      const { intercept, slope, chiSquare, degrees } = weightedLine(x, y, errors);
      expect(intercept.value).toBeCloseTo(3, 14);
      expect(slope.value).toBeCloseTo(-0.5, 14);
      expect(chiSquare).toBeCloseTo(0, 14);
      expect(degrees).toBe(2);
    }
  });

  it('agrees with the closed form by hand without errors', () => {
    // x 1, 2, 3, 4 and y 2, 3, 5, 4: Sxx 5, Sxy 4, residual sum of squares 1.8, so s^2 = 0.9.
    const { intercept, slope, chiSquare } = weightedLine([1, 2, 3, 4], [2, 3, 5, 4]);
    expect(slope.value).toBeCloseTo(0.8, 14);
    expect(intercept.value).toBeCloseTo(1.5, 14);
    expect(chiSquare).toBeCloseTo(1.8, 14);
    expect(slope.standardError).toBeCloseTo(Math.sqrt(0.9 / 5), 14);
    expect(intercept.standardError).toBeCloseTo(Math.sqrt(0.9 * (1 / 4 + 6.25 / 5)), 14);
    // Student's quantile at 2 degrees of freedom.
    expect(Math.abs((slope.high - slope.value) / slope.standardError / 4.302652729911275 - 1)).toBeLessThan(
      1e-9,
    );
  });

  it('agrees with the closed form by hand with errors', () => {
    // Weights 1, 1/4, 1 at x -1, 0, 1 and y 0, 1, 1: Sw 2.25, mean x 0, Swxx 2, Swxy 1, Swy 1.25.
    const { intercept, slope, chiSquare } = weightedLine([-1, 0, 1], [0, 1, 1], [1, 2, 1]);
    expect(slope.value).toBeCloseTo(0.5, 14);
    expect(intercept.value).toBeCloseTo(5 / 9, 14);
    expect(slope.standardError).toBeCloseTo(Math.SQRT1_2, 14);
    expect(intercept.standardError).toBeCloseTo(2 / 3, 14);
    expect(slope.high - slope.low).toBeCloseTo(2 * 1.959963984540054 * Math.SQRT1_2, 12);
    // Two points of weight 1 miss by 1/18 each, the one of weight 1/4 by 4/9.
    expect(chiSquare).toBeCloseTo(2 / 18 ** 2 + (4 / 9) ** 2 / 4, 14);
  });

  it('widens the interval by the square root of chi-square over degrees, never narrows it', () => {
    const { slope, chiSquare } = weightedLine([-1, 0, 1], [0, 10, 1], [1, 2, 1]);
    expect(chiSquare).toBeGreaterThan(10);
    expect(slope.standardError).toBeCloseTo(Math.SQRT1_2 * Math.sqrt(chiSquare), 12);
  });

  it('takes equal errors that are far too small for the scatter itself', () => {
    // Birge's ratio then leaves what the residuals say alone, here with 3 degrees of freedom.
    const [x, y] = [
      [0, 1, 2, 3, 5],
      [0.1, 0.9, 2.2, 2.9, 5.3],
    ];
    const scatter = weightedLine(x, y);
    const inflated = weightedLine(
      x,
      y,
      x.map(() => 1e-3),
    );
    expect(inflated.slope.standardError / scatter.slope.standardError).toBeCloseTo(1, 12);
    expect(inflated.intercept.standardError / scatter.intercept.standardError).toBeCloseTo(1, 12);
  });

  it('keeps its slope where the points lie far from 0', () => {
    const far = 2 ** 30;
    const [small, whole] = [
      [0.1, 0.3, 0.7, 0.2],
      [0, 1, 2, 5],
    ];
    // Whole numbers this large are exact, so that the shifted points have the same line.
    const shifted = whole.map((value) => value + far);
    const slope = (x: readonly number[], y: readonly number[]) => weightedLine(x, y).slope.value;
    expect(slope(shifted, small) / slope(whole, small)).toBeCloseTo(1, 12);
    expect(slope(small, shifted) / slope(small, whole)).toBeCloseTo(1, 12);
  });

  const lines = 4000;
  const x = [0, 1, 2, 3, 5, 8];
  const errors = [0.1, 0.2, 0.1, 0.4, 0.3, 0.2];
  function coverage(name: string, scales: readonly number[], known: boolean): number {
    let covered = 0;
    for (let i = 0; i < lines; i++) {
      const z = stream(1, 'regression', name, i).normals(x.length);
      const y = x.map((value, j) => 2 - 0.3 * value + scales[j] * z[j]);
      const { slope } = weightedLine(x, y, known ? errors : undefined);
      if (slope.low <= -0.3 && -0.3 <= slope.high) covered++;
    }
    return (covered / lines - 0.95) / Math.sqrt((0.95 * 0.05) / lines);
  }

  // The binomial share of 4000 lines is normal enough; each assertion fails once in 10^6 right programs.
  it('covers the slope as often as promised with equal unknown errors', () => {
    // Student's interval is exact; its quantile at 4 degrees of freedom is 3e-4 short, a hundredth of an error here.
    const equal = x.map(() => 0.7);
    expect(Math.abs(coverage('equal', equal, false))).toBeLessThan(normalLimit);
  });

  it('covers the slope at least as often as promised with known errors (never narrowed)', () => {
    expect(coverage('known', errors, true)).toBeGreaterThan(-normalLimit);
  });

  it('refuses what has no line', () => {
    expect(() => weightedLine([1, 2], [1, 2])).toThrow(RangeError);
    expect(() => weightedLine([1, 2], [1, 2], [1, 1])).toThrow(/at least 3 points; 2/);
    expect(() => weightedLine([1, 2, 3], [1, 2, 3], [1, 1])).toThrow(RangeError);
    expect(() => weightedLine([1, 2, 3], [1, 2, 3], [1, 1, 1, 1])).toThrow(RangeError);
    expect(() => weightedLine([1, 2, 3], [1, 2])).toThrow(RangeError);
    expect(() => weightedLine([1, 1, 1], [1, 2, 3])).toThrow(/a slope needs two/);
    expect(() => weightedLine([1, 2, 3], [1, NaN, 3])).toThrow(/not finite/);
    expect(() => weightedLine([1, 2, 3], [1, 2, 3], [1, 0, 1])).toThrow(/standard error is zero/);
  });
});
