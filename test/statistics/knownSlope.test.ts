import { knownSlope, weightedLine } from '#heavytail/statistics/index';
import { expect, it } from 'vitest';

const x = [0, 1, 2];

it('is that of the weighted line where points scatter as their errors say', () => {
  const y = [0, 1.1, 2];
  expect(knownSlope(x, y, [0.1, 0.1, 0.1], 0.99)).toEqual(weightedLine(x, y, [0.1, 0.1, 0.1], 0.99).slope);
});

it('keeps its error where they scatter more', () => {
  const { value, standardError } = knownSlope(x, [0, 3, 2], [0.1, 0.1, 0.1]);
  expect(value).toBeCloseTo(1, 12);
  expect(standardError).toBeCloseTo(0.1 / Math.SQRT2, 12);
});
