import {
  density,
  distribution,
  draw,
  fit,
  logDensity,
  mean,
  median,
  quantile,
  stable,
  survival,
} from 'heavytail/stable';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

/**
 * What users of other programs reported about their stable laws, one test a report. Exact values: closed forms,
 * or test/reference/stable-law.json where a test names it.
 */
describe('faults known from elsewhere are not here', () => {
  it('densities near alpha = 1 are smooth, finite and between their neighbours (scipy#12658)', () => {
    for (const beta of [-1, -0.5, 0.5, 1]) {
      const alphas = Array.from({ length: 61 }, (_, i) => 0.97 + i / 1000);
      const logs = alphas.map((alpha) => logDensity(stable({ alpha, beta }), [-0.5, 0, 0.7]));
      for (let i = 1; i + 1 < logs.length; i++) {
        logs[i].forEach((value, k) => {
          const middle = (logs[i - 1][k] + logs[i + 1][k]) / 2;
          // Second differences over 0.001 of a function whose second derivative is of order 10.
          expect(Math.abs(value - middle), `alpha ${alphas[i]}, beta ${beta}`).toBeLessThan(2e-4);
        });
      }
    }
  });

  it('the light tail of beta = ±1 is there on the log scale (scipy#20636, #23622)', () => {
    // log f ~ -c z^(alpha/(alpha - 1)): for alpha 1.5 the exponent is 3, so doubling z makes it 8 times as large.
    const law = stable({ alpha: 1.5, beta: 1 });
    const [near, far] = logDensity(law, [-40, -80]);
    expect(far / near).toBeGreaterThan(7.5);
    expect(far / near).toBeLessThan(8.5);
  });

  it('S1 near alpha = 1 with beta = ±1 is S0, shifted (scipy#24314, #24716)', () => {
    for (const alpha of [0.9999, 1.0001]) {
      // tan(π α/2), without its cancellation at the pole.
      const shift = -1 / Math.tan((Math.PI * (alpha - 1)) / 2);
      const s1 = stable({ alpha, beta: 1, parameterization: 'S1' });
      const s0 = stable({ alpha, beta: 1 });
      const xs = [-1, 0, 3];
      const found = density(
        s1,
        xs.map((x) => x + shift),
      );
      // The points themselves are rounded to 1e-12 by the shift of 6,366.
      density(s0, xs).forEach((value, i) => expect(found[i] / value).toBeCloseTo(1, 10));
    }
  });

  it('an S1 law at alpha = 1 is moved when it is scaled, by (2/π) β γ log γ (scipy#12871)', () => {
    const [one, two] = [1, 2].map((scale) =>
      stable({ alpha: 1, beta: 0.5, scale, location: 0, parameterization: 'S1' }),
    );
    const shift = (2 / Math.PI) * 0.5 * 2 * Math.log(2);
    const ps = [0.1, 0.5, 0.9];
    const scaled = quantile(one, ps).map((x) => 2 * x + shift);
    quantile(two, ps).forEach((x, i) => expect(x).toBeCloseTo(scaled[i], 11));
  });

  it('alpha = 2 is normal with variance 2 scale² (scipy#11331)', () => {
    const law = stable({ alpha: 2, scale: 3 });
    for (const x of [0, 1, 10]) {
      expect(density(law, [x])[0]).toBeCloseTo(Math.exp(-(x ** 2) / 36) / (6 * Math.sqrt(Math.PI)), 15);
    }
  });

  it('nothing can be set on a law afterwards (scipy#18432)', () => {
    const law = stable({ alpha: 1.5 });
    expect(Object.isFrozen(law)).toBe(true);
    expect(() => Object.assign(law, { parameterization: 'S1' })).toThrow(TypeError);
  });

  it('no draw is NaN at alpha = 1, |beta| = 1, and none is left out (pylevy#22)', () => {
    for (const beta of [-1, 1]) {
      const draws = draw(stable({ alpha: 1, beta }), 1_000_000, stream(1, 'no NaN', beta));
      expect(draws.every(Number.isFinite)).toBe(true);
    }
  });

  it('scale and location hold at alpha = 2, too (pylevy#22)', () => {
    expect(quantile(stable({ alpha: 2, scale: 5, location: 7 }), [0.5])[0]).toBe(7);
    const draws = draw(stable({ alpha: 2, scale: 5, location: 7 }), 100_000, stream(1, 'two'));
    const average = draws.reduce((sum, x) => sum + x, 0) / 1e5;
    expect(Math.abs(average - 7)).toBeLessThan((5 * 5 * Math.SQRT2) / Math.sqrt(1e5));
  });

  it('a fit knows the scale of its data (pylevy#20)', () => {
    const sample = draw(stable({ alpha: 1.4 }), 2000, stream(1, 'scale'));
    const alphas = [1e-8, 1, 1e8].map((unit) => {
      const result = fit(sample.map((x) => unit * x));
      return result.converged ? result.law.alpha : Number.NaN;
    });
    for (const alpha of alphas) expect(alpha).toBeCloseTo(alphas[1], 6);
    expect(Math.abs(alphas[1] - 1.4)).toBeLessThan(0.25);
  });

  it('location is not the mean in S0, and mean and median are given (pyro#2932)', () => {
    const law = stable({ alpha: 1.5, beta: 1, location: 0 });
    expect(mean(law)).toBeCloseTo(1, 14);
    expect(distribution(law, [median(law)])[0]).toBeCloseTo(0.5, 13);
  });

  it('the density at 0 carries 1/scale, and distributions of different alpha differ (StableDistributions.jl#7)', () => {
    expect(density(stable({ alpha: 1, scale: 4 }), [0])[0]).toBeCloseTo(1 / (4 * Math.PI), 15);
    const [half, one] = [0.5, 1].map((alpha) => distribution(stable({ alpha }), [2])[0]);
    expect(one).toBeCloseTo(0.5 + Math.atan(2) / Math.PI, 14);
    expect(Math.abs(half - one)).toBeGreaterThan(0.05);
  });

  it('a sampler that misplaces a factor at alpha = 1 would be seen: beta = 1 has its median (scipy#12870)', () => {
    const law = stable({ alpha: 1, beta: 1 });
    const draws = draw(law, 100_000, stream(1, 'placed'));
    const middle = median(law);
    const below = draws.filter((x) => x <= middle).length / 1e5;
    expect(Math.abs(below - 0.5)).toBeLessThan(5 * (0.5 / Math.sqrt(1e5)));
    expect(survival(law, [1e6])[0] * 1e6).toBeCloseTo(2 / Math.PI, 4);
  });
});
