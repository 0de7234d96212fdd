import { stream } from 'heavytail/random';
import { brownian, flat, levy, path, quadraticWell } from 'heavytail/sde';
import { characteristicFunction, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

describe('the exact Ornstein-Uhlenbeck transition', () => {
  const curvature = 1.3;
  const timeStep = 0.4;
  const n = 20_000;
  /** Places after three steps from 2, each from a stream of its own. */
  const ends = (alpha: number) =>
    Float64Array.from(
      { length: n },
      (_, i) =>
        path({
          potential: quadraticWell(curvature, 0.5),
          driver: levy(alpha, 0.7),
          start: 2,
          timeStep,
          steps: 3,
          stream: stream(1, 'ou', alpha).substream(i),
          scheme: 'exact',
        })[3],
    );

  it.each([1.2, 1.7, 2])('alpha %f: the stable law of centre and scale in closed form', (alpha) => {
    const time = 3 * timeStep;
    const scale = 0.7 * ((1 - Math.exp(-alpha * curvature * time)) / (alpha * curvature)) ** (1 / alpha);
    const location = 0.5 + 1.5 * Math.exp(-curvature * time);
    const values = ends(alpha);
    const ts = [0.3, 1, 3];
    const { real, imaginary } = characteristicFunction(stable({ alpha, scale, location }), ts);
    ts.forEach((t, j) => {
      const even = values.reduce((sum, x) => sum + Math.cos(t * x), 0) / n;
      const odd = values.reduce((sum, x) => sum + Math.sin(t * x), 0) / n;
      // cos and sin have standard deviations of at most 1.
      expect(Math.abs(even - real[j])).toBeLessThan(normalLimit / Math.sqrt(n));
      expect(Math.abs(odd - imaginary[j])).toBeLessThan(normalLimit / Math.sqrt(n));
    });
  });
});

describe('paths', () => {
  const settings = { potential: flat(), start: 1, timeStep: 0.01, steps: 1000, stream: stream(1, 'path') };

  it('begin at the start and are shorter paths continued', () => {
    for (const driver of [levy(1.4, 1), brownian(1)]) {
      const long = path({ ...settings, driver });
      expect(long.length).toBe(1001);
      expect(long[0]).toBe(1);
      for (const steps of [1, 7, 129, 300]) {
        expect(path({ ...settings, driver, steps })).toEqual(long.slice(0, steps + 1));
      }
    }
  });

  it('have Brownian increments of variance noiseScale^2 timeStep, uncorrelated', () => {
    const steps = 100_000;
    const walk = path({ ...settings, driver: brownian(3), steps });
    let squares = 0;
    let products = 0;
    for (let i = 0; i < steps; i++) {
      const z = (walk[i + 1] - walk[i]) / 0.3;
      squares += z * z;
      if (i > 0) products += (z * (walk[i] - walk[i - 1])) / 0.3;
    }
    expect(Math.abs(squares / steps - 1)).toBeLessThan(normalLimit * Math.sqrt(2 / steps));
    expect(Math.abs(products / steps)).toBeLessThan(normalLimit / Math.sqrt(steps));
  });

  it('decay without noise worth mentioning as the Euler scheme does', () => {
    const walk = path({ ...settings, potential: quadraticWell(2), driver: brownian(1e-12), steps: 50 });
    walk.forEach((x, i) => expect(x).toBeCloseTo((1 - 2 * 0.01) ** i, 9));
  });

  it('are refused without steps, start or a step fine enough', () => {
    const driver = brownian(1);
    expect(() => path({ ...settings, driver, steps: 0 })).toThrow('The number of steps is 0');
    expect(() => path({ ...settings, driver, start: Number.NaN })).toThrow('The start is NaN');
    expect(() => path({ ...settings, driver, potential: quadraticWell(60) })).toThrow('too coarse');
  });
});
