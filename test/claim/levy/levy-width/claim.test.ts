import type { ExitCell } from '#heavytail/claim/well/exits';
import { levyWidth } from '#heavytail/claim/levy/levy-width/claim';
import { describe, expect, it } from 'vitest';
import { quadraticWell, knownExits, noDataset, settingsOf } from '../../exitWorlds.js';

const settings = settingsOf('quick');
const smoke = settingsOf('smoke');
const { jump, climb, truth } = quadraticWell;

describe('levy-width', () => {
  const cells = levyWidth.plan(settings);
  const judge = (meanOf: (cell: ExitCell) => number) => levyWidth.judge(knownExits(cells, meanOf), settings);

  it('is supported where exit times are those of small-noise theory', () => {
    const { verdict, statistics } = judge(truth);
    expect(verdict).toBe('supported');
    expect(statistics[0].value).toBeCloseTo(1.2, 6);
    expect(statistics[1].value).toBeCloseTo(1, 6);
  });

  it('is refuted at the constant of the other normalisation, or another exponent', () => {
    const otherConstant = (cell: ExitCell) =>
      cell.driver === 'brownian'
        ? climb(cell)
        : (cell.alpha / 2) * (cell.width / cell.noiseScale) ** cell.alpha;
    expect(judge(otherConstant).verdict).toBe('refuted');
    const otherExponent = (cell: ExitCell) =>
      cell.driver === 'brownian' ? climb(cell) : jump(cell) * (cell.width / 2.8) ** 0.2;
    expect(judge(otherExponent).verdict).toBe('refuted');
  });

  it('is undecided when Brownian noise has one of the exponents', () => {
    const same = (cell: ExitCell) => (cell.driver === 'brownian' ? cell.width ** 1.5 : jump(cell));
    expect(judge(same).verdict).toBe('undecided');
  });

  it('is refuted by cells run with Brownian noise', () => {
    const results = levyWidth.plan(smoke).map((cell) => {
      const fed: ExitCell = {
        ...cell,
        paths: 300,
        height: 0.5,
        driver: 'brownian',
        alpha: 2,
        noiseScale: 0.7,
      };
      const { driver, alpha, noiseScale, height } = cell;
      return { ...levyWidth.run(fed, { seed: 1, dataset: noDataset }), driver, alpha, noiseScale, height };
    });
    expect(levyWidth.judge(results, smoke).verdict).toBe('refuted');
  });

  it.each([1.2, 1.5, 1.8])(
    'is decided by exponent and constant, on both sides of their margins: alpha %d',
    (alpha) => {
      // Intervals are at most ±0.017 (exponent) and ±0.016 (constant).
      const off = (change: (cell: ExitCell) => number) =>
        judge((cell) =>
          cell.driver === 'brownian' ? climb(cell) : jump(cell) * (cell.alpha === alpha ? change(cell) : 1),
        ).verdict;
      for (const sign of [-1, 1]) {
        const exponent = (by: number) => off(({ width }) => (width / 2.8) ** (sign * by));
        expect([0.03, 0.05, 0.07].map(exponent)).toEqual(['supported', 'undecided', 'refuted']);
        const constant = (by: number) => off(() => 1 + sign * by);
        expect([0.08, 0.1, 0.12].map(constant)).toEqual(['supported', 'undecided', 'refuted']);
      }
    },
  );

  it('says what would decide', () => {
    const { open } = judge((cell) => (cell.driver === 'brownian' ? climb(cell) : 1.1 * jump(cell)));
    expect(open!.rule).toContain('constant over alpha/(2 C), alpha 1.2');
    expect(open!.needs).toContain('paths');
  });

  it('lets the control pass only where the exponent of Brownian noise lies above all ranges', () => {
    const brownian = (exponent: number) =>
      judge((cell) => (cell.driver === 'brownian' ? cell.width ** exponent : jump(cell)));
    expect(brownian(1.9).verdict).toBe('supported');
    expect(brownian(1.86).verdict).toBe('undecided');
    expect(brownian(1.86).reason).toContain('A control failed');
    const alsoWrong = judge((cell) => (cell.driver === 'brownian' ? cell.width : 2 * jump(cell)));
    expect(alsoWrong.verdict).toBe('undecided');
  });
});
