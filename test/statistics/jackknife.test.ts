import { jackknifeInterval, studentInterval } from '#heavytail/statistics/index';
import { expect, it } from 'vitest';

const values = [3, 1, 4, 1, 5, 9, 2, 6];
const meanOf = (kept: (unit: number) => boolean) => {
  const own = values.filter((_, unit) => kept(unit));
  return own.reduce((sum, x) => sum + x, 0) / own.length;
};

it('is Student’s interval where the function is the mean', () => {
  const found = jackknifeInterval(values.length, meanOf, 0.99);
  const student = studentInterval(values, 0.99);
  expect(found.low).toBeCloseTo(student.low, 12);
  expect(found.high).toBeCloseTo(student.high, 12);
  expect(found).toMatchObject({ value: student.value, level: 0.99 });
});

it('carries the error of a mean over to a function of it, to first order', () => {
  const inverse = jackknifeInterval(values.length, (kept) => 1 / (100 + meanOf(kept)));
  const { value, standardError } = studentInterval(values);
  expect(inverse.standardError / (standardError / (100 + value) ** 2)).toBeCloseTo(1, 2);
});
