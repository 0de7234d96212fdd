import { brownianWidth } from '#heavytail/claim/brownian/brownian-width/claim';
import { exactClimb, type ExitCell } from '#heavytail/claim/well/exits';
import { levyExitTime } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { knownExits, noDataset, settingsOf } from '../../exitWorlds.js';

const settings = settingsOf('quick');

/** Jumps over the distance from minimum to saddle, which is the root of the squared widths. */
const jump = ({ alpha, noiseScale, width, saddleWidth }: ExitCell) =>
  levyExitTime(alpha, noiseScale, Infinity, Math.hypot(width, saddleWidth!));
const truth = (cell: ExitCell) => (cell.driver === 'brownian' ? exactClimb(cell) : jump(cell));

describe('brownian-width', () => {
  const cells = brownianWidth.plan(settings);
  const judge = (meanOf: (cell: ExitCell) => number) =>
    brownianWidth.judge(knownExits(cells, meanOf), settings);
  /** Powers of both widths at the level of the integral where both are 1. */
  const unit = exactClimb(cells.find(({ width, saddleWidth }) => width === 1 && saddleWidth === 1)!);
  const powers = (minimum: number, saddle: number) => (cell: ExitCell) =>
    cell.driver === 'brownian' ? unit * cell.width ** minimum * cell.saddleWidth! ** saddle : jump(cell);

  it('is supported where exit times are the integral', () => {
    const { verdict, statistics } = judge(truth);
    expect(verdict).toBe('supported');
    const [both, minimum, saddle, ratio, levy] = statistics.map(({ value }) => value);
    // Widths are not quite even in the logarithm, so that the slopes add up to 2 but nearly.
    expect(both).toBeCloseTo(2, 2);
    expect(minimum).toBeCloseTo(1.045, 2);
    expect(saddle).toBeCloseTo(0.955, 2);
    expect(ratio).toBeCloseTo(1, 6);
    expect(levy).toBeCloseTo(1.5, 1);
  });

  it('is refuted where only one of the widths counts, though stretching both gives the square', () => {
    expect(judge(powers(2, 0)).verdict).toBe('refuted');
    expect(judge(powers(0, 2)).verdict).toBe('refuted');
  });

  it.each([
    [0.8, 'refuted'],
    [0.855, 'undecided'],
    [0.96, 'supported'],
    [1.04, 'supported'],
    [1.145, 'undecided'],
    [1.2, 'refuted'],
  ])('by an exponent of the minimum of %d: %s', (exponent, verdict) => {
    // Its interval is ±0.013. The other exponent makes up for it in the sum.
    const { parts } = judge(powers(exponent, 2 - exponent));
    expect(parts![0].verdict).toBe(verdict);
  });

  it('says what would decide it', () => {
    const { open } = judge(powers(0.855, 1.145));
    expect(open?.rule).toContain('exponent of the width of the minimum 0.855');
    expect(open?.needs).toMatch(/times the paths/);
  });

  it('is refuted where times are a tenth too long', () => {
    const long = (cell: ExitCell) => truth(cell) * (cell.driver === 'brownian' ? 1.1 : 1);
    expect(judge(long).parts!.map(({ verdict }) => verdict)).toEqual(['supported', 'refuted']);
    expect(judge(long).verdict).toBe('refuted');
  });

  it('lets the control pass only where the exponent of Levy noise is another one', () => {
    const levy = (exponent: number) =>
      judge((cell) =>
        cell.driver === 'brownian'
          ? exactClimb(cell)
          : cell.width ** (exponent / 2) * cell.saddleWidth! ** (exponent / 2),
      ).verdict;
    expect([1.5, 1.7, 2, 2.3, 2.5].map(levy)).toEqual([
      'supported',
      'supported',
      'undecided',
      'supported',
      'supported',
    ]);
  });

  it('comes out supported when its cells are run', () => {
    const smoke = settingsOf('smoke');
    // A quarter of the paths keeps the test short; what they decide is asked of whole runs.
    const results = brownianWidth
      .plan(smoke)
      .map((cell) => ({ ...cell, paths: cell.paths / 4 }))
      .map((cell) => brownianWidth.run(cell, { seed: 1, dataset: noDataset }));
    const { parts, controls } = brownianWidth.judge(results, smoke);
    expect(controls.every(({ passed }) => passed)).toBe(true);
    expect(parts!.map(({ verdict }) => verdict)).not.toContain('refuted');
  });
});
