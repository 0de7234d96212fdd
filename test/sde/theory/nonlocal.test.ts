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
  quadraticWell,
} from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { quartic } from './quartic.js';

describe('mean exit time at finite noise', () => {
  /** Distances from an edge over the half width. */
  const distances = [1, 0.7, 0.1, 0.01, 5e-3, 1e-3, 1e-4, 1e-6, 1e-9, 4e-16];

  it.each([0.3, 0.5, 0.9, 1, 1.1, 1.5, 1.9, 1.99, 2])(
    'without drift is Getoor’s within the stated error, up to both edges, alpha %f',
    (alpha) => {
      const noiseScale = 2;
      for (const nodes of [16, 18, 100]) {
        for (const [low, high] of [
          [-1, 1],
          [1, 3],
          [0, 5e-7],
          [-2e6, 1e6],
        ]) {
          const exit = nonlocalExitTime({ potential: flat(), alpha, noiseScale, low, high, nodes });
          const radius = (high - low) / 2;
          for (const share of distances) {
            for (const x of [low + share * radius, high - share * radius]) {
              // What the rounded place is from the edge, and not what it was meant to be.
              const distance = Math.min(x - low, high - x);
              const truth = getoorTime(alpha, radius, radius - distance) / 2 ** alpha;
              expect(exit.relativeErrorAt(x)).toBeLessThan(1e-11);
              // Where the centre of the ball is far from 0 the truth loses the digits of the subtraction above.
              const rounding = (4 * 2 ** -53 * Math.max(Math.abs(low), Math.abs(high))) / distance;
              const error = Math.abs(exit.at(x) / truth - 1);
              expect(error).toBeLessThan(exit.relativeErrorAt(x) + rounding);
            }
          }
        }
      }
    },
  );

  it('of Brownian motion with drift is the passage integral within the stated error, up to both edges', () => {
    const noise = 0.5;
    for (const [potential, low, high] of [
      [quartic, -1.7, 1.4],
      [quadraticWell(2), -1, 1.5],
      [doubleWell({ height: 0.5, width: 1 }), -2, 0.3],
    ] as const) {
      for (const nodes of [32, 64]) {
        const exit = nonlocalExitTime({
          potential,
          alpha: 2,
          noiseScale: noise / Math.SQRT2,
          low,
          high,
          nodes,
        });
        for (const share of distances.slice(1)) {
          const distance = (share * (high - low)) / 2;
          for (const x of [low + distance, high - distance]) {
            const truth = exitTimeFromInterval(potential, noise, x, low, high);
            expect(Math.abs(exit.at(x) / truth - 1)).toBeLessThan(exit.relativeErrorAt(x) + 1e-9);
          }
        }
      }
    }
  });

  it('with jumps and diffusion is within the stated error of a grid four times as fine', () => {
    for (const [alpha, noiseScale, diffusion] of [
      [0.5, 0.3, 0.1],
      [1.5, 0.3, 0.01],
      [1.9, 0.05, 0.1],
      [1.5, 1, 1e-4],
    ]) {
      const settings = { potential: flat(), alpha, noiseScale, diffusion, low: -1, high: 1 };
      const fine = nonlocalExitTime({ ...settings, nodes: 160 });
      const exit = nonlocalExitTime({ ...settings, nodes: 40 });
      for (const distance of distances) {
        for (const x of [distance - 1, 1 - distance]) {
          expect(Math.abs(exit.at(x) / fine.at(x) - 1)).toBeLessThan(exit.relativeErrorAt(x));
        }
      }
    }
  });

  // scipy 1.17: betainc(alpha/2, alpha/2, (1 + x)/2) at five of 100 places (Blumenthal, Getoor and Ray 1961).
  it.each([
    [
      0.3,
      [0.23785844259130748, 0.3363382091707792, 0.4487890964313127, 0.6636617908292207, 0.7621415574086927],
    ],
    [
      1,
      [0.05506420523303532, 0.15376660342297974, 0.3731454326695519, 0.8462333965770202, 0.9449357947669648],
    ],
    [
      1.5,
      [0.022407513593913783, 0.0939740089106683, 0.3363187552417268, 0.9060259910893317, 0.9775924864060861],
    ],
    [
      2,
      [0.00990099009900991, 0.0594059405940594, 0.3069306930693069, 0.9405940594059407, 0.9900990099009901],
    ],
  ])('leaves upwards without drift with the chance that is known, alpha %f', (alpha, chances) => {
    const exit = nonlocalExitTime({ potential: flat(), alpha, noiseScale: 1, low: -1, high: 1, nodes: 100 });
    [0, 5, 30, 94, 99].forEach((node, i) => {
      // Of the grid, and largest at the first node.
      expect(Math.abs(exit.upward[node] / chances[i] - 1)).toBeLessThan(4e-3);
    });
    exit.places.forEach((x, i) => expect(exit.meanTimes[i]).toBe(exit.at(x)));
  });

  it('scales as the equation does, and is the mirror image on the mirrored interval', () => {
    const base = { alpha: 1.3, noiseScale: 0.4, nodes: 48 };
    const unit = nonlocalExitTime({ ...base, potential: quadraticWell(3), low: -0.5, high: 1 });
    // Lengths in units of 1/1000, time in units of 10: U -> (length^2/time) U, noiseScale -> length/time^(1/alpha).
    const [length, time] = [1e-3, 10];
    const small = nonlocalExitTime({
      ...base,
      potential: quadraticWell(3 / time),
      noiseScale: (base.noiseScale * length) / time ** (1 / base.alpha),
      low: -0.5 * length,
      high: length,
    });
    const mirrored = nonlocalExitTime({ ...base, potential: quadraticWell(3), low: -1, high: 0.5 });
    for (const x of [-0.4999, -0.49, 0, 0.3, 0.9, 0.99, 0.999999]) {
      expect(small.at(length * x) / (time * unit.at(x))).toBeCloseTo(1, 9);
      expect(small.relativeErrorAt(length * x)).toBeCloseTo(unit.relativeErrorAt(x), 9);
      expect(mirrored.at(-x) / unit.at(x)).toBeCloseTo(1, 9);
    }
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
    expect(exit.relativeErrorAt(0)).toBeLessThan(0.1);
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
    const { at, relativeErrorAt } = nonlocalExitTime(settings);
    expect([at(-1), at(1), at(7)]).toEqual([0, 0, 0]);
    expect([relativeErrorAt(-1), relativeErrorAt(7)]).toEqual([Number.NaN, Number.NaN]);
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
