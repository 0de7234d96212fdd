import { brownianDimensionLocal } from '#heavytail/claim/brownian/brownian-dimension/localMinimum';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { arrivals, between, exponential, power } from './knownSearches.js';

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

  it('is undecided between the two, or when nothing is found exponential', () => {
    expect(judge(between, exponential).verdict).toBe('undecided');
    expect(judge(power, power).verdict).toBe('undecided');
  });
});
