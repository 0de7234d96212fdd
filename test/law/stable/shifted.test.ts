import { stream } from 'heavytail/random';
import {
  characteristicFunction,
  distribution,
  draw,
  drawIsotropic,
  logDensity,
  logDistribution,
  logSurvival,
  mean,
  quantile,
  stable,
  support,
  type StableLaw,
} from 'heavytail/stable';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Row = [
  alpha: number,
  beta: number,
  parameterization: 'S0' | 'S1',
  scale: number,
  location: number,
  x: number,
  logDensity: string,
  logDistribution: string,
  logSurvival: string,
];
const { rows }: { rows: Row[] } = JSON.parse(
  readFileSync(new URL('../../reference/stable-shifted.json', import.meta.url), 'utf8'),
);

const lawOf = ([alpha, beta, parameterization, scale, location]: Row) =>
  stable({ alpha, beta, parameterization, scale, location });

/**
 * Of max(1, |logarithm|), 1.2e-13 measured, within 1e-12 of alpha = 1 (docs/accuracy.md).
 */
const tolerance = 2e-13;

function errorOf(found: number, exact: string): number {
  const value = Number(exact);
  return found === value ? 0 : Math.abs(found - value) / Math.max(1, Math.abs(value));
}

describe('a stable law with scale and location, in S0 and in S1', () => {
  it('has a table of both, near the shift point and at the ends of the number range', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
    for (const name of ['S0', 'S1']) expect(rows.filter((row) => row[2] === name).length).toBeGreaterThan(20);
  });

  it.each([
    ['logDensity', logDensity, 6],
    ['logDistribution', logDistribution, 7],
    ['logSurvival', logSurvival, 8],
  ] as const)('has the %s of the table', (_, f, column) => {
    for (const row of rows) {
      const error = errorOf(f(lawOf(row), [row[5]])[0], row[column] as string);
      expect(error, `${row.slice(0, 6)}`).toBeLessThan(tolerance);
    }
  });

  it('has them in a crowd of points, too', () => {
    const chosen = rows.filter(([alpha, beta, name]) => name === 'S1' && beta === 1 && alpha <= 0.2);
    for (const row of chosen.filter((_, i) => i % 9 === 0)) {
      const crowd = Array.from({ length: 60 }, (_, i) => row[5] * (1 + (i - 30) / 100));
      const found = logDistribution(lawOf(row), [row[5], ...crowd])[0];
      expect(errorOf(found, row[7]), `${row.slice(0, 6)}`).toBeLessThan(2 * tolerance);
    }
  });
});

describe('one-sided laws of S1', () => {
  it('begin at their location and have nothing below', () => {
    for (const alpha of [1e-4, 0.05, 0.1, 0.3, 0.5, 0.9, 0.999]) {
      for (const [scale, location] of [
        [1, 0],
        [0.3, 7],
        [1e300, -1e10],
      ]) {
        const law = stable({ alpha, beta: 1, scale, location, parameterization: 'S1' });
        expect(support(law)).toEqual([location, Infinity]);
        const below = location - Math.max(1e-300, Math.abs(location) * 2 ** -53);
        expect([...logDistribution(law, [below, location])]).toEqual([-Infinity, -Infinity]);
        expect([...logSurvival(law, [below, location])]).toEqual([0, 0]);
        expect([...logDensity(law, [below, location])]).toEqual([-Infinity, -Infinity]);
        const mirrored = stable({ alpha, beta: -1, scale, location: 0 - location, parameterization: 'S1' });
        expect(support(mirrored)).toEqual([-Infinity, 0 - location]);
        expect([...distribution(mirrored, [-location, -below])]).toEqual([1, 1]);
      }
    }
  });

  it('are Lévy’s law in closed form at 1/2: F = erfc(1/sqrt(2 x)), f = exp(-1/(2 x)) / sqrt(2 π x^3)', () => {
    const law = stable({ alpha: 0.5, beta: 1, parameterization: 'S1' });
    for (const x of [1e-3, 0.01, 0.5, 1e10, 1e200]) {
      const expected = -0.5 / x - 0.5 * Math.log(2 * Math.PI) - 1.5 * Math.log(x);
      expect(Math.abs(logDensity(law, [x])[0] - expected)).toBeLessThan(2e-14 * Math.max(1, -expected));
    }
  });

  it('draw positive numbers that have the law down to its end', () => {
    const n = 4000;
    for (const alpha of [1e-3, 0.02, 0.1, 0.5, 0.95]) {
      const law = stable({ alpha, beta: 1, parameterization: 'S1' });
      const draws = draw(law, n, stream(3, 'one-sided', alpha));
      expect(draws.every((x) => x > 0)).toBe(true);
      const middle = quantile(law, [0.4])[0];
      const below = draws.filter((x) => x <= middle).length / n;
      // Five standard errors: one run in two million.
      expect(Math.abs(below - 0.4)).toBeLessThan(5 * Math.sqrt(0.24 / n));
    }
  });
});

