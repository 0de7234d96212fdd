import fc from 'fast-check';
import { logDistribution, logSurvival, quantile, stable, survivalQuantile } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';

const probabilities = [1e-300, 1e-100, 1e-20, 1e-6, 0.01, 0.2, 0.4999, 0.5];

/** Laws whose quantiles stay in the number range down to 1e-300. */
const grid = [0.999, 1, 1.001, 1.2, 1.5, 1.9, 1.9999, 2].flatMap((alpha) =>
  [-1, -0.5, 0, 0.3, 1].map((beta) => ({ alpha, beta })),
);

describe('quantiles', () => {
  it.each(grid)('invert both tails to 1e-12 of p (alpha $alpha, beta $beta)', ({ alpha, beta }) => {
    const law = stable({ alpha, beta });
    const lower = logDistribution(law, quantile(law, probabilities));
    const upper = logSurvival(law, survivalQuantile(law, probabilities));
    probabilities.forEach((p, i) => {
      expect(Math.abs(lower[i] - Math.log(p)), `lower, ${p}`).toBeLessThan(limit(p));
      expect(Math.abs(upper[i] - Math.log(p)), `upper, ${p}`).toBeLessThan(limit(p));
    });
  });

  /** 1e-12, but the double nearest to a point of a light tail is only so near: d log p/d log x < 4 log p. */
  const limit = (p: number) => 1e-12 - 4e-16 * 4 * Math.log(p);

  it('inverts laws of small alpha where the result is in the number range', () => {
    for (const [alpha, beta] of [
      [0.1, 0],
      [0.3, 0.8],
      [0.5, -0.2],
      [0.8, 0.99],
    ]) {
      const law = stable({ alpha, beta });
      // Near the shift point a double is known to 1e-16, over which these laws climb a little.
      const ps = [1e-20, 1e-6, 0.01, 0.9];
      const found = logDistribution(law, quantile(law, ps));
      ps.forEach((p, i) => {
        expect(Math.abs(found[i] - Math.log(p)), `${alpha}, ${p}`).toBeLessThan(1e-11);
      });
    }
  });

  it('invert any law at any probability', () => {
    const law = fc.record({
      alpha: fc.oneof(
        fc.double({ min: 0.9, max: 2, noNaN: true }),
        fc.double({ min: 1.8, max: 2, noNaN: true }),
      ),
      beta: fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(-1, 1)),
    });
    fc.assert(
      fc.property(law, fc.double({ min: -600, max: -0.7, noNaN: true }), (parameters, logP) => {
        // One-sided laws below alpha = 1 end where a double is known to 1e-16 only.
        fc.pre(parameters.alpha >= 1 || Math.abs(parameters.beta) < 1);
        const [p, value] = [Math.exp(logP), stable(parameters)];
        expect(Math.abs(logDistribution(value, quantile(value, [p]))[0] - logP)).toBeLessThan(1e-11);
        expect(Math.abs(logSurvival(value, survivalQuantile(value, [p]))[0] - logP)).toBeLessThan(1e-11);
      }),
      { seed: 4, numRuns: 600 },
    );
  });

  it('agrees with closed forms', () => {
    expect(quantile(stable({ alpha: 1, scale: 2 }), [0.25])[0]).toBeCloseTo(-2, 14);
    // 1.6448536269514722 sqrt(2): the normal quantile of Abramowitz and Stegun, table 26.5, and variance 2.
    expect(quantile(stable({ alpha: 2 }), [0.95])[0]).toBeCloseTo(1.6448536269514722 * Math.SQRT2, 13);
    // Lévy: 1/z^2 with the normal quantile z of (1 + p)/2... here p = 1/2, z = 0.6744897501960817.
    const levy = stable({ alpha: 0.5, beta: 1, parameterization: 'S1' });
    expect(quantile(levy, [0.5])[0]).toBeCloseTo(1 / 0.6744897501960817 ** 2, 12);
  });

  it('ends where the support ends', () => {
    expect([...quantile(stable({ alpha: 1.5 }), [0, 1])]).toEqual([-Infinity, Infinity]);
    expect([...survivalQuantile(stable({ alpha: 1.5 }), [0, 1])]).toEqual([Infinity, -Infinity]);
    expect([...quantile(stable({ alpha: 0.5, beta: 1 }), [0, 1])]).toEqual([-1, Infinity]);
    // P(X < x) = 1e-300 at x = -1e3000.
    expect(quantile(stable({ alpha: 0.1 }), [1e-300])[0]).toBe(-Infinity);
  });

  it('solves many as it solves one', () => {
    const law = stable({ alpha: 1.3, beta: -0.6, scale: 5, location: 2 });
    const ps = Float64Array.from({ length: 5000 }, (_, i) => (i + 0.5) / 5000);
    const together = quantile(law, ps);
    for (let i = 13; i < ps.length; i += 500) {
      expect(Math.abs(together[i] - quantile(law, [ps[i]])[0])).toBeLessThan(
        1e-11 * Math.abs(together[i] - 2) + 1e-12,
      );
    }
  });

  it('refuses what is no probability', () => {
    expect(() => quantile(stable({ alpha: 1.5 }), [0.5, 1.2])).toThrow(/Probability 1 is 1.2/);
    expect(() => quantile(stable({ alpha: 1.5 }), [NaN])).toThrow(RangeError);
  });
});
