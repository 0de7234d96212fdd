import { brownianDimensionLocal } from '#heavytail/claim/brownian/brownian-dimension/localMinimum';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { arrivals, exponential, power } from './knownSearches.js';

const settings = settingsOf('quick');

describe('brownian-dimension-local', () => {
  const cells = brownianDimensionLocal.plan(settings);
  const judge = (floor: (d: number) => number, minimum: (d: number) => number) =>
    brownianDimensionLocal.judge(
      cells.map((cell) => arrivals(cell, (cell.goal === 'floor' ? floor : minimum)(cell.dimension))),
      settings,
    );

  it('is supported where the floor is reached in polynomial time', () => {
    const { verdict, statistics } = judge(power, exponential);
    expect(verdict).toBe('supported');
    expect(statistics[0].value).toBeCloseTo(0.6, 1);
  });

  it('is refuted where that takes exponential time', () => {
    expect(judge(exponential, exponential).verdict).toBe('refuted');
  });

  it('is undecided about growth in proportion to the dimension, and says what would decide', () => {
    const { verdict, open, reason } = judge((d) => 0.1 * d, exponential);
    expect(verdict).toBe('undecided');
    expect(open?.rule).toContain('against at most 1');
    expect(reason).toMatch(/^Not decided: /);
  });

  it('decides nothing when the time to the global minimum grows no faster', () => {
    const { verdict, controls } = judge(power, power);
    expect(verdict).toBe('undecided');
    expect(controls.map(({ passed }) => passed)).toEqual([false]);
  });
});
