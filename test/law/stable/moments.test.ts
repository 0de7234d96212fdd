import {
  density,
  distribution,
  mean,
  median,
  quantile,
  stable,
  survivalQuantile,
  variance,
} from 'heavytail/stable';
import { describe, expect, it } from 'vitest';

describe('mean, variance and median', () => {
  it.each([
    [1.3, 0.5],
    [1.6, -0.9],
    [1.95, 1],
  ])('the mean is the integral of the quantiles (alpha %f, beta %f)', (alpha, beta) => {
    const law = stable({ alpha, beta, scale: 2, location: -3 });
    // Trapezoidal rule in u = log(p/(1 - p)); the integrand decays like exp(-(1 - 1/alpha) |u|).
    const step = 0.05;
    let sum = 0;
    const us = Array.from({ length: 4000 }, (_, i) => (i + 0.5) * step);
    const ps = us.map((u) => 1 / (1 + Math.exp(u)));
    const [lower, upper] = [quantile(law, ps), survivalQuantile(law, ps)];
    ps.forEach((p, i) => {
      sum += (lower[i] + upper[i]) * p * (1 - p) * step;
    });
    expect(sum).toBeCloseTo(mean(law)!, 6);
  });

  it('there is no mean for alpha <= 1 and no finite variance below 2', () => {
    expect(mean(stable({ alpha: 1 }))).toBeUndefined();
    expect(variance(stable({ alpha: 1.99 }))).toBe(Infinity);
    expect(variance(stable({ alpha: 2, scale: 3 }))).toBe(18);
  });

  it('the median halves the law', () => {
    const law = stable({ alpha: 1.2, beta: 0.7, scale: 0.5, location: 4 });
    expect(distribution(law, [median(law)])[0]).toBeCloseTo(0.5, 14);
    expect(density(law, [median(law)])[0]).toBeGreaterThan(0);
  });
});
