import { brownianDimensionGlobal } from '#heavytail/claim/brownian/brownian-dimension/globalMinimum';
import { brownianDimensionLocal } from '#heavytail/claim/brownian/brownian-dimension/localMinimum';
import {
  dimensionPoints,
  needleTime,
  type DimensionCell,
  type DimensionResult,
  type DimensionWorld,
  searchOf,
} from '#heavytail/claim/brownian/brownian-dimension/run';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';
import { settingsOf } from './exitWorlds.js';

const settings = settingsOf('quick');
const dataset = (): never => {
  throw new Error('no data set is needed');
};

/** Quantiles of the exponential law of a mean, cut at the horizon: a sample without the scatter of its mean. */
function arrivals(cell: DimensionCell, mean: number): DimensionResult {
  const { landscape, goal, dimension, paths, horizon } = cell;
  const all = Array.from({ length: paths }, (_, i) => -mean * Math.log(1 - (i + 0.5) / paths));
  return {
    landscape,
    goal,
    dimension,
    times: all.map((time) => Math.min(time, horizon)),
    censored: all.map((time) => Number(time > horizon)),
  };
}

const exponential = (d: number) => 0.1 * Math.exp(0.6 * d);
const power = (d: number) => 0.1 * d ** 0.6;
/** Between both: neither fits much better. */
const between = (d: number) => 0.1 * Math.exp(0.15 * d) * d ** 0.72;

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

describe('brownian-dimension-local', () => {
  const cells = brownianDimensionLocal.plan(settings);
  const judge = (floor: (d: number) => number, minimum: (d: number) => number) =>
    brownianDimensionLocal.judge(
      cells.map((cell) => arrivals(cell, (cell.goal === 'floor' ? floor : minimum)(cell.dimension))),
      settings,
    );

  it('is supported where the floor is reached in polynomial time', () => {
    const { verdict, statistics } = judge(power, exponential);
    expect(verdict).toBe('supported');
    expect(statistics[0].value).toBeCloseTo(0.6, 1);
  });

  it('is refuted where that takes exponential time', () => {
    expect(judge(exponential, exponential).verdict).toBe('refuted');
  });

  it('is undecided between the two, or when nothing is found exponential', () => {
    expect(judge(between, exponential).verdict).toBe('undecided');
    expect(judge(power, power).verdict).toBe('undecided');
  });
});

it.each([brownianDimensionGlobal, brownianDimensionLocal])(
  'a smoke run of $id agrees with the exact integral and keeps paths apart from ranges',
  (claim) => {
    const smoke = settingsOf('smoke');
    const cells = claim.plan(smoke);
    const results = cells.map((cell) => claim.run(cell, { seed: 1, dataset }));
    const { verdict, controls } = claim.judge(results, smoke);
    expect(controls.every(({ passed }) => passed)).toBe(true);
    expect(['supported', 'undecided']).toContain(verdict);
    for (const point of dimensionPoints(results)) {
      if (point.world.landscape !== 'needle') continue;
      const exact = needleTime(point.world);
      // Twenty points of 60 to 200 times, nearly exponential; Euler's step shifts them by some percent.
      const allowed = normalLimit * 1.2 * point.standardError + 0.05 * exact;
      expect(Math.abs(point.mean - exact)).toBeLessThan(allowed);
    }
    const cell = cells.find(({ paths, dimension }) => paths > 10 && dimension === 2)!;
    const part = claim.run({ ...cell, firstPath: 4, paths: 6 }, { seed: 1, dataset });
    expect(part.times).toEqual(results[cells.indexOf(cell)].times.slice(4, 10));
  },
);

it('the same path is on the floor before it is in the needle', () => {
  const of = (goal: DimensionWorld['goal']) =>
    brownianDimensionLocal.run(
      { landscape: 'needle', goal, dimension: 3, firstPath: 0, paths: 50, horizon: 50 },
      { seed: 1, dataset },
    ).times;
  const [floor, minimum] = [of('floor'), of('minimum')];
  floor.forEach((time, p) => expect(time).toBeLessThan(minimum[p]));
});

it('censored paths enter the mean by the time that they were watched', () => {
  const result: DimensionResult = {
    landscape: 'needle',
    goal: 'minimum',
    dimension: 2,
    times: [1, 2, 3, 4, 4, 4],
    censored: [0, 0, 0, 0, 1, 1],
  };
  const [point] = dimensionPoints([result]);
  expect(point).toMatchObject({ paths: 6, arrived: 4, mean: 18 / 4, median: 3 });
  expect(() => searchOf([point], () => true, 0.95)).toThrow('at least 3 points');
});
