import { gaussianAtFirst } from '#heavytail/claim/finding/gaussian-at-first/claim';
import { watchWorlds, type Watched } from '#heavytail/claim/finding/gaussian-at-first/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const worlds = watchWorlds(
  { measured: 10, decades: 4, directions: 10, repetitions: 8 },
  {
    seed: 1,
    dataset: () => {
      throw new Error('No data are needed.');
    },
  },
);

describe('worlds of known law', () => {
  it('grow as their laws say', () => {
    const power = ({ logSquares }: Watched) =>
      logSquares.reduce((sum, series) => sum + (series[3]! - series[1]!) / (2 * Math.log(10)), 0) /
      logSquares.length;
    // 300 series of each: the log mean square of stable noise scatters by about 1, its slope over two decades by 0.3.
    expect(Math.abs(power(worlds.stable) - (2 / 1.5 - 1))).toBeLessThan(0.1);
    expect(Math.abs(power(worlds.gaussian))).toBeLessThan(0.01);
    // Each test at 5 % passes 0.95 of 300: five deviations are 0.063.
    for (let entry = 0; entry < 4; entry++) {
      const share = worlds.gaussian.accepted.reduce((sum, series) => sum + series[entry]!, 0) / 30;
      expect(Math.abs(share - 0.95)).toBeLessThan(0.063);
    }
    expect(worlds.stable.accepted.every((series) => series.at(-1) === 0)).toBe(true);
  });

  it('pass the test at ten values by their law', () => {
    const [gaussian, mixture, milder, stable] = worlds.power.map(({ accepted }) => accepted);
    // Standard errors are below 0.008.
    expect(Math.abs(gaussian! - 0.95)).toBeLessThan(0.015);
    expect(stable!).toBeLessThan(0.8);
    expect(milder!).toBeGreaterThan(stable! + 0.05);
    expect(milder!).toBeLessThan(0.93);
    expect(mixture!).toBeLessThan(0.93);
  });
});

it.each([
  ['stable', 'supported'],
  ['gaussian', 'refuted'],
] as const)('noise that is watched comes out by its law: %s is %s', (law, verdict) => {
  const looks = [{ ...worlds[law], iteration: 0 }];
  const network = { width: 16, replicate: 0, iterations: [0] };
  const results = [
    { kind: 'network', network, looks },
    { kind: 'worlds', worlds },
  ] as unknown as Parameters<typeof gaussianAtFirst.judge>[0];
  expect(gaussianAtFirst.judge(results, settingsOf('smoke')).verdict).toBe(verdict);
});
