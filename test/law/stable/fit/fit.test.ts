import fc from 'fast-check';
import { stream } from 'heavytail/random';
import { draw, fit, stable, type FitOptions, type StableFit } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../../falseAlarm.js';

type Converged = Extract<StableFit, { converged: true }>;

function fitted(sample: ArrayLike<number>, options?: FitOptions): Converged {
  const result = fit(sample, options);
  if (!result.converged) throw new Error(result.sentence);
  return result;
}

const sampleOf = (alpha: number, beta: number, n: number, key: string) =>
  draw(stable({ alpha, beta, scale: 3, location: -7 }), n, stream(1, 'fit', key, alpha, beta));

/** With more draws, more laws and more changes of a sample when HEAVYTAIL_SLOW_TESTS is 1. */
const slow = process.env.HEAVYTAIL_SLOW_TESTS === '1';
/** Laws between others. */
const between: (readonly [number, number])[] = [
  [0.9, 0.3],
  [1, 0],
  [1.7, 0.2],
];

const names = ['alpha', 'beta', 'scale', 'location'] as const;
const truth = (alpha: number, beta: number) => ({ alpha, beta, scale: 3, location: -7 });

const recoveryCount = slow ? 20_000 : 5000;
const recovered = new Map<string, Converged>();
/** The fit by likelihood of the sample of a law, made once. */
function recoveredBy(alpha: number, beta: number): Converged {
  const key = `${alpha} ${beta}`;
  const known = recovered.get(key) ?? fitted(sampleOf(alpha, beta, recoveryCount, 'recovery'));
  recovered.set(key, known);
  return known;
}

describe('recovery', () => {
  const laws = [[0.6, -0.4], [1, 0.6], [1.3, -0.8], [1.9, 0], ...(slow ? between : [])] as const;
  const n = recoveryCount;

  // Normal errors at n = 5000 and more; asymptotic standard errors may be off by some per cent.
  it.each(laws)('by likelihood, alpha %f, beta %f: within the normal limit of its errors', (alpha, beta) => {
    const { law, standardErrors } = recoveredBy(alpha, beta);
    for (const name of names) {
      const z = (law[name] - truth(alpha, beta)[name]) / standardErrors![name];
      expect(Math.abs(z), name).toBeLessThan(normalLimit);
    }
  });

  it.each(laws)('by quantiles and characteristic function, alpha %f, beta %f', (alpha, beta) => {
    const sample = sampleOf(alpha, beta, n, 'recovery');
    for (const method of ['quantile', 'characteristic'] as const) {
      const { law, standardErrors } = fitted(sample, { method });
      for (const name of names) {
        const z = (law[name] - truth(alpha, beta)[name]) / standardErrors![name];
        expect(Math.abs(z), `${method}, ${name}`).toBeLessThan(normalLimit);
      }
    }
  });

  it.each([0.7, 1, 1.5])('by log moments, symmetric, alpha %f', (alpha) => {
    const { law, standardErrors } = fitted(sampleOf(alpha, 0, n, 'log moments'), { method: 'log-moment' });
    // The median is taken for the location, so the scale is a little off.
    expect(Math.abs(law.alpha - alpha) / standardErrors!.alpha).toBeLessThan(normalLimit);
    expect(Math.abs(law.scale - 3) / standardErrors!.scale).toBeLessThan(normalLimit);
    expect(law.beta).toBe(0);
  });
});

describe('standard errors', () => {
  it('are the spread of fits', () => {
    const samples = Array.from({ length: 24 }, (_, i) =>
      draw(stable({ alpha: 1.5, beta: 0 }), 1500, stream(2, 'spread', i)),
    );
    // A fit by likelihood takes half a second; the errors that it states are compared with a closed form below.
    for (const method of [
      ...(slow ? (['likelihood'] as const) : []),
      'quantile',
      'characteristic',
    ] as const) {
      const fits = samples.map((sample) => fitted(sample, { method }));
      for (const name of names) {
        const values = fits.map(({ law }) => law[name]);
        const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
        const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
        const stated = fits.reduce((sum, { standardErrors }) => sum + standardErrors![name], 0) / fits.length;
        // A sample deviation of 24 normal values is known to 1/sqrt(46) = 15 %; 15 % more for n = 1500.
        expect(Math.abs(spread / stated - 1), `${method}, ${name}`).toBeLessThan(normalLimit * 0.147 + 0.15);
      }
    }
  });

  it('are those of DuMouchel for a Cauchy law: scale and location have variance 2/n', () => {
    const sample = sampleOf(1, 0, 10_000, 'Cauchy');
    const { law, standardErrors } = fitted(sample, { fixed: { alpha: 1, beta: 0 } });
    expect(law.alpha).toBe(1);
    expect(standardErrors).toMatchObject({ alpha: 0, beta: 0 });
    // The Fisher information of a Cauchy law is 1/(2 scale^2) for either. Two parameters are free, and Student's quantile
    // of 9998 degrees over the normal one is 1.0001210; the interval of scale reaches as high as that of its logarithm.
    const expected = 1.000121 * Math.sqrt(2 / 9998);
    expect(standardErrors!.location / law.scale / expected).toBeCloseTo(1, 5);
    expect(standardErrors!.scale / law.scale / (Math.expm1(1.96 * expected) / 1.96)).toBeCloseTo(1, 5);
  });
});

