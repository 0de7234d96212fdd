import fc from 'fast-check';
import {
  density,
  draw,
  generalisedPareto,
  laplace,
  logDensity,
  logDistribution,
  logNormal,
  logSurvival,
  mean,
  normal,
  normalInverseGaussian,
  pareto,
  quantile,
  stable,
  stream,
  studentT,
  survivalQuantile,
  variance,
  type Law,
} from 'heavytail/law';
import { describe, expect, it } from 'vitest';

const most = Number.MAX_VALUE;
const { LN10 } = Math;

/** Families of a location and a scale, each with the law of location l and scale s. */
const families: Record<string, (location: number, scale: number) => Law> = {
  normal: (mean, deviation) => normal({ mean, deviation }),
  'student-t': (location, scale) => studentT({ degrees: 2.5, location, scale }),
  'student-t of heavy tails': (location, scale) => studentT({ degrees: 0.1, location, scale }),
  laplace: (location, scale) => laplace({ location, scale }),
  'normal-inverse-gaussian': (location, scale) =>
    normalInverseGaussian({ steepness: 2 / scale, asymmetry: 0.5 / scale, location, scale }),
  'generalised-pareto': (threshold, scale) => generalisedPareto({ shape: 0.8, scale, threshold }),
  'generalised-pareto with an end': (threshold, scale) =>
    generalisedPareto({ shape: -0.4, scale, threshold }),
  exponential: (threshold, scale) => generalisedPareto({ shape: 0, scale, threshold }),
  stable: (location, scale) => stable({ alpha: 1.3, beta: 0.5, location, scale }),
  'stable in S1': (location, scale) =>
    stable({ alpha: 0.6, beta: -0.3, location, scale, parameterization: 'S1' }),
};

describe.each(Object.keys(families))('the law %s at the ends of the number range', (name) => {
  const make = families[name];

  it('is the standard one, stretched by any power of two', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (power, z, p) => {
          fc.pre(z === 0 || Math.abs(z) > 1e-3);
          const unit = 2 ** power;
          const [one, other] = [make(3, 1), make(3 * unit, unit)];
          expect(logSurvival(other, [z * unit])[0]).toBe(logSurvival(one, [z])[0]);
          expect(logDistribution(other, [z * unit])[0]).toBe(logDistribution(one, [z])[0]);
          const change = logDensity(other, [z * unit])[0] + power * Math.LN2;
          expect(Math.abs(change - logDensity(one, [z])[0]) || 0).toBeLessThan(1e-12);
          expect(quantile(other, [p])[0]).toBe(quantile(one, [p])[0] * unit);
        },
      ),
      { seed: 5, numRuns: 40 },
    );
  });

  it('holds where point and location are finite and their difference is not', () => {
    // (M/2 - (-M))/M = 3/2.
    const [far, near] = [make(-most, most), make(0, 1)];
    for (const f of [logSurvival, logDistribution]) {
      expect(f(far, [most / 2])[0]).toBeCloseTo(f(near, [1.5])[0], 13);
    }
    const change = logDensity(far, [most / 2])[0] + Math.log(most);
    expect(change).toBeCloseTo(logDensity(near, [1.5])[0], 12);
    for (const p of [0.2, 0.5, 0.7]) {
      for (const inverse of [quantile, survivalQuantile]) {
        const expected = inverse(near, [p])[0] - 1;
        if (Math.abs(expected) <= 1) expect(inverse(far, [p])[0] / most).toBeCloseTo(expected, 12);
        else expect(Math.abs(inverse(far, [p])[0])).toBe(Infinity);
      }
    }
  });

  it('gives no NaN', () => {
    for (const scale of [5e-324, 1e-300, 1, 1e300, most]) {
      if (name === 'normal-inverse-gaussian' && scale < 1e-300) continue;
      for (const location of [-most, 0, 1e-300, most]) {
        const law = make(location, scale);
        for (const f of [logDensity, logDistribution, logSurvival]) {
          const found = f(law, [-Infinity, -most, -1, -5e-324, 0, 5e-324, 1, most, Infinity]);
          expect([...found].some(Number.isNaN), `${name}, ${scale}, ${location}`).toBe(false);
        }
        const points = [
          ...quantile(law, [0, 5e-324, 0.3, 1 - 2 ** -53, 1]),
          ...survivalQuantile(law, [1e-300]),
        ];
        const all = [...points, variance(law), mean(law) ?? 0, ...draw(law, 20, stream(1, 'ends'))];
        expect(all.some(Number.isNaN), `${name}, ${scale}, ${location}`).toBe(false);
      }
    }
  });
});

