import { brownian, exitTimeStep, flat, levy, quadraticWell } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import { exactTime, exitCases, measuredTime, moreExitCases } from './exitCases.js';

describe('the time step of exits', () => {
  const well = { potential: quadraticWell(2), low: -1, high: 1, start: 0 };
  const free = { ...well, potential: flat() };

  it('scales as the motion does', () => {
    // Twice as wide, at the same noise: time scales by 2^alpha. Twice the noise: by 2^-alpha.
    for (const [driver, alpha] of [
      [levy(1.5, 1), 1.5],
      [brownian(1), 2],
    ] as const) {
      const { timeStep, longest } = exitTimeStep({ ...free, driver });
      const wide = exitTimeStep({ ...free, low: -2, high: 2, driver });
      expect(wide.timeStep / timeStep).toBeCloseTo(2 ** alpha, 9);
      expect(wide.longest / longest).toBeCloseTo(2 ** alpha, 9);
      const strong = exitTimeStep({ ...free, driver: { ...driver, noiseScale: 2 } });
      expect(strong.timeStep / timeStep).toBeCloseTo(2 ** -alpha, 9);
    }
  });

  it('resolves drift, noise and the exit, whichever asks for most', () => {
    const weak = exitTimeStep({ ...well, driver: levy(1.5, 0.01) });
    expect(weak.limit).toBe('curvature');
    expect(weak.timeStep).toBeCloseTo(0.05 / 2, 12);
    expect(exitTimeStep({ ...well, driver: levy(1.8, 1) }).limit).toBe('noise');
    expect(exitTimeStep({ ...free, driver: brownian(1) }).limit).toBe('exit time');
    for (const given of [...exitCases, ...moreExitCases]) {
      const { timeStep, longest } = exitTimeStep(given, given.scheme);
      expect(timeStep, given.name).toBeGreaterThan(0);
      expect(timeStep, given.name).toBeLessThanOrEqual(longest);
    }
  });

  it('is shorter near an edge, and refuses a start outside', () => {
    const middle = exitTimeStep({ ...free, driver: levy(1.5, 1) });
    const near = exitTimeStep({ ...free, start: 0.999, driver: levy(1.5, 1) });
    expect(near.timeStep).toBeLessThan(middle.timeStep / 100);
    expect(() => exitTimeStep({ ...free, start: 1, driver: levy(1.5, 1) })).toThrow(/lies outside/);
    expect(() => exitTimeStep({ ...free, low: -Infinity, high: Infinity, driver: levy(1.5, 1) })).toThrow(
      /the whole line/,
    );
  });
});

/** The interval, widened from 95 % to the suite's rate of false alarms; what is not chance in it is not. */
function widened({ mean, low, high }: { mean: number; low: number; high: number }, systematic: number) {
  const chance = normalLimit / 1.959964;
  return [
    mean - chance * (mean - low - systematic) - systematic,
    mean + chance * (high - mean - systematic) + systematic,
  ] as const;
}

describe('the mean exit time at the time step that is chosen', () => {
  it.each(exitCases.map((given) => [given.name, given] as const))('%s', (_, given) => {
    const { time, relativeError } = exactTime(given);
    const { mean, bias } = measuredTime(given, { time, paths: 600, seed: 1 });
    const [low, high] = widened(mean, bias.systematicError);
    expect(time * (1 + relativeError)).toBeGreaterThan(low);
    expect(time * (1 - relativeError)).toBeLessThan(high);
    // The interval is as narrow as so many paths allow: 600 exponential times have an error of 8 % at 95 %.
    expect((mean.high - mean.low) / 2).toBeLessThan(0.5 * time);
  });

  it('without its bias is right at the longest step, too, where the mean of the paths is not', () => {
    const given = exitCases.find(({ name }) => name.includes('alpha 1.5, scale 10'))!;
    const { time, relativeError } = exactTime(given);
    const timeStep = exitTimeStep(given).longest;
    const { mean, bias } = measuredTime(given, { time, paths: 20_000, seed: 2, timeStep });
    const [low, high] = widened(mean, bias.systematicError);
    expect(time * (1 + relativeError)).toBeGreaterThan(low);
    expect(time * (1 - relativeError)).toBeLessThan(high);
    // The sample mean itself is 4 % too long, some six standard errors.
    expect(mean.mean + bias.bias - time).toBeGreaterThan(3 * mean.standardError);
  });
});

// About 90 s of one core; 1023 of 1075 held when it was written. Intervals that hold the truth with probability 0.95 do so
// for less than 92 % of 1075 experiments, or more than 98 %, once in 100 000 times.
it.runIf(process.env.HEAVYTAIL_SLOW_TESTS === '1')(
  'intervals of 95 % hold the truth in about 95 % of experiments',
  { timeout: 7_200_000 },
  () => {
    const seeds = 25;
    let [held, all] = [0, 0];
    const rows: string[] = [];
    for (const given of [...exitCases, ...moreExitCases]) {
      const { time, relativeError } = exactTime(given);
      let here = 0;
      for (let seed = 1; seed <= seeds; seed++) {
        const { mean } = measuredTime(given, { time, paths: 400, seed });
        here += Number(time * (1 + relativeError) > mean.low && time * (1 - relativeError) < mean.high);
      }
      held += here;
      all += seeds;
      rows.push(`${here} of ${seeds}  ${given.name}`);
    }
    process.stdout.write(`${rows.join('\n')}\n${held} of ${all}\n`);
    expect(held / all).toBeGreaterThan(0.92);
    expect(held / all).toBeLessThan(0.98);
  },
);
