import {
  distribution,
  draw,
  normal,
  pareto,
  quantile,
  stable,
  stream,
  studentT,
  type Law,
} from 'heavytail/law';
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

describe('lawAcceptance, beside slow code', () => {
  /** Largest distance of the share of values up to each value, and below it, from the law. */
  function slowDistance(column: Float64Array, law: Law): number {
    const n = column.length;
    const distances = Array.from(distribution(law, column), (p, i) => {
      let [upTo, below] = [0, 0];
      for (const value of column) {
        if (value <= column[i]) upTo++;
        if (value < column[i]) below++;
      }
      return Math.max(upTo / n - p, p - below / n);
    });
    return Math.max(...distances);
  }

  // Skewed, and of a unit of its own, in which columns are given.
  const law = pareto({ tailIndex: 2, minimum: 3 });
  const [lower, median, upper] = quantile(law, [0.25, 0.5, 0.75]);
  const columnsOf = (draws: Float64Array, length: number) =>
    Array.from({ length: draws.length / length }, (_, s) => {
      const half = standardisedByEven(draws.subarray(s * length, (s + 1) * length))!;
      return half.odd.map((z) => median + (upper - lower) * z);
    });

  it.each([
    ['all values of short columns', 20, 200],
    ['the first 250 of long ones', 520, 40],
  ])('takes %s', (_, length, count) => {
    const first = (columns: Float64Array[]) => columns.map((column) => column.slice(0, 250));
    const own = first(columnsOf(draw(law, 200 * length, stream(3)), length));
    const bound = own.map((column) => slowDistance(column, law)).sort((a, b) => a - b)[189];
    const other = columnsOf(draw(pareto({ tailIndex: 1, minimum: 3 }), count * length, stream(4)), length);
    const passing = first(other).filter((column) => slowDistance(column, law) <= bound);
    expect(lawAcceptance(other, length, law, stream(3))).toBe(passing.length / other.length);
    expect(passing.length).toBeLessThan(other.length);
    // Of the columns that make the bound 190 in 200 pass: the last of them is the bound itself.
    expect(lawAcceptance(own, length, law, stream(3))).toBe(0.95);
  });

  it('finds values that lie above the law, and below it', () => {
    const length = 400;
    for (const sign of [1, -1]) {
      const moved = columnsOf(draw(law, 20 * length, stream(4)), length).map((column) =>
        column.map((x) => x + sign * 2),
      );
      expect(lawAcceptance(moved, length, law, stream(3))).toBe(0);
    }
  });
});

it('a column is brought to the median and quartiles of its even values', () => {
  // Even: 1, 3, 5, 7 and 9 in some order.
  const column = Float64Array.of(5, 105, 1, -3, 3, 5, 9, 7, 7);
  const { even, odd: other } = standardisedByEven(column)!;
  expect(Array.from(even)).toEqual([0, -1, -0.5, 1, 0.5]);
  expect(Array.from(other)).toEqual([25, -2, 0, 0.5]);
});

it('no column of equal or infinite values is brought to a scale', () => {
  expect(standardisedByEven(new Float64Array(10))).toBeUndefined();
  expect(standardisedByEven(Float64Array.of(-Infinity, 0, 1, 0, Infinity))).toBeUndefined();
});
