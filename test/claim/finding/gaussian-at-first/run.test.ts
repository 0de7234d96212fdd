import { watchWorlds, type Watched } from '#heavytail/claim/finding/gaussian-at-first/run';
import { describe, expect, it } from 'vitest';

describe('worlds of known law', () => {
  it('grow as their laws say', () => {
    const result = watchWorlds(
      { measured: 10, decades: 4, directions: 20, repetitions: 10 },
      {
        seed: 1,
        dataset: () => {
          throw new Error('No data are needed.');
        },
      },
    );
    const power = ({ logSquares }: Watched) =>
      logSquares.reduce((sum, series) => sum + (series[3]! - series[1]!) / (2 * Math.log(10)), 0) /
      logSquares.length;
    // 200 series of each: the log mean square of stable noise scatters by about 1, of its slope over two decades by 0.3.
    expect(Math.abs(power(result.stable) - (2 / 1.5 - 1))).toBeLessThan(0.12);
    expect(Math.abs(power(result.gaussian))).toBeLessThan(0.01);
    // Each test at 5 % passes 0.95 of 200: five deviations are 0.08.
    for (const share of result.gaussian.accepted) expect(Math.abs(share - 0.95)).toBeLessThan(0.08);
    expect(result.stable.accepted.at(-1)).toBe(0);
  });
});
