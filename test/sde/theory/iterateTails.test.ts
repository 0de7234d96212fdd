import {
  criticalStepSize,
  iterateTailIndex,
  largestStationaryStep,
  lyapunovExponent,
  momentGrowth,
} from 'heavytail/sde';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { growthRule } from '#heavytail/sde/theory/growthRule';
import { logEvenMoment, midpoint } from '../../naive/iterateMoments.js';

type Problem = { dimension: number; batchSize: number; stepSize: number };

/**
 * Reference values by other quadratures (Gauss-Laguerre tensor rules for d >= 2, adaptive quadrature for d = 1), to the
 * digits that they are given with. At d = 2 the integrand has a cusp where the density of Y is infinite, and those
 * rules are off by up to 0.006; the midpoint rule below decides.
 */
const toleranceOf = (expected: string, dimension: number) => {
  const digits = expected.split('.')[1]?.length ?? 0;
  return dimension === 2 ? 0.0065 : 0.51 * 10 ** -digits;
};
const within = (value: number, expected: string, dimension: number) => {
  expect(Math.abs(value - Number(expected))).toBeLessThan(toleranceOf(expected, dimension));
};

/** Every entry of the tables of tail indices when HEAVYTAIL_SLOW_TESTS is 1, every third where not, and all roots of windows. */
const slow = process.env.HEAVYTAIL_SLOW_TESTS === '1';

/** Of batches of one example in the plane. */
const largestInPlane = largestStationaryStep({ batchSize: 1, featureScale: 1, dimension: 2 });

