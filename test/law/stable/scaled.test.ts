import fc from 'fast-check';
import {
  logDensity,
  logDistribution,
  logSurvival,
  quantile,
  stable,
  support,
  survivalQuantile,
} from 'heavytail/stable';
import { describe, expect, it } from 'vitest';

const alphas = fc.oneof(
  fc.double({ min: 0.02, max: 2, noNaN: true }),
  fc.double({ min: 0.05, max: 0.95, noNaN: true }),
);
const betas = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(-1, 0, 1));
const names = fc.constantFrom('S0' as const, 'S1' as const);
const runs = { seed: 8, numRuns: 150 };

describe('properties of every law', () => {
  it('stretched by a power of two has the same probabilities, to the ends of the number range', () => {
    fc.assert(
      fc.property(
        alphas,
        betas,
        names,
        fc.integer({ min: -900, max: 900 }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (alpha, beta, parameterization, power, z) => {
          // At alpha = 1 a stretched law of S1 is moved.
          fc.pre(alpha !== 1 && (z === 0 || Math.abs(z) > 1e-30));
          const unit = 2 ** power;
          const one = stable({ alpha, beta, parameterization, location: 3 });
          const other = stable({ alpha, beta, parameterization, scale: unit, location: 3 * unit });
          for (const f of [logDistribution, logSurvival]) {
            expect(f(other, [z * unit])[0]).toBe(f(one, [z])[0]);
          }
          expect(support(other)).toEqual(support(one).map((end) => end * unit));
        },
      ),
      runs,
    );
  });

  it('of S1 is its mirror image about its location, at every distance from it', () => {
    fc.assert(
      fc.property(alphas, betas, fc.double({ min: -700, max: 700, noNaN: true }), (alpha, beta, log) => {
        const [law, mirrored] = [beta, -beta].map((b) => stable({ alpha, beta: b, parameterization: 'S1' }));
        const x = Math.exp(log);
        expect(logDistribution(law, [-x])[0]).toBe(logSurvival(mirrored, [x])[0]);
        expect(logDensity(law, [-x])[0]).toBe(logDensity(mirrored, [x])[0]);
      }),
      runs,
    );
  });

  it('has quantiles whose distance from the location of S1 has 12 digits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.03, max: 0.95, noNaN: true }),
        fc.double({ min: -700, max: -0.7, noNaN: true }),
        fc.constantFrom(1e-250, 1, 1e250),
        (alpha, logP, scale) => {
          const law = stable({ alpha, beta: 1, scale, parameterization: 'S1' });
          const p = Math.exp(logP);
          const [x] = quantile(law, [p]);
          fc.pre(x > 2 ** -1022);
          // log F ~ -c x^(-alpha/(1 - alpha)): its change over the rounding of x.
          const felt = (3e-16 * alpha * Math.abs(logP)) / (1 - alpha);
          expect(Math.abs(logDistribution(law, [x])[0] - Math.log(p))).toBeLessThan(1e-12 + felt);
        },
      ),
      runs,
    );
  });

  it('has an answer for any probability', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 2, noNaN: true }),
        betas,
        names,
        fc.constantFrom(1e-300, 0.7, 1e300),
        fc.constantFrom(0, 5e-324, 1e-300, 0.01, 0.5, 0.9, 1 - 2 ** -53, 1),
        (alpha, beta, parameterization, scale, p) => {
          const law = stable({ alpha, beta, parameterization, scale });
          const [lowest, highest] = support(law);
          for (const [x] of [quantile(law, [p]), survivalQuantile(law, [p])]) {
            expect(x).toBeGreaterThanOrEqual(lowest);
            expect(x).toBeLessThanOrEqual(highest);
          }
        },
      ),
      runs,
    );
  });
});
