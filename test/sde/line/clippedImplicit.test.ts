import { stream } from 'heavytail/random';
import {
  brownian,
  clippedLevy,
  countExits,
  exitTimes,
  levy,
  meanExitTime,
  overshoots,
  path,
  Potential,
  quadraticWell,
  type Driver,
  type ExitSettings,
} from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import { naiveDraws } from '../../naive/generator.js';
import { landscape, leaving } from '../leaving.js';

/** U = (x^2 - 1)^2/4, on the whole line. */
const quartic = new Potential({
  breaks: [],
  pieces: [{ center: 0, u: [0.25, 0, -0.5, 0, 0.25] }],
  minima: [-1, 1],
  saddles: [0],
});

const exit: ExitSettings = { ...leaving, driver: clippedLevy(1.5, 0.2, 0.25), stream: stream(1, 'clipped') };

describe('clipped increments', () => {
  it('are those of Levy noise, cut', () => {
    const source = stream(1, 'clipped walk');
    const settings = { potential: landscape, start: -1, timeStep: 0.005, steps: 2000, stream: source };
    const places = path({ ...settings, driver: clippedLevy(1.3, 0.2, 0.05) });
    const draws = naiveDraws(1.3, 2000, source);
    let cut = 0;
    for (let k = 0; k < 2000; k++) {
      const drawn = 0.2 * 0.005 ** (1 / 1.3) * draws[k];
      cut += Number(Math.abs(drawn) > 0.05);
      const noise = Math.max(-0.05, Math.min(0.05, drawn));
      const next = places[k] - 0.005 * landscape.gradient(places[k]) + noise;
      expect(Math.abs(places[k + 1] - next)).toBeLessThan(1e-9);
    }
    expect(cut).toBeGreaterThan(5);
  });

  it('end exits at the places of the recorded path, none larger than the threshold', () => {
    const settings = { ...exit, driver: clippedLevy(1.5, 0.2, 0.08), timeStep: 0.008, paths: 40 };
    const exits = exitTimes(settings);
    exits.steps.forEach((steps, p) => {
      const { potential, driver, start, timeStep } = settings;
      const walk = path({
        potential,
        driver,
        start,
        timeStep,
        steps,
        stream: stream(1, 'clipped').substream(p),
      });
      expect(walk[steps]).toBe(exits.places[p]);
      expect(Math.abs(exits.jumps[p])).toBeLessThanOrEqual(0.08);
    });
    expect(exits.jumps.some((jump) => Math.abs(jump) === 0.08)).toBe(true);
  });

  it('larger than any draw are Levy noise to the last bit', () => {
    const free = exitTimes({ ...exit, driver: levy(1.5, 0.2) });
    expect(exitTimes({ ...exit, driver: clippedLevy(1.5, 0.2, 1e9) })).toEqual(free);
  });

  it('are refused where they make no sense', () => {
    expect(() => clippedLevy(2, 0.1, 1)).toThrow(/below 2/);
    expect(() => clippedLevy(1.5, 0.1, 0)).toThrow(/largest increment/);
    expect(() => exitTimes({ ...exit, potential: quadraticWell(1), scheme: 'exact' })).toThrow(/clipped/);
  });
});

it('overshoots are distances beyond the edge', () => {
  const exits = exitTimes({ ...exit, driver: levy(1.5, 0.2), maximalSteps: 300 });
  const beyond = overshoots(exits, exit);
  beyond.forEach((distance, p) => {
    const place = exits.places[p];
    if (exits.censored[p] === 1) expect(distance).toBeNaN();
    else expect(distance).toBe(place <= -2 ? -2 - place : place - 0.4);
  });
  expect(beyond.some((distance) => distance > 0.5)).toBe(true);
  const crossed = exitTimes({ ...exit, driver: brownian(0.6) });
  expect(overshoots(crossed, exit).some((distance) => distance === 0)).toBe(true);
});

describe('the implicit scheme', () => {
  const drivers: [string, Driver][] = [
    ['Levy', levy(1.5, 0.3)],
    ['Brownian', brownian(0.6)],
  ];

  it.each(drivers)('divides the drift by 1 + timeStep max(0, curvature), %s', (_, driver) => {
    const settings = { potential: landscape, driver, start: -1, timeStep: 0.005, steps: 500 };
    const source = stream(1, 'implicit walk');
    const [explicit, implicit] = (['euler', 'implicit'] as const).map((scheme) =>
      path({ ...settings, scheme, stream: source }),
    );
    for (let k = 0; k < 500; k++) {
      const [x, y] = [explicit[k], implicit[k]];
      const noise = explicit[k + 1] - x + 0.005 * landscape.gradient(x);
      const tame = 1 + 0.005 * Math.max(0, landscape.curvature(y));
      expect(Math.abs(implicit[k + 1] - y + (0.005 * landscape.gradient(y)) / tame - noise)).toBeLessThan(
        1e-9,
      );
    }
  });

  it.each(drivers)('exits as small-step Euler does where that is stable, %s', (_, driver) => {
    const settings = { ...exit, potential: quartic, driver, low: -2.5, high: 0.3, paths: 4000 };
    const mean = (rest: Pick<ExitSettings, 'scheme' | 'timeStep' | 'stream'>) =>
      meanExitTime(countExits(exitTimes({ ...settings, ...rest })));
    const implicit = mean({ scheme: 'implicit', timeStep: 0.01, stream: stream(1, 'implicit') });
    const euler = mean({ scheme: 'euler', timeStep: 0.0025, stream: stream(1, 'small') });
    const together = Math.hypot(implicit.standardError, euler.standardError);
    // Bias of first order in timeStep times curvature, 0.02, and of watching at grid points.
    const bias = 0.06 * euler.mean;
    expect(Math.abs(implicit.mean - euler.mean)).toBeLessThan(normalLimit * together + bias);
  });

  it('comes back over quartic walls after the largest jumps', () => {
    const settings = { potential: quartic, driver: levy(1.1, 1), start: 1, timeStep: 0.05, steps: 50_000 };
    const source = stream(1, 'walls');
    expect(() => path({ ...settings, stream: source })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('"implicit"') as string }),
    );
    const places = path({ ...settings, stream: source, scheme: 'implicit' });
    expect(places.every(Number.isFinite)).toBe(true);
    expect(places.some((x) => Math.abs(x) > 1000)).toBe(true);
    const inside = places.filter((x) => Math.abs(x) < 3).length / places.length;
    expect(inside).toBeGreaterThan(0.8);
  });

  it('still needs steps that resolve the wells', () => {
    const settings = { potential: quartic, driver: levy(1.5, 0.1), start: 1, timeStep: 0.3, steps: 10 };
    expect(() => path({ ...settings, stream: stream(1), scheme: 'implicit' })).toThrow(/minima and saddles/);
  });
});
