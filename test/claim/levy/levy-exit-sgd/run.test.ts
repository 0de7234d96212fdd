import { contestOf, exponentOf } from '#heavytail/claim/levy/levy-exit-sgd/contest';
import { exitCost } from '#heavytail/claim/levy/levy-exit-sgd/cost';
import { levyExitSgd } from '#heavytail/claim/levy/levy-exit-sgd/claim';
import { tabulatedLine } from '#heavytail/claim/levy/levy-exit-sgd/lineLoss';
import { type ExitSgdCell, runExitSgdCell, type WorldEscape } from '#heavytail/claim/levy/levy-exit-sgd/run';
import { factsOf, wellsBetweenEnds } from '#heavytail/claim/levy/levy-exit-sgd/wells';
import { loadDataset } from '#heavytail/store/index';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const digits = loadDataset('procedural-digits');
const context = { seed: 1, dataset: () => digits };
const dataset = digits.name;
const pair = { dataset, examples: 100, width: 8, target: 0.3, replicate: 0 };
const lines = [0, 1, 2].map((replicate): ExitSgdCell => {
  return { kind: 'line', dataset, exits: 15, iterations: 60_000, pair: { ...pair, replicate } };
});
const welsch: ExitSgdCell = {
  kind: 'welsch',
  dataset,
  exits: 15,
  iterations: 60_000,
  classes: [2, 3],
  scale: 0.35,
};

describe('the line between two networks', () => {
  const { grid, examples, exampleSlope } = tabulatedLine(pair, context);
  const wells = wellsBetweenEnds(grid);
  const middle = grid.slope.length >> 1;

  it('has a barrier between a minimum near each network', () => {
    const [left, right] = wells as [(typeof wells)[0], (typeof wells)[0]];
    expect(Math.abs(left.minimum)).toBeLessThan(0.3);
    expect(Math.abs(right.minimum - 1)).toBeLessThan(0.3);
    expect(left.saddle).toBe(right.saddle);
    for (const well of wells) {
      const facts = factsOf(grid, well);
      expect(facts.lossAtSaddle - facts.lossAtMinimum).toBeCloseTo(facts.height, 12);
      expect(Math.min(facts.height, facts.width, facts.curvature, facts.saddleCurvature)).toBeGreaterThan(0);
      expect(facts.largestCurvature).toBeGreaterThan(facts.curvature / 2);
    }
  });

  it('has examples whose slopes have the mean and variance of the grid', () => {
    const place = grid.from + middle * grid.step;
    const slopes = Array.from({ length: examples }, (_, e) => exampleSlope(e, place));
    const mean = slopes.reduce((sum, slope) => sum + slope, 0) / examples;
    expect(mean).toBeCloseTo(grid.slope[middle]!, 10);
    expect(slopes.reduce((sum, slope) => sum + (slope - mean) ** 2, 0) / examples).toBeCloseTo(
      grid.variance[middle]!,
      8,
    );
    expect(Number.isFinite(exampleSlope(0, grid.from - 1) + exampleSlope(0, 99))).toBe(true);
  });

  it('has a slope that is that of its loss', () => {
    const difference = (grid.loss[middle + 1]! - grid.loss[middle - 1]!) / (2 * grid.step);
    expect(grid.slope[middle]!).toBeCloseTo(difference, 10);
  });

  it('has no wells where there is no barrier', () => {
    const bowl = Float64Array.from(grid.slope, (_, g) => grid.from + g * grid.step - 0.5);
    expect(wellsBetweenEnds({ ...grid, slope: bowl })).toEqual([]);
  });
});

describe('a run', () => {
  const results = lines.map((cell) => runExitSgdCell(cell, context));
  const of = (world: WorldEscape['world']) =>
    results.flatMap(({ escapes }) => escapes.filter((escape) => escape.world === world));

  it('leaves wells by the laws of the worlds: Lévy noise like a power, Gaussian noise faster', () => {
    const heavy = exponentOf(contestOf(of('heavy'))!, 0.99).value;
    const gaussian = exponentOf(contestOf(of('gaussian'))!, 0.99).value;
    expect(Math.abs(heavy - 1.5)).toBeLessThan(0.25);
    expect(gaussian).toBeGreaterThan(2.5);
  });

  it('called SGD, the world of examples of infinite variance is not refuted, and Gaussian noise is', () => {
    const known = runExitSgdCell(welsch, context);
    const bounded = ['a', 'b', 'c'].flatMap((group) =>
      known.escapes.map((escape) => ({ ...escape, group, well: `${group} ${escape.well}` })),
    );
    const settings = { ...settingsOf('smoke'), dataset };
    const asSgd = (world: 'heavy' | 'gaussian') =>
      levyExitSgd.judge(
        [
          {
            escapes: [
              ...results.flatMap(({ escapes }) => escapes.filter((escape) => escape.world !== 'sgd')),
              ...of(world).map((escape) => ({ ...escape, world: 'sgd' as const })),
              ...bounded,
            ],
          },
        ],
        settings,
      );
    const heavy = asSgd('heavy');
    expect(heavy.controls.every(({ passed }) => passed)).toBe(true);
    expect(heavy.parts![0]!.verdict).not.toBe('refuted');
    expect(heavy.parts![1]!.verdict).not.toBe('refuted');
    const gaussian = asSgd('gaussian');
    expect(gaussian.parts!.map(({ verdict }) => verdict)).not.toContain('supported');
  });

  it('takes no step larger than one over the largest curvature', () => {
    for (const { stepSize, largestCurvature } of results.flatMap(({ escapes }) => escapes)) {
      expect(stepSize * largestCurvature).toBeLessThan(1 + 1e-9);
    }
  });

  it('is the same again', () => {
    const few = { ...lines[0]!, exits: 10, iterations: 2000 };
    expect(runExitSgdCell(few, context)).toEqual(runExitSgdCell(few, context));
  });

  it('costs more on a line with more examples, and the longer it is watched', () => {
    const { seconds } = exitCost(lines[0]!);
    expect(exitCost({ ...lines[0]!, iterations: 600_000 }).seconds).toBeGreaterThan(seconds);
    const more = { ...lines[0]!, pair: { ...pair, examples: 1000 } } as ExitSgdCell;
    expect(exitCost(more).seconds).toBeGreaterThan(2 * seconds);
    expect(exitCost(welsch).seconds).toBeLessThan(seconds);
  });
});
