import { draw, normal, stable, stream, studentT } from 'heavytail/law';
import { lawAcceptance, standardisedByEven } from '#heavytail/tail/diagnosis/lawAcceptance';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

const [rows, columns] = [400, 300];
/** Upper quartile of Student's law of 3 degrees (tables), of which half is the scale of a quartile range of 1. */
const quartile = 0.7648923;
const student = studentT({ degrees: 3, scale: 0.5 / quartile });

function odd(values: Float64Array): Float64Array[] {
  return Array.from({ length: columns }, (_, j) => {
    const half = standardisedByEven(values.subarray(j * rows, (j + 1) * rows));
    return half!.odd;
  });
}

describe('lawAcceptance', () => {
  // Columns of every location and scale.
  const values = draw(student, rows * columns, stream(1, 'student')).map(
    (x, i) => 1e-5 * (1 + Math.floor(i / rows)) * (x + Math.floor(i / rows)),
  );

  it('of the right law is 95 %', () => {
    const share = lawAcceptance(odd(values), rows, student, stream(2));
    // The bound is a quantile of 200 distances: its share has a standard error of sqrt(0.05 0.95/200), too.
    const error = Math.sqrt(0.05 * 0.95 * (1 / columns + 1 / 200));
    expect(Math.abs(share - 0.95)).toBeLessThan(normalLimit * error);
  });

  it('of wrong laws is low', () => {
    const wide = normal({ deviation: Math.sqrt(3) * student.scale });
    expect(lawAcceptance(odd(values), rows, wide, stream(2))).toBeLessThan(0.8);
    const cauchy = stable({ alpha: 0.7, scale: 0.35 });
    expect(lawAcceptance(odd(values), rows, cauchy, stream(2))).toBeLessThan(0.8);
  });
});

it('a column is brought to the median and quartiles of its even values', () => {
  const column = Float64Array.from({ length: 402 }, (_, i) => (i % 2 === 0 ? 3 + i : 3));
  const { even, odd: other } = standardisedByEven(column)!;
  expect(even[100]).toBe(0);
  expect(even[150] - even[50]).toBe(1);
  expect(other[0]).toBeCloseTo(-1, 12);
  expect(standardisedByEven(new Float64Array(10))).toBeUndefined();
});
