import { stream } from 'heavytail/random';
import { exitSurvival, medianExitTime, medianInterval, restrictedMean } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

/**
 * Weeks of remission under 6-mercaptopurine (Freireich et al. 1963; Klein and Moeschberger, Survival Analysis,
 * second edition, tables 1.1 and 4.1; censored ones negative).
 */
const weeks = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];
const remission = {
  times: Float64Array.from(weeks, Math.abs),
  censored: Uint8Array.from(weeks, (week) => Number(week < 0)),
};

describe('remission under 6-mercaptopurine', () => {
  it('has the published survival and standard errors', () => {
    const published = [
      [6, 21, 3, 0.857, 0.076],
      [7, 17, 1, 0.807, 0.087],
      [10, 15, 1, 0.753, 0.096],
      [13, 12, 1, 0.69, 0.107],
      [16, 11, 1, 0.627, 0.114],
      [22, 7, 1, 0.538, 0.128],
      [23, 6, 1, 0.448, 0.135],
    ];
    const steps = exitSurvival(remission);
    expect(steps.length).toBe(published.length);
    steps.forEach((step, i) => {
      const [time, atRisk, exits, survival, error] = published[i];
      expect([step.time, step.atRisk, step.exits]).toEqual([time, atRisk, exits]);
      // Published to three digits.
      expect(Math.abs(step.survival - survival)).toBeLessThan(6e-4);
      expect(Math.abs(step.standardError - error)).toBeLessThan(6e-4);
    });
  });

  it('has the published mean until week 35, and the median', () => {
    const { mean, standardError } = restrictedMean(remission);
    // By hand: 6 + 0.857 + 3 (0.807) + 3 (0.753) + 3 (0.690) + 6 (0.627) + 0.538 + 12 (0.448) = 23.29.
    expect(Math.abs(mean - 23.287)).toBeLessThan(1e-3);
    expect(Math.abs(standardError - 2.83)).toBeLessThan(6e-3);
    const { median, low, high } = medianInterval(remission);
    expect(median).toBe(23);
    expect(medianExitTime(remission)).toBe(23);
    // (0.690 - 0.5)/0.107 = 1.78 is the first below 1.96 (0.753 has 2.63); no survival is below -1.96.
    expect([low, high]).toEqual([13, Infinity]);
  });

  it('has no mean beyond what was watched', () => {
    expect(() => restrictedMean(remission, 36)).toThrow(/until 35/);
  });
});

it('covers mean and median of an exponential law with random censoring', () => {
  const [samples, n, horizon] = [2000, 200, 1.2];
  const source = stream(1, 'coverage');
  let [means, medians] = [0, 0];
  for (let s = 0; s < samples; s++) {
    const left = source.exponentials(n);
    const watched = source.exponentials(n).map((x) => 2 * x);
    const exits = {
      times: left.map((time, p) => Math.min(time, watched[p])),
      censored: Uint8Array.from(left, (time, p) => Number(time > watched[p])),
    };
    const mean = restrictedMean(exits, horizon);
    const truth = 1 - Math.exp(-horizon);
    means += Number(mean.low <= truth && truth <= mean.high);
    const median = medianInterval(exits);
    medians += Number(median.low <= Math.LN2 && Math.LN2 <= median.high);
  }
  // Binomial error at false-alarm rate 1e-6, and 1 % for normal intervals at n = 200.
  const margin = normalLimit * Math.sqrt((0.95 * 0.05) / samples) + 0.01;
  for (const count of [means, medians]) expect(Math.abs(count / samples - 0.95)).toBeLessThan(margin);
});
