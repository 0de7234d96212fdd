import { logSizesOfMeans } from '#heavytail/claim/framework/logSizes';
import { expect, it } from 'vitest';

it('takes the mean logarithm of the sizes of means, whole blocks only', () => {
  const values = Float64Array.of(1, -3, 8, 2, -5, 1, 7);
  const [one, two, four] = logSizesOfMeans(values, [1, 2, 4]);
  expect(one).toBeCloseTo(Math.log(3 * 8 * 2 * 5 * 7) / 7, 12);
  expect(two).toBeCloseTo(Math.log(1 * 5 * 2) / 3, 12);
  expect(four).toBeCloseTo(Math.log(2), 12);
});

it('leaves means of exactly zero out', () => {
  const [two] = logSizesOfMeans(Float64Array.of(1, -1, 4, 4), [2]);
  expect(two).toBeCloseTo(Math.log(4), 12);
});
