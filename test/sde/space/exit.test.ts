import { normal } from 'heavytail/law';
import { stream } from 'heavytail/random';
import {
  brownian,
  compoundPoisson,
  customLandscape,
  levy,
  mullerBrown,
  spaceExits,
  spacePath,
  temperedLevy,
  type SpaceDriver,
  type SpaceExitSettings,
} from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { threeWells } from './threeWells.js';

const base: SpaceExitSettings = { ...threeWells, stream: stream(1, 'space') };

const drivers: [string, SpaceDriver][] = [
  ['brownian', brownian(0.8)],
  ['levy', levy(1.5, 0.3)],
  ['clipped', { kind: 'clipped', alpha: 1.5, noiseScale: 0.3, largestIncrement: 0.4 }],
  ['tempered', temperedLevy(1.5, 0.3, 2)],
  ['compound Poisson', compoundPoisson(3, normal({ deviation: 0.8 }))],
];

describe.each(drivers)('exits under %s noise', (_, driver) => {
  const settings = { ...base, driver, maximalSteps: 3000 };
  const whole = spaceExits(settings);

  it('have the same bits in one call and in ranges of paths', () => {
    let done = 0;
    for (const paths of [1, 2, 40, 57]) {
      const part = spaceExits({ ...settings, firstPath: done, paths });
      for (const key of ['times', 'steps', 'jumps', 'overshoots', 'censored'] as const) {
        expect(part[key]).toEqual(whole[key]!.slice(done, done + paths));
      }
      expect(part.places).toEqual(whole.places.slice(3 * done, 3 * (done + paths)));
      done += paths;
    }
    expect(done).toBe(100);
  });

  it('end the recorded path', () => {
    expect(whole.censored.some((flag) => flag === 0)).toBe(true);
    whole.steps.slice(0, 20).forEach((steps, p) => {
      const walk = spacePath({ ...settings, steps, stream: stream(1, 'space').substream(p) });
      expect(walk.slice(3 * steps)).toEqual(whole.places.slice(3 * p, 3 * p + 3));
      for (let step = 0; step < steps; step++) expect(walk[3 * step]).toBeLessThan(0);
      if (whole.censored[p] === 0) expect(whole.overshoots![p]).toBe(walk[3 * steps]);
    });
  });
});

it('the tamed scheme survives where the plain one leaves all numbers', () => {
  const quartic = customLandscape({
    dimension: 2,
    value: (x) => (x[0] ** 4 + x[1] ** 4) / 4,
    gradient: (x, into) => x.forEach((coordinate, j) => (into[j] = coordinate ** 3)),
  });
  const settings: SpaceExitSettings = {
    ...base,
    landscape: quartic,
    driver: levy(1.2, 3),
    start: [0, 0],
    timeStep: 0.05,
    domain: { kind: 'where', inside: () => true },
    paths: 5,
    maximalSteps: 1000,
  };
  expect(() => spaceExits(settings)).toThrow(/is Infinity at|is -Infinity at|is NaN at|left all numbers/);
  const exits = spaceExits({ ...settings, scheme: 'tamed' });
  expect(exits.places.every(Number.isFinite)).toBe(true);
  expect(exits.overshoots).toBeUndefined();
  expect(exits.censored.every((flag) => flag === 1)).toBe(true);
});

it('paths leave a basin of Mueller-Brown into another', () => {
  const landscape = mullerBrown();
  const { places } = spaceExits({
    ...base,
    landscape,
    driver: brownian(6),
    start: landscape.minima[2],
    timeStep: 1e-4,
    domain: { kind: 'basin', minimum: 2 },
    paths: 10,
  });
  for (let p = 0; p < 10; p++) {
    expect([0, 1]).toContain(landscape.basinOf(places.subarray(2 * p, 2 * p + 2)));
  }
});

it('overshoots are distances from the domain', () => {
  const shared = { ...base, driver: levy(1.2, 0.5), paths: 50 };
  const box = spaceExits({ ...shared, domain: { kind: 'box', low: -2, high: [0.5, Infinity, 1] } });
  box.overshoots!.forEach((overshoot, p) => {
    const [x, y, z] = box.places.subarray(3 * p, 3 * p + 3);
    const off = [Math.max(x - 0.5, -2 - x, 0), Math.max(-2 - y, 0), Math.max(z - 1, -2 - z, 0)];
    expect(overshoot).toBeCloseTo(Math.hypot(...off), 12);
  });
  const tilted = spaceExits({ ...shared, domain: { kind: 'halfSpace', normal: [3, 4, 0], offset: 1 } });
  tilted.overshoots!.forEach((overshoot, p) => {
    expect(overshoot).toBeCloseTo((3 * tilted.places[3 * p] + 4 * tilted.places[3 * p + 1] - 1) / 5, 12);
  });
});

it('refuses with advice what cannot be simulated', () => {
  const refuse = (change: Partial<SpaceExitSettings>) => expect(() => spaceExits({ ...base, ...change }));
  refuse({ timeStep: 1 }).toThrow(/The time step 1 is too coarse for a landscape of curvature up to/);
  refuse({ start: [1, 0, 0] }).toThrow('The start lies outside the domain');
  refuse({ start: [0] }).toThrow('The start has 1 coordinates; it must have 3');
  refuse({ paths: 0 }).toThrow('The number of paths is 0');
  refuse({ firstPath: -1 }).toThrow('The first path is -1');
  refuse({ maximalSteps: 0 }).toThrow('The maximal number of steps is 0');
  refuse({ domain: { kind: 'box', low: -Infinity, high: Infinity } }).toThrow('The box is the whole space');
  refuse({ domain: { kind: 'ball', center: [0, 0, 0], radius: 0 } }).toThrow('The radius is 0');
});
