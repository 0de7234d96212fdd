import { brownianDimensionGlobal } from '#heavytail/claim/brownian/brownian-dimension/globalMinimum';
import { brownianDimensionLocal } from '#heavytail/claim/brownian/brownian-dimension/localMinimum';
import type { DimensionWorld } from '#heavytail/claim/brownian/brownian-dimension/landscapes';
import { dimensionPoints, type DimensionResult } from '#heavytail/claim/brownian/brownian-dimension/run';
import { searchOf } from '#heavytail/claim/brownian/brownian-dimension/search';
import { needleTime } from '#heavytail/claim/brownian/brownian-dimension/theory';
import { expect, it } from 'vitest';
import { normalLimit } from '../../../falseAlarm.js';
import { settingsOf } from '../../exitWorlds.js';

const dataset = (): never => {
  throw new Error('no data set is needed');
};

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
