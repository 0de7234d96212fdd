import { exponentialTest } from '#heavytail/statistics/exponentialTest';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

describe('the test of the exponential law', () => {
  it('has the statistic of its definition', () => {
    // A^2 = -n - sum (2i - 1)/n (log F(x_i) + log(1 - F(x_(n+1-i)))), by hand from the definition.
    const times = [0.1, 0.4, 0.5, 0.9, 1.2, 1.3, 2.8, 4];
    const mean = times.reduce((a, b) => a + b) / 8;
    const cdf = (time: number) => 1 - Math.exp(-time / mean);
    let sum = 0;
    for (let i = 1; i <= 8; i++) {
      sum += ((2 * i - 1) / 8) * (Math.log(cdf(times[i - 1])) + Math.log(1 - cdf(times[8 - i])));
    }
    expect(exponentialTest(times).statistic).toBeCloseTo((-8 - sum) * (1 + 0.6 / 8), 12);
  });

  it('rejects the exponential law as often as its table says', () => {
    const source = stream(1, 'exponential test');
    let rejected = 0;
    for (let s = 0; s < 8000; s++) {
      const { statistic, critical } = exponentialTest([...source.exponentials(60)]);
      rejected += Number(statistic > critical);
    }
    // 20 expected; Poisson tail beyond 48 or below 3 is under 1e-6 on each side.
    expect(rejected).toBeGreaterThan(2);
    expect(rejected).toBeLessThan(48);
  });

  it('refuses fewer than 8 times, and times that are not positive and finite', () => {
    const seven = [1, 2, 3, 4, 5, 6, 7];
    expect(() => exponentialTest(seven)).toThrow('needs 8 positive numbers or more; 7 were given');
    expect(() => exponentialTest([...seven, 0])).toThrow(RangeError);
    expect(() => exponentialTest([...seven, -1])).toThrow(RangeError);
    expect(() => exponentialTest([...seven, Infinity])).toThrow(RangeError);
    expect(() => exponentialTest([...seven, Number.NaN])).toThrow(RangeError);
  });

  it('depends neither on the unit nor on the order of the times', () => {
    const times = [0.1, 0.4, 0.5, 0.9, 1.2, 1.3, 2.8, 4, 11];
    const { statistic } = exponentialTest(times);
    // A power of 2 changes no digit; the order of a sum does.
    expect(exponentialTest(times.map((time) => time * 1024)).statistic).toBe(statistic);
    expect(exponentialTest([...times].reverse()).statistic).toBeCloseTo(statistic, 12);
  });
});
