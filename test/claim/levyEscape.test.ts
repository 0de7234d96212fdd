import type { ExitCell } from '#heavytail/claim/well/exits';
import { levyHeight } from '#heavytail/claim/levy/levy-height/claim';
import { levyWidth } from '#heavytail/claim/levy/levy-width/claim';
import { levyExitTime } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { knownExits, settingsOf } from './exitWorlds.js';

const settings = settingsOf('quick');
const smoke = settingsOf('smoke');
const jump = ({ alpha, noiseScale, width }: ExitCell) => levyExitTime(alpha, noiseScale, width, width);
const climb = ({ height, noiseScale, width }: ExitCell) =>
  width ** 2 * Math.exp((2 * height) / noiseScale ** 2);
const truth = (cell: ExitCell) => (cell.driver === 'brownian' ? climb(cell) : jump(cell));
const dataset = (): never => {
  throw new Error('no data set is needed');
};

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
      return { ...levyHeight.run(fed, { seed: 1, dataset }), driver, alpha, noiseScale };
    });
    expect(levyHeight.judge(results, smoke).verdict).toBe('refuted');
  });
});

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
      return { ...levyWidth.run(fed, { seed: 1, dataset }), driver, alpha, noiseScale, height };
    });
    expect(levyWidth.judge(results, smoke).verdict).toBe('refuted');
  });
});
