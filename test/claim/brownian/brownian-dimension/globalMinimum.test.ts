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
    const { verdict, statistics, scope } = judge(exponential, power);
    expect(verdict).toBe('supported');
    expect(scope).toContain('in a product of double wells 4.4-fold from 1 to 12 dimensions');
    expect(statistics[0].value).toBeCloseTo(0.6, 1);
  });

  it('is refuted where the needle is found in polynomial time', () => {
    expect(judge(power, power).verdict).toBe('refuted');
  });

  it('is undecided between the two, or when the product is found exponential, too', () => {
    const open = judge(between, power);
    expect(open.verdict).toBe('undecided');
    expect(open.reason).toMatch(/^Not decided: AIC gain of the exponential -?\d+\.\d against ±10/);
    const { verdict, reason } = judge(exponential, exponential);
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed');
  });
});
