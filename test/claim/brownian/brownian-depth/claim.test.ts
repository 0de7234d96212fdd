import { brownianDepth } from '#heavytail/claim/brownian/brownian-depth/claim';
import type { ExitCell } from '#heavytail/claim/well/exits';
import { describe, expect, it } from 'vitest';
import { doubleWell, knownExits, noDataset, settingsOf } from '../../exitWorlds.js';

const settings = settingsOf('quick');
const { jump, climb, truth } = doubleWell;

describe('brownian-depth', () => {
  const cells = brownianDepth.plan(settings);
  const judge = (meanOf: (cell: ExitCell) => number) =>
    brownianDepth.judge(knownExits(cells, meanOf), settings);

  it('is supported where exit times are the integral', () => {
    expect(judge(truth).verdict).toBe('supported');
  });

  it('is refuted where the exit time does not grow, grows too slowly, or is off by a tenth', () => {
    const level = (cell: ExitCell) => (cell.driver === 'brownian' ? 100 : jump(cell));
    expect(judge(level).verdict).toBe('refuted');
    const slow = (cell: ExitCell) => (cell.driver === 'brownian' ? climb(cell) ** 0.9 : jump(cell));
    expect(judge(slow).verdict).toBe('refuted');
    const off = (cell: ExitCell) => (cell.driver === 'brownian' ? 1.1 * climb(cell) : jump(cell));
    expect(judge(off).verdict).toBe('refuted');
  });

  it('is undecided when Levy noise grows exponentially, too', () => {
    const { verdict, reason } = judge((cell) => Math.exp(2 * cell.height));
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed');
  });

  it('is not supported by cells run with Levy noise', () => {
    const false_ = brownianDepth.plan(settingsOf('smoke')).map((cell) => {
      const fed: ExitCell = {
        ...cell,
        paths: Math.min(cell.paths, 100),
        driver: 'levy',
        alpha: 1.5,
        noiseScale: 0.3,
      };
      const { driver, alpha, noiseScale } = cell;
      return { ...brownianDepth.run(fed, { seed: 1, dataset: noDataset }), driver, alpha, noiseScale };
    });
    expect(brownianDepth.judge(false_, settingsOf('smoke')).verdict).toBe('refuted');
  });

  it.each([
    [3.5, 'supported'],
    [-3.5, 'supported'],
    [5, 'refuted'],
    [-5, 'refuted'],
  ])('where one height is %d standard errors off: %s', (errors, verdict) => {
    const own = cells.filter(({ noiseScale, height }) => noiseScale === 1 && height === 2.5);
    const paths = own.reduce((sum, cell) => sum + cell.paths, 0);
    // The error is a share 1/√paths of the mean that is off.
    const factor = 1 / (1 - errors / Math.sqrt(paths));
    const off = (cell: ExitCell) => truth(cell) * (own.includes(cell) ? factor : 1);
    expect(judge(off).verdict).toBe(verdict);
  });

  it('finds noise of another size by its slope, and decides nothing where that cannot be told', () => {
    const blind = (cell: ExitCell) =>
      cell.noiseScale === 1.1 ? climb({ ...cell, noiseScale: 1 }) : truth(cell);
    const { verdict, controls } = judge(blind);
    expect(verdict).toBe('undecided');
    expect(controls.map(({ passed }) => passed)).toEqual([false, true]);
  });

  it('lets the control pass only where Levy noise grows less than half as fast', () => {
    const levy = (growth: number, brownian = 1) =>
      judge((cell) =>
        cell.driver === 'brownian' ? brownian * climb(cell) : Math.exp(growth * 2 * cell.height),
      ).verdict;
    expect([0.4, 0.5, 0.6].map((growth) => levy(growth))).toEqual(['supported', 'undecided', 'undecided']);
    expect([0.4, 0.5].map((growth) => levy(growth, 1.1))).toEqual(['refuted', 'undecided']);
  });
});
