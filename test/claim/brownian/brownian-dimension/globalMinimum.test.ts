import { brownianDimensionGlobal } from '#heavytail/claim/brownian/brownian-dimension/globalMinimum';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { arrivals, between, exponential, power } from './knownSearches.js';

const settings = settingsOf('quick');

describe('brownian-dimension-global', () => {
  const cells = brownianDimensionGlobal.plan(settings);
  const judge = (needle: (d: number) => number, product: (d: number) => number) =>
    brownianDimensionGlobal.judge(
      cells.map((cell) => arrivals(cell, (cell.landscape === 'needle' ? needle : product)(cell.dimension))),
      settings,
    );

  it('is supported where the needle is exponentially hard to find and the product is not', () => {
    const { verdict, statistics } = judge(exponential, power);
    expect(verdict).toBe('supported');
    expect(statistics[0].value).toBeCloseTo(0.6, 1);
  });

  it('is refuted where the needle is found in polynomial time', () => {
    expect(judge(power, power).verdict).toBe('refuted');
  });

  it('is undecided between the two, or when the product is found exponential, too', () => {
    expect(judge(between, power).verdict).toBe('undecided');
    const { verdict, reason } = judge(exponential, exponential);
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed');
  });
});
