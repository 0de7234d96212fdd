import { stream } from 'heavytail/random';
import { brownian, clippedLevy, exitTimes, flat, levy, quadraticWell, refinement } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

const settings = {
  potential: quadraticWell(1),
  low: -1,
  high: 1,
  start: 0,
  timeStep: 0.2,
  levels: 4,
  paths: 400,
  horizon: 400,
  stream: stream(1, 'refinement'),
};

describe('coupled refinement', () => {
  it('is the path of the exit kernel at the finest time step', () => {
    const fine = refinement({ ...settings, driver: levy(1.5, 0.3), paths: 50 });
    const exits = exitTimes({
      ...settings,
      driver: levy(1.5, 0.3),
      timeStep: 0.025,
      paths: 50,
      maximalSteps: 16_000,
    });
    exits.times.forEach((time, p) => {
      expect(fine.times[3][p]).toBeCloseTo(time, 9);
    });
  });

  it('has smaller differences than independent paths, and they add up', () => {
    const { times, differences, timeSteps } = refinement({ ...settings, driver: levy(1.5, 0.3) });
    expect(timeSteps).toEqual([0.2, 0.1, 0.05, 0.025]);
    const mean = (xs: Float64Array) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
    const total = differences.reduce((sum, difference) => sum + difference.mean, 0);
    expect(total).toBeCloseTo(mean(times[0]) - mean(times[3]), 9);
    const spread = Math.sqrt(mean(times[3].map((x) => (x - mean(times[3])) ** 2)));
    const independent = spread * Math.sqrt(2 / settings.paths);
    expect(differences[2].standardError).toBeLessThan(0.5 * independent);
  });

  it('finds order one half where Brownian motion is watched at grid points', () => {
    // Without drift the only bias is that of watching: proportional to the square root of the time step.
    const { orders, differences } = refinement({
      ...settings,
      potential: flat(),
      driver: brownian(1),
      timeStep: 0.05,
      paths: 20_000,
      horizon: 30,
    });
    expect(differences.every(({ mean, standardError }) => mean > 5 * standardError)).toBe(true);
    for (const { order, standardError } of orders) {
      expect(Math.abs(order - 0.5)).toBeLessThan(normalLimit * standardError + 0.1);
    }
  });

  it('refuses what it cannot do', () => {
    const driver = brownian(0.5);
    expect(() => refinement({ ...settings, driver, levels: 1 })).toThrow(/1 time steps/);
    expect(() => refinement({ ...settings, driver: clippedLevy(1.5, 0.1, 1) })).toThrow(/clipped driver/);
    expect(() => refinement({ ...settings, driver, timeStep: 1.5 })).toThrow(/coarsest time step/);
    expect(() => refinement({ ...settings, driver, start: 2 })).toThrow(/outside the domain/);
  });
});
