import { stream } from 'heavytail/random';
import {
  addCounts,
  brownian,
  countExits,
  doubleWell,
  exitTimeFromInterval,
  exitTimes,
  flat,
  getoorTime,
  levy,
  levyExitTime,
  meanExitTime,
  medianExitTime,
  passageTime,
  path,
  quadraticWell,
  type ExitSettings,
} from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import { naiveBridgeExit, naiveLevyExit } from '../../naive/euler.js';
import { leaving } from '../leaving.js';

/** More paths and shorter steps when HEAVYTAIL_SLOW_TESTS is 1. */
const slow = process.env.HEAVYTAIL_SLOW_TESTS === '1';

const well = quadraticWell(1);

const levyExit: ExitSettings = { ...leaving, stream: stream(1, 'exit', 'levy') };
const brownianExit: ExitSettings = {
  ...levyExit,
  driver: brownian(0.6),
  stream: stream(1, 'exit', 'brownian'),
};

describe.each([
  ['Levy', levyExit],
  ['Brownian, bridge', brownianExit],
  ['Brownian, grid', { ...brownianExit, scheme: 'euler' }],
] as [string, ExitSettings][])('%s exits', (_, settings) => {
  it('have the same bits in one call and in ranges of paths', () => {
    const whole = exitTimes(settings);
    let done = 0;
    for (const paths of [1, 2, 64, 130, 103]) {
      const part = exitTimes({ ...settings, firstPath: done, paths });
      for (const key of ['times', 'places', 'jumps', 'steps', 'censored'] as const) {
        expect(part[key]).toEqual(whole[key].slice(done, done + paths));
      }
      done += paths;
    }
    expect(done).toBe(300);
  });

  it('are censored at the same places whoever else is simulated, and only the late ones', () => {
    const whole = exitTimes(settings);
    const cut = exitTimes({ ...settings, maximalSteps: 200 });
    expect(cut.censored.some((flag) => flag === 1)).toBe(true);
    whole.steps.forEach((steps, p) => {
      expect(cut.censored[p]).toBe(Number(steps > 200));
      expect(cut.steps[p]).toBe(Math.min(200, steps));
    });
  });
});

it.each([
  ['Levy', levyExit],
  ['Brownian', { ...brownianExit, scheme: 'euler' }],
] as [string, ExitSettings][])('%s exits end the recorded path', (_, given) => {
  // A recorded path may go anywhere, also where the landscape is steepest.
  const settings = { ...given, timeStep: 0.008 };
  const exits = exitTimes({ ...settings, paths: 40 });
  exits.steps.forEach((steps, p) => {
    const { potential, driver, start, timeStep } = settings;
    const walk = path({
      potential,
      driver,
      start,
      timeStep,
      steps,
      stream: stream(1, 'exit', driver.kind).substream(p),
    });
    expect(walk[steps]).toBe(exits.places[p]);
    const before = walk.subarray(0, steps);
    expect(before.every((x) => x > settings.low && x < settings.high)).toBe(true);
  });
});

describe('the naive twin', () => {
  const paths = slow ? 40 : 10;

  // The kernel's tables are right to ten digits; a path near an edge could end differently, but not one of these.
  it('exits under Levy noise at the same step and place', () => {
    const exits = exitTimes({ ...levyExit, paths });
    exits.steps.forEach((steps, p) => {
      const twin = naiveLevyExit(
        { ...levyExit, noiseScale: 0.2, stream: stream(1, 'exit', 'levy').substream(p) },
        1.5,
        steps,
      );
      expect(twin?.steps).toBe(steps);
      expect(Math.abs(twin!.place / exits.places[p] - 1)).toBeLessThan(1e-9);
    });
  });

  it('exits under Brownian noise at the same step and place', () => {
    const exits = exitTimes({ ...brownianExit, paths });
    exits.steps.forEach((steps, p) => {
      const twin = naiveBridgeExit(
        { ...brownianExit, noiseScale: 0.6, stream: stream(1, 'exit', 'brownian').substream(p) },
        steps,
      );
      expect(twin?.steps).toBe(steps);
      expect(Math.abs(twin!.place / exits.places[p] - 1)).toBeLessThan(1e-9);
    });
  });
});

