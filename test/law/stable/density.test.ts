import fc from 'fast-check';
import {
  density,
  distribution,
  logDensity,
  logDistribution,
  logSurvival,
  stable,
  support,
  survival,
} from 'heavytail/stable';
import { describe, expect, it } from 'vitest';

const xs = [-1e300, -1e10, -300, -20, -3, -1, -0.1, 0, 1e-300, 1e-9, 0.5, 2, 7, 100, 1e6, 1e100];

/** Largest difference of two lists of logarithms, relative to max(1, |logarithm|/100). */
function difference(found: Float64Array, expected: readonly number[]): number {
  return Math.max(
    ...expected.map((value, i) =>
      value === found[i] ? 0 : Math.abs(found[i] - value) / Math.max(1, Math.abs(value) / 100),
    ),
  );
}

describe('closed forms', () => {
  // x^2/4 at x = 300 is 22500, rounded to 4e-12; relative to a hundredth of it, 2e-14. Both sides round.
  const tolerance = 2e-13;

  it('is the normal law of variance 2 at alpha = 2, whatever beta', () => {
    const near = xs.filter((x) => Math.abs(x) < 1e10);
    const expected = near.map((x) => -(x * x) / 4 - Math.log(4 * Math.PI) / 2);
    expect(difference(logDensity(stable({ alpha: 2, beta: 0.7 }), near), expected)).toBeLessThan(tolerance);
  });

  it("is Cauchy's law at alpha = 1", () => {
    const law = stable({ alpha: 1, scale: 2, location: -1 });
    const zs = xs.map((x) => (x + 1) / 2);
    const log1pSquare = (z: number) => (Math.abs(z) > 1e8 ? 2 * Math.log(Math.abs(z)) : Math.log1p(z * z));
    const expected = zs.map((z) => -Math.log(2 * Math.PI) - log1pSquare(z));
    expect(difference(logDensity(law, xs), expected)).toBeLessThan(tolerance);
    const below = zs.map((z) => Math.log(Math.atan2(1, -z) / Math.PI));
    expect(difference(logDistribution(law, xs), below)).toBeLessThan(tolerance);
  });

  it.each([1, -1])("is Lévy's law at alpha = 1/2, beta = %i", (beta) => {
    const law = stable({ alpha: 0.5, beta, parameterization: 'S1' });
    const ys = [1e-2, 0.03, 0.5, 1, 4, 1e5, 1e12];
    const expected = ys.map((y) => -Math.log(2 * Math.PI) / 2 - 1.5 * Math.log(y) - 1 / (2 * y));
    // S1's origin is S0's 1: y = 0.01 is known to 1e-16/0.01, and the logarithm falls by 1/(2 y) there.
    const found = logDensity(
      law,
      ys.map((y) => beta * y),
    );
    expect(difference(found, expected)).toBeLessThan(1e-12);
    expect([...logDensity(law, [-beta, -beta * 1e9])]).toEqual([-Infinity, -Infinity]);
  });

  it('has the density of a symmetric law at its centre, Gamma(1 + 1/alpha)/pi', () => {
    for (const [alpha, gamma] of [
      [0.5, 2],
      [1, 1],
      [2, Math.sqrt(Math.PI) / 2],
      [0.25, 24],
    ]) {
      expect(density(stable({ alpha }), [0])[0] / (gamma / Math.PI)).toBeCloseTo(1, 13);
    }
  });
});

describe('both tails', () => {
  it('follow the power law P(X > x) = C (1 + beta) x^-alpha far out, on the log scale', () => {
    for (const [alpha, beta] of [
      [0.3, 0.5],
      [0.9, -0.3],
      [1, 0.5],
      [1.00001, 0.9],
      [1.5, 0],
      [1.99, -0.9],
    ]) {
      const law = stable({ alpha, beta });
      const constant = (side: number) =>
        Math.log(((1 + side * beta) * Math.sin((Math.PI * alpha) / 2) * gammaOf(alpha)) / Math.PI);
      // The next term is smaller by x^-alpha or, near alpha = 1, by log(x)/x: nothing at 1e300 and 1e100.
      expect(logSurvival(law, [1e300])[0]).toBeCloseTo(constant(1) - alpha * Math.log(1e300), 8);
      expect(logDistribution(law, [-1e100])[0]).toBeCloseTo(constant(-1) - alpha * Math.log(1e100), 8);
      const slope = Math.log(alpha) + constant(1) - (alpha + 1) * Math.log(1e300);
      expect(logDensity(law, [1e300])[0]).toBeCloseTo(slope, 8);
    }
  });

  it('keeps the light tail of a one-sided law on the log scale', () => {
    // Zolotarev 1986, theorem 2.5.3, at alpha = 3/2: log f -> -(1/3) (2 x/3)^3 / (4 cos...)
    // is checked by the reference table; here: it falls without bound and without a gap.
    const values = logDensity(stable({ alpha: 1.5, beta: -1 }), [10, 20, 40, 80, 160, 320]);
    for (let i = 1; i < values.length; i++) {
      expect(values[i] / values[i - 1]).toBeGreaterThan(6);
      expect(values[i] / values[i - 1]).toBeLessThan(10);
    }
  });
});

