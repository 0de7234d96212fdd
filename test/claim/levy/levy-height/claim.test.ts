import type { ExitCell } from '#heavytail/claim/well/exits';
import { levyHeight } from '#heavytail/claim/levy/levy-height/claim';
import { describe, expect, it } from 'vitest';
import { quadraticWell, knownExits, noDataset, settingsOf } from '../../exitWorlds.js';

const settings = settingsOf('quick');
const smoke = settingsOf('smoke');
const { climb, truth } = quadraticWell;

describe('levy-height', () => {
  const cells = levyHeight.plan(settings);
  const judge = (meanOf: (cell: ExitCell) => number) => levyHeight.judge(knownExits(cells, meanOf), settings);

  it('is supported where the height does not matter', () => {
    const { verdict, parts } = judge(truth);
    expect(verdict).toBe('supported');
    expect(parts!.map((part) => part.verdict)).toEqual(['supported', 'supported', 'supported']);
  });

  it('is refuted where it does, and only for the alpha where it does', () => {
    const grown = (cell: ExitCell) => truth(cell) * (cell.alpha === 1.5 ? Math.exp(0.2 * cell.height) : 1);
    const { verdict, parts } = judge(grown);
    expect(verdict).toBe('refuted');
    expect(parts!.map((part) => part.verdict)).toEqual(['supported', 'refuted', 'supported']);
  });

  it('is undecided when Brownian noise passes, too, or the slope is near the margin', () => {
    expect(judge(() => 10).verdict).toBe('undecided');
    const near = (cell: ExitCell) =>
      cell.driver === 'brownian' ? climb(cell) : Math.exp(0.045 * cell.height);
    expect(judge(near).verdict).toBe('undecided');
  });

  it('is refuted by cells run with Brownian noise', () => {
    const results = levyHeight.plan(smoke).map((cell) => {
      const fed: ExitCell = { ...cell, paths: 100, driver: 'brownian', alpha: 2, noiseScale: 1 };
      const { driver, alpha, noiseScale } = cell;
      return { ...levyHeight.run(fed, { seed: 1, dataset: noDataset }), driver, alpha, noiseScale };
    });
    expect(levyHeight.judge(results, smoke).verdict).toBe('refuted');
  });

  it.each([1.2, 1.5, 1.8])('is decided on both sides of the margin: alpha %d', (alpha) => {
    // The interval of a slope is ±0.012.
    const at = (slope: number) =>
      judge((cell) => truth(cell) * (cell.alpha === alpha ? Math.exp(slope * cell.height) : 1)).verdict;
    for (const sign of [-1, 1]) {
      expect([0.03, 0.047, 0.07].map((slope) => at(sign * slope))).toEqual([
        'supported',
        'undecided',
        'refuted',
      ]);
    }
  });

  it('lets the control pass only where Brownian noise depends on the height', () => {
    const grows = (jumps: number) => (brownian: number) =>
      judge(({ driver, height }) => Math.exp(height * (driver === 'brownian' ? brownian : jumps))).verdict;
    // The interval of its slope is ±0.039.
    expect([0.1, 0.07, 0, -0.1].map(grows(0))).toEqual(['supported', 'undecided', 'undecided', 'supported']);
    expect([0.1, 0.07].map(grows(0.2))).toEqual(['refuted', 'undecided']);
  });
});
