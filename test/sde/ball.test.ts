import { stream } from 'heavytail/random';
import {
  ballExitTimes,
  countExits,
  exitTimes,
  getoorTime,
  levy,
  meanExitTime,
  quadraticWell,
  type BallSettings,
} from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';

const settings: BallSettings = {
  curvature: 0,
  alpha: 1,
  noiseScale: 1,
  components: 'isotropic',
  radius: 1,
  start: [0, 0],
  timeStep: 5e-4,
  paths: 2000,
  maximalSteps: 1e6,
  stream: stream(1, 'ball'),
};

describe('exits from a ball', () => {
  it.each([
    [0.7, 'isotropic', 3, 0.2],
    [0.7, 'independent', 3, 0],
    [1, 'isotropic', 2, 0.5],
    [1, 'independent', 2, 0],
    [1.5, 'isotropic', 5, 0],
    [1.5, 'independent', 2, 0],
  ] as const)('alpha %f, %s, %i dimensions: Getoor', (alpha, components, dimension, distance) => {
    const start = Array.from({ length: dimension }, (_, j) => (j === dimension - 1 ? distance : 0));
    const measured = meanExitTime(
      countExits(
        ballExitTimes({
          ...settings,
          alpha,
          components,
          start,
          stream: stream(1, 'ball', alpha, components),
        }),
      ),
    );
    const exact = getoorTime(alpha, 1, distance, dimension, components);
    // Watching at grid points delays the exit: the ball acts as if larger by some timeStep^(1/alpha).
    const delay = exact * ((1 + 2 * settings.timeStep ** (1 / alpha)) ** alpha - 1) + settings.timeStep;
    expect(Math.abs(measured.mean - exact)).toBeLessThan(normalLimit * measured.standardError + delay);
  });

  it('in one dimension are as long as those from the interval', () => {
    const shared = { timeStep: 0.02, paths: 4000, maximalSteps: 100_000, stream: stream(1, 'line') };
    const line = exitTimes({
      ...shared,
      potential: quadraticWell(1),
      driver: levy(1.5, 0.3),
      low: -1,
      high: 1,
      start: 0.1,
    });
    const ball = ballExitTimes({
      ...settings,
      ...shared,
      curvature: 1,
      alpha: 1.5,
      noiseScale: 0.3,
      components: 'independent',
      start: [0.1],
    });
    const [a, b] = [line, ball].map((exits) => meanExitTime(countExits(exits)));
    const error = Math.sqrt(a!.standardError ** 2 + b!.standardError ** 2);
    expect(Math.abs(a!.mean - b!.mean)).toBeLessThan(normalLimit * error);
  });

  it('do not depend on the range of paths, and are censored', () => {
    const whole = ballExitTimes({ ...settings, paths: 50 });
    const part = ballExitTimes({ ...settings, paths: 20, firstPath: 30 });
    expect(part.times).toEqual(whole.times.slice(30));
    const cut = ballExitTimes({ ...settings, paths: 50, maximalSteps: 200 });
    whole.times.forEach((time, p) => expect(cut.censored[p]).toBe(Number(time > 0.1 + 1e-9)));
  });

  it('are refused outside their range', () => {
    expect(() => ballExitTimes({ ...settings, start: [1, 1] })).toThrow('inside the radius 1');
    expect(() => ballExitTimes({ ...settings, alpha: 0 })).toThrow('The index alpha is 0');
    expect(() => ballExitTimes({ ...settings, curvature: 2000 })).toThrow('must be at most 0.5');
    expect(() => ballExitTimes({ ...settings, paths: 0 })).toThrow('Paths and maximal steps are 0');
  });
});
