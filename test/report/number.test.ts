import { formatDuration, formatEstimate, formatNumber } from '#heavytail/report/index';
import { expect, test } from 'vitest';

const estimate = (value: number, low: number, high: number) =>
  formatEstimate({ name: '', value, low, high, level: 0.95 });

test('numbers have sensible digits and no binary fractions', () => {
  expect(formatNumber(0.1 + 0.2)).toBe('0.3');
  expect(formatNumber(1.5)).toBe('1.5');
  expect(formatNumber(-2 / 3)).toBe('−0.6667');
  expect(formatNumber(10000)).toBe('10000');
  expect(formatNumber(123456.789)).toBe('123457');
  expect(formatNumber(-0)).toBe('0');
});

test('large and small numbers are powers of ten', () => {
  expect(formatNumber(1.23456e-7)).toBe('1.235·10⁻⁷');
  expect(formatNumber(-4.5e9)).toBe('−4.500·10⁹');
  expect(formatNumber(4.5e9, 4, 'tex')).toBe('4.500 \\cdot 10^{9}');
});

test('what is not finite is said', () => {
  expect(formatNumber(NaN)).toBe('n/a');
  expect(formatNumber(-Infinity)).toBe('−∞');
});

test('the width of the interval decides the digits of an estimate', () => {
  expect(estimate(1.50321, 1.48123, 1.52519)).toBe('1.503 [1.481, 1.525]');
  expect(estimate(40.1234, 39.2, 41.1)).toBe('40.12 [39.20, 41.10]');
  expect(estimate(12345.6, 11000, 13000)).toBe('12346 [11000, 13000]');
  expect(estimate(-0.001, -0.03, 0.028)).toBe('−0.001 [−0.030, 0.028]');
  expect(estimate(3.2e-7, 1.1e-7, 6e-7)).toBe('3.2·10⁻⁷ [1.1·10⁻⁷, 6.0·10⁻⁷]');
});

test('intervals without width or with an open end stay readable', () => {
  expect(estimate(2, 2, 2)).toBe('2 [2, 2]');
  expect(estimate(0, 0, 0)).toBe('0 [0, 0]');
  expect(estimate(4.12345, 3.1, Infinity)).toBe('4.123 [3.1, ∞]');
  expect(estimate(NaN, -Infinity, Infinity)).toBe('n/a [−∞, ∞]');
});

test('durations', () => {
  expect([0.04, 3.14159, 9.96, 59.7, 83, 3599.8, 4210].map(formatDuration)).toEqual([
    '0 s',
    '3.1 s',
    '10 s',
    '1 min 0 s',
    '1 min 23 s',
    '1 h 0 min',
    '1 h 10 min',
  ]);
});