/** Gamma for 0 < x < 3 by Lanczos' approximation with g = 7 and 9 terms (Numerical Recipes 6.1), 1e-14. */
function gammaOf(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const z = x - 1;
  const sum = terms.reduce((total, term, i) => total + term / (z + i + 1), 0.9999999999998099);
  const t = z + 7.5;
  return Math.sqrt(2 * Math.PI) * t ** (z + 0.5) * Math.exp(-t) * sum;
}

const laws = fc.record({
  alpha: fc.oneof(fc.double({ min: 0.1, max: 2, noNaN: true }), fc.constantFrom(0.999999, 1, 1.000001, 2)),
  beta: fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(-1, 0, 1, 0.999999)),
});
const points = fc.oneof(
  fc.double({ min: -50, max: 50, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

describe('any law at any point', () => {
  it('gives numbers, and P(X <= x) + P(X > x) = 1', () => {
    fc.assert(
      fc.property(laws, points, (parameters, x) => {
        const law = stable(parameters);
        const [f, below, above] = [density(law, [x])[0], distribution(law, [x])[0], survival(law, [x])[0]];
        expect(f).toBeGreaterThanOrEqual(0);
        expect(Math.abs(below + above - 1)).toBeLessThan(1e-14);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('mirrors with beta', () => {
    fc.assert(
      fc.property(laws, points, ({ alpha, beta }, x) => {
        const [law, mirror] = [stable({ alpha, beta }), stable({ alpha, beta: -beta })];
        // At the shift point the two sides are two integrals.
        const tolerance = 5e-14;
        expect(difference(logDensity(law, [x]), [...logDensity(mirror, [-x])])).toBeLessThan(tolerance);
        expect(difference(logSurvival(law, [x]), [...logDistribution(mirror, [-x])])).toBeLessThan(tolerance);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('has the slope that its density says', () => {
    fc.assert(
      fc.property(laws, fc.double({ min: -20, max: 20, noNaN: true }), (parameters, x) => {
        const law = stable(parameters);
        const h = 1e-4 * Math.max(1, Math.abs(x));
        // Simpson's rule over (x - h, x + h): error h^4 f''''/90 of f, tiny unless the law has a peak there.
        const [low, middle, high] = density(law, [x - h, x, x + h]);
        const step = distribution(law, [x + h])[0] - distribution(law, [x - h])[0];
        const smooth = Math.abs(low - 2 * middle + high) < 1e-6 * middle;
        if (smooth && middle > 1e-8) {
          expect(Math.abs((h / 3) * (low + 4 * middle + high) - step)).toBeLessThan(1e-7 * step + 1e-15);
        }
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});

describe('many points at once', () => {
  it.each([
    [1.5, 0.3],
    [0.7, -0.9],
    [1, 0.5],
    [0.4, 1],
    [1.001, -0.5],
    [2, 0],
  ])('agree with one point at a time (alpha %f, beta %f)', (alpha, beta) => {
    const law = stable({ alpha, beta });
    const many = Float64Array.from({ length: 4000 }, (_, i) => Math.sinh((i - 2000) / 250));
    for (const evaluate of [logDensity, logDistribution, logSurvival]) {
      const together = evaluate(law, many);
      const some = Array.from({ length: 200 }, (_, i) => 20 * i + 7);
      const apart = some.map((i) => evaluate(law, [many[i]])[0]);
      // Interpolation stops at 1e-13 of the logarithm at its nodes and one check between them.
      expect(
        difference(
          Float64Array.from(some, (i) => together[i]),
          apart,
        ),
      ).toBeLessThan(1e-12);
    }
  });
});

describe('ends', () => {
  it('has limits at infinite points and the ends of its support', () => {
    const law = stable({ alpha: 1.5, beta: 0.2 });
    expect([...density(law, [-Infinity, Infinity])]).toEqual([0, 0]);
    expect([...distribution(law, [-Infinity, Infinity])]).toEqual([0, 1]);
    expect([...survival(law, [-Infinity, Infinity])]).toEqual([1, 0]);
    expect(support(law)).toEqual([-Infinity, Infinity]);
    expect(support(stable({ alpha: 0.5, beta: 1, scale: 3, location: 1 }))).toEqual([-2, Infinity]);
    expect(support(stable({ alpha: 0.5, beta: -1, parameterization: 'S1' }))[1]).toBeCloseTo(0, 15);
  });

  it('refuses a point that is no number', () => {
    expect(() => density(stable({ alpha: 1.5 }), [0, NaN])).toThrow(/Point 1 is NaN/);
  });
});