describe('means', () => {
  const mean = (settings: ExitSettings) => meanExitTime(countExits(exitTimes(settings)));

  it.each([
    [0.7, 0, 0.04],
    [0.5, 0, 0.02],
    [0.5, 1, 0.02],
  ])('Brownian noise %f, double well to %f: the passage-time integral', (noise, target, timeStep) => {
    const potential = doubleWell({ width: 1, height: 0.25 });
    const measured = mean({
      potential,
      driver: brownian(noise),
      low: -Infinity,
      high: target,
      start: -1,
      timeStep,
      paths: 10_000,
      maximalSteps: 1e6,
      stream: stream(1, 'mean', noise, target),
    });
    const exact = passageTime(potential, noise, -1, target);
    // The bias of the scheme is second order in timeStep U'' <= 0.08: below 0.5 %.
    const bias = 0.005 * exact;
    expect(Math.abs(measured.mean - exact)).toBeLessThan(normalLimit * measured.standardError + bias);
    expect(measured.standardError).toBeLessThan(0.011 * exact);
  });

  it('Brownian noise between two edges: Green’s function', () => {
    const settings = { potential: well, low: -0.8, high: 1.1, start: 0.3, timeStep: 0.02 };
    const measured = mean({
      ...settings,
      driver: brownian(0.7),
      paths: 20_000,
      maximalSteps: 1e6,
      stream: stream(1, 'two edges'),
    });
    const exact = exitTimeFromInterval(well, 0.7, 0.3, -0.8, 1.1);
    expect(Math.abs(measured.mean - exact)).toBeLessThan(
      normalLimit * measured.standardError + 0.005 * exact,
    );
  });

  // Means of an independent program with the exact Ornstein-Uhlenbeck transition, their errors beside them.
  it.each([
    [1.2, 0.1, 27.3, 0.4],
    [1.2, 0.05, 64, 1],
    [1.5, 0.1, 75.9, 1.2],
    [1.5, 0.05, 222.9, 3.6],
    [1.8, 0.1, 331, 5],
  ])('alpha %f, noise scale %f: %f ± %f', (alpha, noiseScale, published, error) => {
    const measured = mean({
      potential: well,
      driver: levy(alpha, noiseScale),
      low: -1,
      high: 1,
      start: 0,
      timeStep: 0.05,
      paths: 2000,
      maximalSteps: 1e7,
      stream: stream(1, 'anchor', alpha, noiseScale),
    });
    const together = Math.hypot(measured.standardError, error);
    expect(Math.abs(measured.mean - published)).toBeLessThan(normalLimit * together);
    // Small-noise theory is some percent above at these noises, never below by more than chance.
    expect(measured.mean).toBeLessThan(levyExitTime(alpha, noiseScale, 1, 1) + normalLimit * together);
  });

  it.each([0.7, 1, 1.5])('without drift, alpha %f: Getoor', (alpha) => {
    const timeStep = slow ? 2e-4 : 1e-3;
    const measured = mean({
      potential: flat(),
      driver: levy(alpha, 1),
      low: -1,
      high: 1,
      start: 0.2,
      timeStep,
      paths: 4000,
      maximalSteps: 1e6,
      stream: stream(1, 'getoor', alpha),
    });
    const exact = getoorTime(alpha, 1, 0.2);
    // Watching at grid points only delays the exit by some timeStep^(1/alpha): 1 % at alpha 1.5, 3 % at the longer steps.
    const delay = 3 * timeStep ** (1 / alpha);
    expect(Math.abs(measured.mean - exact)).toBeLessThan(normalLimit * measured.standardError + delay);
  });

  it('censored exits of an exponential law: the same mean and median', () => {
    const settings: ExitSettings = { ...levyExit, potential: well, low: -1, high: 1, start: 0, paths: 4000 };
    const whole = mean(settings);
    const cutExits = exitTimes({ ...settings, maximalSteps: 1000 });
    const cut = meanExitTime(countExits(cutExits));
    expect(countExits(cutExits).exits).toBeLessThan(3000);
    const together = Math.hypot(whole.standardError, cut.standardError);
    expect(Math.abs(whole.mean - cut.mean)).toBeLessThan(normalLimit * together);
    // The sample median of n exponential times has a standard error of mean/sqrt(n).
    const median = medianExitTime(cutExits);
    expect(Math.abs(median - Math.LN2 * whole.mean)).toBeLessThan(
      (normalLimit * whole.mean * 2) / Math.sqrt(4000),
    );
    expect(medianExitTime(exitTimes({ ...settings, maximalSteps: 20 }))).toBe(Infinity);
  });

  it('counts add up over ranges', () => {
    const whole = countExits(exitTimes(levyExit));
    const parts = [0, 150].map((firstPath) => countExits(exitTimes({ ...levyExit, firstPath, paths: 150 })));
    const sum = addCounts(parts);
    expect(sum.exits).toBe(whole.exits);
    expect(sum.totalTime).toBeCloseTo(whole.totalTime, 6);
  });
});