describe('the likelihood', () => {
  it('is larger at the fit than at the truth and at the other fits', () => {
    const sample = sampleOf(1.3, -0.8, recoveryCount, 'recovery');
    const best = recoveredBy(1.3, -0.8).logLikelihood;
    const held = fitted(sample, { fixed: truth(1.3, -0.8) }).logLikelihood;
    expect(best).toBeGreaterThan(held);
    // Twice the difference is chi-square with 4 degrees: above 33.4 once in a million.
    expect(2 * (best - held)).toBeLessThan(33.4);
    for (const method of ['quantile', 'characteristic', 'log-moment'] as const) {
      expect(fitted(sample, { method }).logLikelihood).toBeLessThan(best);
    }
  });

  it('ends at the ends of the range where the data say so', () => {
    const normal = fitted(draw(stable({ alpha: 2, scale: 2 }), slow ? 3000 : 500, stream(1, 'normal')));
    expect(normal.law.alpha).toBeGreaterThan(1.97);
    const oneSided = fitted(draw(stable({ alpha: 0.5, beta: 1 }), 3000, stream(1, 'one-sided')));
    expect(oneSided.law.beta).toBeGreaterThan(0.99);
    const light = Float64Array.from({ length: 500 }, (_, i) => i / 500);
    expect(fitted(light)).toMatchObject({ law: { alpha: 2 }, standardErrors: undefined });
  });

  it('holds what is to be held', () => {
    const sample = sampleOf(1.5, 0.3, 1000, 'held');
    const { law, standardErrors } = fitted(sample, { fixed: { beta: 0, location: -7 } });
    expect(law).toMatchObject({ beta: 0, location: -7 });
    expect(standardErrors).toMatchObject({ beta: 0, location: 0 });
  });
});

describe('shift, scale and mirror image', () => {
  const sample = sampleOf(1.3, 0.4, 400, 'equivariance');
  it.each(['likelihood', 'quantile', 'characteristic', 'log-moment'] as const)(
    '%s moves with the data',
    (method) => {
      const original = fitted(sample, { method }).law;
      fc.assert(
        fc.property(
          fc.double({ min: -8, max: 8, noNaN: true }),
          fc.double({ min: -1e3, max: 1e3, noNaN: true }),
          fc.boolean(),
          (power, shift, mirrored) => {
            const factor = (mirrored ? -1 : 1) * 10 ** power;
            const { law } = fitted(
              sample.map((x) => factor * x + shift * Math.abs(factor)),
              { method },
            );
            // The likelihood is maximised to 1e-4 standard errors; the others to rounding.
            const tolerance = method === 'likelihood' ? 2e-3 : 1e-5;
            expect(Math.abs(law.alpha - original.alpha)).toBeLessThan(tolerance);
            expect(Math.abs(law.beta - (mirrored ? -1 : 1) * original.beta)).toBeLessThan(tolerance);
            expect(Math.abs(law.scale / Math.abs(factor) - original.scale)).toBeLessThan(3 * tolerance);
            const moved = factor * original.location + shift * Math.abs(factor);
            expect(Math.abs(law.location - moved) / Math.abs(factor)).toBeLessThan(6 * tolerance);
          },
        ),
        { seed: 1, numRuns: method === 'likelihood' ? (slow ? 6 : 2) : slow ? 25 : 5 },
      );
    },
  );
});

describe('samples that cannot be fitted', () => {
  it.each([
    ['too few', [1, 2, 3], /has 3 points; a fit needs at least 10/],
    ['not a number', [...Array(20).keys(), NaN], /Point 20 of the sample is NaN/],
    ['infinite', [...Array(20).keys(), -Infinity], /Point 20 of the sample is -Infinity/],
    ['constant', Array(50).fill(4), /Half of the 50 points are equal \(to 4\)/],
    ['mostly constant', [...Array(40).fill(0), 1, 2, 3, 4, 5], /Half of the 45 points are equal/],
  ] as const)('%s: a sentence', (_, sample, sentence) => {
    expect(() => fit(sample as readonly number[])).toThrow(sentence);
  });

  it('refuses held parameters that no law or no method has', () => {
    const sample = sampleOf(1.5, 0, 100, 'refused');
    expect(() => fit(sample, { fixed: { alpha: 3 } })).toThrow(/alpha is 3/);
    expect(() => fit(sample, { fixed: { alpha: 0.01 } })).toThrow(/at least 0.1/);
    expect(() => fit(sample, { method: 'quantile', fixed: { beta: 0 } })).toThrow(/'likelihood' only/);
  });
});