describe('tails of streaming regression', () => {
  it.each([
    [1, 1, ['.6667', '2.4212']],
    [1, 5, ['1.4286', '2.6172']],
    [1, 10, ['1.6667', '2.4285']],
    [1, 20, ['1.8182', '2.2448']],
    [2, 1, ['.5000', '.9311']],
    [2, 5, ['1.2500', '1.8912']],
    [2, 10, ['1.5385', '2.0503']],
    [2, 20, ['1.7391', '2.0767']],
    [5, 1, ['.2857', '.3512']],
    [5, 5, ['.9091', '1.1173']],
    [5, 10, ['1.2500', '1.4894']],
    [5, 20, ['1.5385', '1.7494']],
    [10, 1, ['.1667', '.1799']],
    [10, 5, ['.6250', '.6906']],
    [10, 10, ['.9524', '1.0533']],
    [10, 20, ['1.2903', '1.4084']],
    [100, 1, ['.0196', '.0196']],
    [100, 5, ['.0943', '.0946']],
    [100, 10, ['.1802', '.1809']],
    [100, 20, ['.3306', '.3326']],
  ] as const)('the window of d = %i, b = %i', (dimension, batchSize, [low, high]) => {
    const problem = { batchSize, featureScale: 1, dimension };
    within(criticalStepSize(problem), low, dimension);
    // The exponent changes its sign once, so that it has one on either side of the root if the value given is right.
    const tolerance = toleranceOf(high, dimension);
    expect(lyapunovExponent({ ...problem, stepSize: Number(high) - tolerance })).toBeLessThan(0);
    expect(lyapunovExponent({ ...problem, stepSize: Number(high) + tolerance })).toBeGreaterThan(0);
    // The search for it takes twelve such exponents.
    if (slow || batchSize === 5) within(largestStationaryStep(problem), high, dimension);
  });

  it.each([
    [
      1,
      1,
      {
        0.2: '8.3026',
        0.4: '3.8056',
        0.6: '2.3017',
        0.8: '1.54640',
        1: '1.09083',
        1.2: '.78532',
        1.5: '.47743',
        2: '.16550',
      },
    ],
    [1, 5, { 0.4: '16.3991', 1: '4.19865', 1.2: '2.95456', 1.5: '1.76888', 2: '.67725' }],
    [2, 1, { 0.2: '7.7628', 0.3: '4.6428', 0.4: '3.0158', 0.5: '2.0000', 0.6: '1.3010', 0.8: '.4030' }],
    [5, 1, { 0.1: '15.4522', 0.2: '5.7335', 0.25: '3.3568', 0.3: '1.5146', 0.35: '.0323' }],
    [10, 5, { 0.3: '19.2379', 0.5: '6.6699', 0.6: '2.8369', 0.625: '2.0000', 0.65: '1.2052' }],
  ] as const)('the tail indices of d = %i, b = %i', (dimension, batchSize, table) => {
    for (const [stepSize, expected] of Object.entries(table).filter((_, i) => slow || i % 3 === 0)) {
      within(
        iterateTailIndex({ stepSize: Number(stepSize), batchSize, featureScale: 1, dimension }),
        expected,
        dimension,
      );
    }
  });

  it('agrees with the midpoint rule at d = 2', () => {
    const two = (stepSize: number, batchSize: number) => ({
      stepSize,
      batchSize,
      featureScale: 1,
      dimension: 2,
    });
    for (const [stepSize, batchSize] of [
      [0.8, 1],
      [1.6, 5],
      [2.0503, 10],
    ] as const) {
      const [rho, growth] = midpoint(stepSize, batchSize, [
        (square) => 0.5 * Math.log(square),
        (square) => square ** 0.65,
      ]) as [number, number];
      expect(Math.abs(lyapunovExponent(two(stepSize, batchSize)) - rho)).toBeLessThan(2e-5);
      expect(Math.abs(momentGrowth(two(stepSize, batchSize), 1.3) - growth)).toBeLessThan(2e-6);
    }
  });

  it('agrees with one-dimensional integrals at d = 2, b = 1', () => {
    // The angle between a and x integrates to 2 log((1 + |u - 1|)/2), u = c X; the rest by adaptive quadrature.
    const two = { batchSize: 1, featureScale: 1, dimension: 2 };
    expect(lyapunovExponent({ ...two, stepSize: 0.8 })).toBeCloseTo(-0.0650784460629, 8);
    expect(largestInPlane).toBeCloseTo(0.93708737192, 8);
    expect(iterateTailIndex({ ...two, stepSize: 0.8 })).toBeCloseTo(0.4011833, 6);
  });

  it('keeps its digits at large indices, where densities underflow and moments overflow', () => {
    // Root of E|1 - c g^2|^s = 1 by 15-digit adaptive quadrature.
    for (const [stepSize, expected] of [
      [0.05, 35.24231839],
      [0.02, 89.11042439],
      [0.005, 358.4451793],
      [0.001, 1794.893942],
    ] as const) {
      const index = iterateTailIndex({ stepSize, batchSize: 1, featureScale: 1, dimension: 1 });
      expect(Math.abs(index / expected - 1)).toBeLessThan(1e-8);
    }
  });

  it('second moments grow as in closed form', () => {
    for (const [dimension, batchSize] of [
      [1, 1],
      [2, 3],
      [7, 2],
      [100, 20],
    ] as const) {
      const c = 0.17;
      const problem = { stepSize: c * batchSize, batchSize, featureScale: 1, dimension };
      const exact = 1 - 2 * c * batchSize + c * c * batchSize * (batchSize + dimension + 1);
      expect(momentGrowth(problem, 2) / exact).toBeCloseTo(1, 8);
      expect(momentGrowth(problem, 0)).toBeCloseTo(1, 12);
    }
  });

  it('has the moments and roots of an independent quadrature', () => {
    const { moments, roots } = JSON.parse(
      readFileSync(new URL('../../reference/iterate-tails.json', import.meta.url), 'utf8'),
    ) as Record<'moments' | 'roots', (Problem & { power: number; growth: string; tailIndex: string })[]>;
    // Documented accuracy: 1e-8. Where 1 - cX has a cusp in the middle of the densities it is used up most.
    for (const { power, growth, ...problem } of moments) {
      const found = momentGrowth({ ...problem, featureScale: 1 }, power);
      expect(Math.abs(found / Number(growth) - 1), JSON.stringify(problem)).toBeLessThan(1e-9);
    }
    for (const { tailIndex, ...problem } of roots) {
      const found = iterateTailIndex({ ...problem, featureScale: 1 });
      expect(Math.abs(found / Number(tailIndex) - 1), JSON.stringify(problem)).toBeLessThan(1e-8);
    }
  });

  it('even moments are those of the exact polynomial, small and large', () => {
    for (const [dimension, batchSize, steps, k] of [
      [3, 1, 700, 12],
      [10, 10, 500, 30],
      [10, 1000, 1500, 50],
      [10, 1000, 500, 60],
      [100, 20, 200, 15],
      [2, 1000, 1990, 20],
    ] as const) {
      const problem = { stepSize: steps / 1000, batchSize, featureScale: 1, dimension };
      const exact = logEvenMoment(dimension, batchSize, steps, k);
      const found = Math.log(momentGrowth(problem, 2 * k));
      // Logarithms of doubles: 1e-16 of up to 700 is lost, besides the documented 1e-8 of the moment itself.
      expect(Math.abs(found - exact), `d ${dimension}, b ${batchSize}`).toBeLessThan(1e-9);
    }
  });

  it('works on a bounded number of nodes, whatever dimension, batch and power', () => {
    for (const batchSize of [1, 5, 20, 1000, 10_000]) {
      for (const dimension of [1, 2, 10, 1000, 10_000]) {
        for (const stepSize of [1e-3, 0.1, 1, criticalStepSize({ batchSize, featureScale: 1, dimension })]) {
          for (const power of [0, 1, 30, 4096]) {
            const { logs } = growthRule(stepSize / batchSize, [batchSize, dimension - 1], power);
            expect(logs.length).toBeGreaterThan(20);
            expect(logs.length).toBeLessThan(80_000);
          }
        }
      }
    }
  });

  it('only the product of step size and squared feature scale counts', () => {
    const [one, same] = [
      { stepSize: 0.4, batchSize: 1, featureScale: 1 },
      { stepSize: 0.1, batchSize: 1, featureScale: 2 },
    ];
    const index = iterateTailIndex({ ...one, dimension: 1 });
    expect(iterateTailIndex({ ...same, dimension: 1 })).toBeCloseTo(index, 9);
    const growth = momentGrowth({ ...one, dimension: 2 }, 1.3);
    expect(momentGrowth({ ...same, dimension: 2 }, 1.3)).toBeCloseTo(growth, 12);
  });

  it('the published grid of d = 100 has no stationary law where it was plotted heaviest', () => {
    const sign = (stepSize: number, batchSize: number) =>
      Math.sign(lyapunovExponent({ stepSize, batchSize, featureScale: 1, dimension: 100 }));
    const grid = Array.from({ length: 10 }, (_, i) => 0.02 + 0.02 * i);
    // First positive step size of each batch size; none for 20.
    for (const [batchSize, first] of [
      [1, 0.02],
      [2, 0.04],
      [3, 0.06],
      [4, 0.08],
      [5, 0.1],
      [10, 0.2],
      [20, 1],
    ] as const) {
      for (const stepSize of grid) expect(sign(stepSize, batchSize)).toBe(stepSize > first - 0.01 ? 1 : -1);
    }
  });

  it('refuses what has no answer', () => {
    const problem = { stepSize: 3, batchSize: 1, featureScale: 1, dimension: 1 };
    expect(() => iterateTailIndex(problem)).toThrow('no stationary law');
    expect(() => iterateTailIndex({ ...problem, batchSize: 0.5 })).toThrow('The batch size is 0.5');
    expect(() => momentGrowth({ ...problem, stepSize: 0 }, 1)).toThrow('The stepSize is 0');
  });
});