describe('the smallest alpha', () => {
  it('leaves a symmetric law half of its mass below 0, with its density there', () => {
    // log(Gamma(1 + 1/alpha)/pi), for whole 1/alpha: a sum of logarithms.
    for (const whole of [10, 50, 200, 500, 1000, 10_000]) {
      const law = stable({ alpha: 1 / whole });
      let expected = -Math.log(Math.PI);
      for (let k = 2; k <= whole; k++) expected += Math.log(k);
      expect(distribution(law, [0])[0]).toBeCloseTo(0.5, 14);
      expect(Math.abs(logDensity(law, [0])[0] / expected - 1)).toBeLessThan(1e-12);
      expect(Math.abs(quantile(law, [0.5])[0])).toBeLessThan(1e-20);
    }
  });

  it('is refused below 0.0001 in a sentence', () => {
    expect(() => stable({ alpha: 5e-324 })).toThrow(/^alpha is 5e-324; below 0.0001 a stable law spreads/);
    expect(() => stable({ alpha: 9.9e-5 })).toThrow(RangeError);
    const radii = drawIsotropic({ alpha: 1e-4, dimension: 2 }, 10, stream(1, 'least'));
    expect(radii).toHaveLength(20);
  });
});

describe('the two locations', () => {
  it('are kept or converted with all digits', () => {
    const s1 = stable({ alpha: 1 + 2 ** -40, beta: 1, location: 5, parameterization: 'S1' });
    expect(s1.locationS1).toBe(5);
    expect(mean(s1)).toBe(5);
    // tan(pi alpha/2) = -2^41/pi to 1e-24 of it.
    expect(s1.locationS0).toBeCloseTo(5 - 2 ** 41 / Math.PI, 3);
    // (2/pi) log(1e300) 1e300 and a location that cancels it to its last digits.
    const shift = stable({ alpha: 1, beta: 1, scale: 1e10 }).locationS1;
    const back = stable({ alpha: 1, beta: 1, scale: 1e10, location: shift, parameterization: 'S1' });
    expect(Math.abs(back.locationS0)).toBeLessThan(Math.abs(shift) * 2 ** -53);
  });

  it('do not change the characteristic function, which keeps its digits in S1 where |scale t| is large', () => {
    const law = stable({ alpha: 0.1, beta: 1, parameterization: 'S1' });
    for (const t of [1e-300, 1e-5, 1, 1e5, 1e12]) {
      const power = t ** 0.1;
      const { real, imaginary } = characteristicFunction(law, [t]);
      const phase = power * Math.tan(Math.PI * 0.05);
      expect(Math.abs(real[0] / (Math.exp(-power) * Math.cos(phase)) - 1)).toBeLessThan(1e-13);
      expect(Math.abs(imaginary[0] / (Math.exp(-power) * Math.sin(phase)) - 1)).toBeLessThan(1e-13);
    }
    const small: StableLaw = stable({ alpha: 0.001, scale: 1e-200 });
    const { real } = characteristicFunction(small, [1e-200]);
    expect(real[0]).toBeCloseTo(Math.exp(-Math.exp(-0.4 * Math.LN10)), 14);
    const moved = stable({ alpha: 0.5, location: 1e300, scale: 1e-300 });
    expect(() => characteristicFunction(moved, [1e10])).toThrow(/beyond the number range/);
  });
});
