import { stream } from 'heavytail/random';
import {
  doubleWell,
  exitProbability,
  exitTimeFromInterval,
  exitTimes,
  flat,
  getoorTime,
  levy,
  nonlocalExitTime,
  Potential,
  quadraticWell,
} from 'heavytail/sde';
import { describe, expect, it } from 'vitest';

/** x^4/4 - x^2/2 on the whole line. */
const quartic = new Potential({
  breaks: [],
  pieces: [{ center: 0, u: [0, 0, -0.5, 0, 0.25] }],
  minima: [-1, 1],
  saddles: [0],
});

describe('mean exit time at finite noise', () => {
  it.each([0.3, 0.5, 1, 1.5, 1.9])('without drift tends to Getoor’s as 1/nodes^2, alpha %f', (alpha) => {
    const errors = [100, 200].map((nodes) => {
      const { at } = nonlocalExitTime({ potential: flat(), alpha, noiseScale: 2, low: 1, high: 3, nodes });
      const truth = (x: number) => getoorTime(alpha, 1, Math.abs(x)) / 2 ** alpha;
      return [0, -0.7, 0.5, 0.93].map((x) => Math.abs(at(2 + x) / truth(x) - 1));
    });
    expect(errors[0][0]).toBeLessThan(2e-5);
    expect(Math.max(...errors[1])).toBeLessThan(2e-3);
    // Fourfold at order 2; interpolation between nodes makes it uneven elsewhere than at the centre.
    expect(errors[0][0] / errors[1][0]).toBeGreaterThan(3.5);
    expect(errors[0][0] / errors[1][0]).toBeLessThan(4.5);
  });

  it('of Brownian motion is the passage integral, through either coefficient, to order 2', () => {
    const truth = exitTimeFromInterval(quartic, 0.5, -1, -1.7, 1.4);
    const base = { potential: quartic, low: -1.7, high: 1.4 };
    const deviations = [200, 400].map((nodes) => {
      const stable = nonlocalExitTime({ ...base, alpha: 2, noiseScale: 0.5 / Math.SQRT2, nodes });
      const mixed = nonlocalExitTime({ ...base, alpha: 1.5, noiseScale: 1e-9, diffusion: 0.25, nodes });
      stable.places.forEach((x, i) => {
        const chance = exitProbability(quartic, 0.5, x, -1.7, 1.4);
        expect(Math.abs(stable.upward[i] - chance)).toBeLessThan(5e-3);
      });
      expect(stable.relativeErrorAt(-1)).toBeGreaterThan(Math.abs(stable.at(-1) / truth - 1));
      expect(Math.abs(mixed.at(-1) / stable.at(-1) - 1)).toBeLessThan(1e-8);
      return Math.abs(stable.at(-1) / truth - 1);
    });
    expect(deviations[1]).toBeLessThan(1e-3);
    expect(deviations[0] / deviations[1]).toBeGreaterThan(3.5);
  });

  // Exact transitions of the Ornstein-Uhlenbeck process on a fine grid, exit from (-1, 1): mean and twice its error.
  it.each([
    [1.2, 0.1, 27.3, 0.8],
    [1.2, 0.05, 64, 2],
    [1.5, 0.1, 75.9, 2.4],
    [1.5, 0.05, 222.9, 7.2],
    [1.8, 0.1, 331, 10],
  ])('in a quadratic well at alpha %f, noise %f is about %f', (alpha, noiseScale, mean, tolerance) => {
    const exit = nonlocalExitTime({
      potential: quadraticWell(1),
      alpha,
      noiseScale,
      low: -1,
      high: 1,
      nodes: 200,
    });
    expect(Math.abs(exit.at(0) - mean)).toBeLessThan(tolerance);
    expect(exit.relativeErrorAt(0)).toBeLessThan(0.025);
  });

  it.each([1.1, 1.3, 1.7])(
    'and the side of exit are those of simulated paths in a double well, alpha %f',
    (alpha) => {
      const potential = doubleWell({ height: 0.5, width: 1 });
      const [low, high, start, noiseScale] = [-2, 0.5, -1, 0.4];
      const exit = nonlocalExitTime({ potential, alpha, noiseScale, low, high, nodes: 400 });
      const paths = 6000;
      const { times, places } = exitTimes({
        potential,
        driver: levy(alpha, noiseScale),
        low,
        high,
        start,
        paths,
        timeStep: 0.002,
        maximalSteps: 1e6,
        stream: stream(5, 'nonlocal', alpha),
      });
      const mean = times.reduce((sum, time) => sum + time, 0) / paths;
      const spread = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0)) / paths;
      // 4.9 standard errors (false alarm 1e-6), 2 % for grid and time step.
      expect(Math.abs(exit.at(start) - mean)).toBeLessThan(4.9 * spread + 0.02 * mean);
      const above = places.reduce((count, x) => count + Number(x >= high), 0) / paths;
      const i = exit.places.findIndex((x) => x >= start);
      const error = Math.sqrt((above * (1 - above)) / paths);
      expect(Math.abs(exit.upward[i] - above)).toBeLessThan(4.9 * error + 0.01);
    },
  );

  it('is 0 outside and refuses what was not verified', () => {
    const settings = {
      potential: quadraticWell(1),
      alpha: 1.5,
      noiseScale: 0.1,
      low: -1,
      high: 1,
      nodes: 100,
    };
    const { at } = nonlocalExitTime(settings);
    expect([at(-1), at(1), at(7)]).toEqual([0, 0, 0]);
    const refuse = (change: object) => expect(() => nonlocalExitTime({ ...settings, ...change }));
    refuse({ alpha: 1 }).toThrow('verified from 1.1 to 2 with drift');
    refuse({ alpha: 0.2, potential: flat() }).toThrow('verified from 0.3 to 2 on flat ground');
    refuse({ nodes: 101 }).toThrow('A grid of 101 nodes');
    refuse({ nodes: 5000 }).toThrow('A grid of 5000 nodes');
    refuse({ low: 1 }).toThrow('The interval goes from 1 to 1');
    refuse({ low: -Infinity }).toThrow('The interval goes from -Infinity to 1');
    refuse({ diffusion: -1 }).toThrow('The diffusion is -1');
    refuse({ noiseScale: 0 }).toThrow('The noiseScale is 0');
  });
});
