import {
  exitProbability,
  exitTimeFromInterval,
  flat,
  getoorTime,
  kramersTime,
  levyConstant,
  levyExitTime,
  levyTransitionRates,
  passageTime,
  quadraticWell,
} from 'heavytail/sde';
import { gamma } from '#heavytail/sde/theory/gamma';
import { describe, expect, it } from 'vitest';
import { quartic } from './quartic.js';

describe('passage times', () => {
  // Computed with 30 digits from the double integral; ten digits are given.
  it.each([
    [1, 2.521704215, 6.697757907],
    [0.7, 5.904995914, 14.63920195],
    [0.5, 18.42615845, 41.03428027],
    [0.4, 57.47830356, 120.005742],
    [0.35, 147.0892814, 299.7018935],
  ])(
    'noise scale %f: from a minimum of x^4/4 - x^2/2 to saddle and other minimum',
    (noise, saddle, across) => {
      expect(Math.abs(passageTime(quartic, noise, -1, 0) / saddle - 1)).toBeLessThan(1e-8);
      expect(Math.abs(passageTime(quartic, noise, -1, 1) / across - 1)).toBeLessThan(1e-8);
      expect(Math.abs(passageTime(quartic, noise, 1, -1) / across - 1)).toBeLessThan(1e-8);
    },
  );

  it.each([
    [0.7, 12.326],
    [0.5, 32.829],
    [0.35, 263.21],
  ])('Kramers’ formula at noise scale %f (given with five digits)', (noise, time) => {
    expect(Math.abs(kramersTime(quartic, noise, -1, 0) / time - 1)).toBeLessThan(4e-5);
  });

  it('tend to Kramers’ formula at a barrier of 300 without overflow', () => {
    const noise = Math.sqrt(0.5 / 300);
    const ratio = passageTime(quartic, noise, -1, 1) / kramersTime(quartic, noise, -1, 0);
    // The next order of the expansion is of size 1/barrier.
    expect(Math.abs(ratio - 1)).toBeLessThan(3 / 300);
  });

  it('leave an interval without potential after (x - a)(b - x)/noiseScale^2', () => {
    expect(exitTimeFromInterval(flat(), 0.5, 0.3, -1, 2)).toBeCloseTo((1.3 * 1.7) / 0.25, 11);
    expect(exitProbability(flat(), 0.5, 0.3, -1, 2)).toBeCloseTo(1.3 / 3, 13);
  });

  it('agree between one edge and two when the other edge is out of reach', () => {
    const near = exitTimeFromInterval(quartic, 0.5, -1, -4, 0);
    expect(near / passageTime(quartic, 0.5, -1, 0)).toBeCloseTo(1, 11);
  });

  it('satisfy Dynkin’s equation eps^2/2 T″ − U′ T′ = −1', () => {
    const well = quadraticWell(2, 0.1);
    const [noise, h] = [0.6, 1e-3];
    const time = (x: number) => exitTimeFromInterval(well, noise, x, -0.8, 1);
    for (const x of [-0.5, 0.1, 0.7]) {
      const first = (time(x + h) - time(x - h)) / (2 * h);
      const second = (time(x + h) - 2 * time(x) + time(x - h)) / h ** 2;
      // Differences err by h^2 times fourth derivatives, some hundred here.
      expect((noise ** 2 / 2) * second - well.gradient(x) * first).toBeCloseTo(-1, 3);
    }
  });

  it('are refused where they are infinite', () => {
    expect(() => passageTime(flat(), 1, 0, 1)).toThrow('the mean passage time is infinite');
    expect(() => passageTime(quartic, 0, 0, 1)).toThrow('The noise scale is 0');
    expect(() => exitTimeFromInterval(quartic, 1, 3, 0, 2)).toThrow('The start 3 lies outside');
  });
});

describe('Levy exits', () => {
  it('gamma equals factorials, half-integer values and the reflection formula', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      expect(Math.abs(gamma(n) / factorial - 1)).toBeLessThan(1e-14);
      factorial *= n;
    }
    let half = Math.sqrt(Math.PI);
    for (let n = 0; n < 15; n++) {
      expect(Math.abs(gamma(n + 0.5) / half - 1)).toBeLessThan(1e-14);
      half *= n + 0.5;
    }
    for (const x of [0.01, 0.2, 0.31, 0.77]) {
      expect(gamma(x) * gamma(1 - x)).toBeCloseTo(Math.PI / Math.sin(Math.PI * x), 11);
    }
  });

  it('C_1 = 1/pi (Cauchy), C_(1/2) = 1/(2 sqrt(2 pi)), C_(3/2) = 3/(4 sqrt(2 pi))', () => {
    expect(levyConstant(1)).toBeCloseTo(1 / Math.PI, 14);
    expect(levyConstant(0.5)).toBeCloseTo(1 / (2 * Math.sqrt(2 * Math.PI)), 14);
    expect(levyConstant(1.5)).toBeCloseTo(3 / (4 * Math.sqrt(2 * Math.PI)), 14);
  });

  it('small-noise times (published to three digits)', () => {
    expect(levyExitTime(1.2, 0.1, 1, 1)).toBeCloseTo(28.5, 1);
    expect(levyExitTime(1.5, 0.05, 1, 1)).toBeCloseTo(224.2, 1);
    expect(Math.round(levyExitTime(1.8, 0.1, 1, 1))).toBe(344);
    expect(levyExitTime(1.5, 0.1, 2, Infinity)).toBeCloseTo(2 * levyExitTime(1.5, 0.1, 2, 2), 10);
  });

  it('transition rates: rows sum to zero, leaving rate is that of the exit, two wells weigh as width^alpha', () => {
    const rates = levyTransitionRates(1.4, [-1, 2, 4], [0, 3]);
    for (const row of rates) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 14);
    expect(-1 / rates[1][1]).toBeCloseTo(levyExitTime(1.4, 1, 2, 1), 12);
    expect(rates[0][2]).toBeGreaterThan(0);
    const [[, right], [left]] = levyTransitionRates(1.4, [-1, 3], [0]) as [number[], number[]];
    expect(right! / left!).toBeCloseTo(3 ** 1.4, 12);
  });

  it('Getoor: Brownian (variance 2 t) r^2/(2 d), Cauchy in the plane, components', () => {
    for (const d of [1, 2, 5]) expect(getoorTime(2, 3, 0, d)).toBeCloseTo(9 / (2 * d), 12);
    expect(getoorTime(1, 1, 0, 2)).toBeCloseTo(0.6366197723675814, 14);
    expect(getoorTime(1.5, 1)).toBeCloseTo(0.7523, 4);
    expect(getoorTime(1.5, 1, 0, 2, 'independent')).toBeCloseTo(0.3761, 4);
    expect(getoorTime(1.3, 2, 1)).toBeCloseTo(getoorTime(1.3, 2, 1, 1, 'independent'), 13);
  });

  it('refuses what has no theory', () => {
    expect(() => levyConstant(2)).toThrow('0 < alpha < 2');
    expect(() => levyExitTime(1.5, 0.1, Infinity, Infinity)).toThrow('no exit happens');
    expect(() => getoorTime(1.5, 1, 2)).toThrow('the start inside the ball');
    expect(() => kramersTime(quartic, 1, 0, 1)).toThrow('The curvature is -1 at the minimum 0');
  });
});