describe('power tails over scales beyond the number range', () => {
  it('have their probabilities and quantiles in closed form', () => {
    // Student, degrees n: P(T > z) ~ z^-n n^(n/2 - 1)/B(n/2, 1/2). At n = 1, 1/(pi z).
    const cauchy = studentT({ degrees: 1, scale: 1e-200 });
    expect(logSurvival(cauchy, [1e200])[0]).toBeCloseTo(-400 * LN10 - Math.log(Math.PI), 10);
    expect(logDistribution(cauchy, [-1e200])[0]).toBeCloseTo(-400 * LN10 - Math.log(Math.PI), 10);
    expect(logDensity(cauchy, [1e200])[0]).toBeCloseTo(-600 * LN10 - Math.log(Math.PI), 10);
    const stableCauchy = stable({ alpha: 1, scale: 1e-200 });
    expect(logSurvival(stableCauchy, [1e200])[0]).toBeCloseTo(-400 * LN10 - Math.log(Math.PI), 10);
    expect(survivalQuantile(stableCauchy, [1e-300])[0] / 1e100).toBeCloseTo(1 / Math.PI, 11);
    for (const degrees of [0.1, 0.5]) {
      const law = studentT({ degrees, scale: 1e-300 });
      const [x] = survivalQuantile(law, [1e-35]);
      expect(logSurvival(law, [x])[0]).toBeCloseTo(-35 * LN10, 11);
      expect(quantile(law, [1e-35])[0]).toBe(-x);
      // A tenfold x takes 10^-degrees of the probability.
      expect(logSurvival(law, [10 * x])[0]).toBeCloseTo(-(35 + degrees) * LN10, 11);
    }
    // (1 + 2 x/s)^(-1/2).
    const excess = generalisedPareto({ shape: 2, scale: 1e-250 });
    expect(logSurvival(excess, [1e250])[0]).toBeCloseTo(-0.5 * (500 * LN10 + Math.LN2), 11);
    expect(survivalQuantile(excess, [1e-250])[0] / 5e249).toBeCloseTo(1, 11);
    expect(
      draw(generalisedPareto({ shape: 100, scale: 1e-300 }), 100, stream(1, 'wide')).some(Number.isNaN),
    ).toBe(false);
    const heavy = pareto({ tailIndex: 0.5, minimum: 1e-300 });
    expect(survivalQuantile(heavy, [1e-200])[0] / 1e100).toBeCloseTo(1, 11);
  });

  it('have small probabilities near an end of the support', () => {
    // P(X <= x) = 1 - e^(-x/s) = x/s to rounding.
    const law = generalisedPareto({ shape: 0, scale: 1e200 });
    expect(logDistribution(law, [1e-200])[0]).toBeCloseTo(-400 * LN10, 10);
    expect(logSurvival(law, [1e-200])[0]).toBeCloseTo(0, 15);
    expect(logDensity(law, [1e-200])[0]).toBeCloseTo(-200 * LN10, 11);
  });
});

describe('moments at the ends of the number range', () => {
  it('do not leave it on the way', () => {
    expect(variance(studentT({ degrees: 1, scale: 1e-200 }))).toBe(Infinity);
    expect(variance(normal({ deviation: 1e-200 }))).toBe(0);
    expect(mean(generalisedPareto({ shape: 0.5, scale: most, threshold: -most })) as number).toBe(most);
    // e^(2 m + s^2) (e^(s^2) - 1), with s^2 = 900 and m = -1000: e^-200.
    expect(Math.log(variance(logNormal({ logMean: -1000, logDeviation: 30 })))).toBeCloseTo(-200, 10);
    expect(density(logNormal({ logMean: -1e300 }), [1])[0]).toBe(0);
  });
});
