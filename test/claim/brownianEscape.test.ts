import { brownianDepth } from '#heavytail/claim/brownian/brownian-depth/claim';
import { brownianWidth } from '#heavytail/claim/brownian/brownian-width/claim';
import { type ExitCell, potentialOf } from '#heavytail/claim/well/exits';
import { levyExitTime, passageTime } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { knownExits, settingsOf } from './exitWorlds.js';

const settings = settingsOf('quick');
const climb = (cell: ExitCell) => passageTime(potentialOf(cell), cell.noiseScale, -cell.width, 0);
const jump = ({ alpha, noiseScale, width }: ExitCell) => levyExitTime(alpha, noiseScale, Infinity, width);
const truth = (cell: ExitCell) => (cell.driver === 'brownian' ? climb(cell) : jump(cell));

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
    const slow = (cell: ExitCell) => (cell.driver === 'brownian' ? climb(cell) ** 0.8 : jump(cell));
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
});

function noDataset(): never {
  throw new Error('no data set is needed');
}

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
});
