import { brownianWidth } from '#heavytail/claim/brownian/brownian-width/claim';
import type { ExitCell } from '#heavytail/claim/well/exits';
import { describe, expect, it } from 'vitest';
import { doubleWell, knownExits, noDataset, settingsOf } from '../../exitWorlds.js';

const settings = settingsOf('quick');
const { jump, truth } = doubleWell;

describe('brownian-width', () => {
  const cells = brownianWidth.plan(settings);
  const judge = (meanOf: (cell: ExitCell) => number) =>
    brownianWidth.judge(knownExits(cells, meanOf), settings);

  it('is supported where exit times are the integral', () => {
    const evidence = judge(truth);
    expect(evidence.verdict).toBe('supported');
    expect(evidence.statistics[0].value).toBeCloseTo(2, 6);
    expect(evidence.statistics[1].value).toBeCloseTo(1.5, 6);
  });

  it('is refuted at another exponent and undecided when Levy noise has it, too', () => {
    const cubic = (cell: ExitCell) => (cell.driver === 'brownian' ? cell.width ** 3 : jump(cell));
    expect(judge(cubic).verdict).toBe('refuted');
    expect(judge((cell) => cell.width ** 2).verdict).toBe('undecided');
  });

  it('comes out supported when its cells are run', () => {
    const smoke = settingsOf('smoke');
    const results = brownianWidth
      .plan(smoke)
      .map((cell) => brownianWidth.run(cell, { seed: 1, dataset: noDataset }));
    expect(brownianWidth.judge(results, smoke).verdict).toBe('supported');
  });

  it.each([
    [1.895, 'undecided'],
    [1.95, 'supported'],
    [2.05, 'supported'],
    [2.105, 'undecided'],
    [1.8, 'refuted'],
    [2.2, 'refuted'],
  ])('by an exponent of %d: %s', (exponent, verdict) => {
    // Its interval is ±0.02 at most.
    const power = (cell: ExitCell) => (cell.driver === 'brownian' ? cell.width ** exponent : jump(cell));
    expect(judge(power).verdict).toBe(verdict);
  });

  it('lets the control pass only where the exponent of Levy noise lies below', () => {
    const levy = (exponent: number) => (brownian: number) =>
      judge(({ driver, width }) => width ** (driver === 'brownian' ? brownian : exponent)).verdict;
    expect([2, 3].map(levy(1.8))).toEqual(['supported', 'refuted']);
    expect([2, 3].map(levy(1.88))).toEqual(['undecided', 'undecided']);
    expect([2, 3].map(levy(2.5))).toEqual(['undecided', 'undecided']);
  });
});
