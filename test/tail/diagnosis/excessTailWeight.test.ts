import { draw, normal, stable, stream, studentT, type Law } from 'heavytail/law';
import { excessTailWeight, surrogateTailWeight, tailWeight, type NoiseMatrix } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';

const columns = 8;
const independent = (law: Law, rows: number, seed: number): NoiseMatrix => ({
  rows,
  columns,
  values: draw(law, rows * columns, stream(seed, 'independent')),
});
/** One number a row, times eight. */
const proportional = (law: Law, rows: number, seed: number): NoiseMatrix => {
  const shared = draw(law, rows, stream(seed, 'shared'));
  const values = Float64Array.from(
    { length: rows * columns },
    (_, i) => shared[Math.floor(i / columns)]! * (1 + (i % columns)),
  );
  return { rows, columns, values };
};
const excess = (noise: NoiseMatrix, level = 0.99) => excessTailWeight(noise, level)!;

describe('excess tail weight', () => {
  it('is 0 for Gaussian noise, 0.03 for Student’s law of 19 degrees, and large for a stable law', () => {
    const of = (law: Law) => excess(independent(law, 20_000, 1));
    // Standard errors are 0.0021 for the first three.
    expect(of(normal()).value).toBeCloseTo(0, 2);
    expect(Math.abs(of(studentT({ degrees: 19 })).value - 0.0302)).toBeLessThan(0.007);
    expect(Math.abs(of(studentT({ degrees: 5 })).value - 0.14)).toBeLessThan(0.01);
    expect(Math.abs(of(stable({ alpha: 1.5 })).value - 0.355)).toBeLessThan(0.01);
  });

  it('is the mean tail weight of the columns less that of as many Gaussian values', () => {
    const { rows, values } = independent(normal(), 50, 3);
    const mean = Array.from({ length: columns }, (_, j) =>
      tailWeight(Float64Array.from({ length: rows }, (_, p) => values[p * columns + j]!)),
    ).reduce((sum: number, weight) => sum + weight! / columns, 0);
    // E of 0.5 log(chi-squared of 50 / 50) is -0.010067.
    expect(excess({ rows, columns, values }).value).toBeCloseTo(mean + 0.010067, 5);
  });

  it('has the standard error of the jackknife over rows', () => {
    // Gaussian values never reach ten medians, which would move with the row left out.
    const noise = independent(normal(), 40, 2);
    const without = Array.from({ length: 40 }, (_, left) => {
      const values = Array.from(noise.values).filter((_, i) => Math.floor(i / columns) !== left);
      return excess({ rows: 39, columns, values }).value;
    });
    const mean = without.reduce((sum, value) => sum + value / 40, 0);
    const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(excess(noise).standardError).toBeCloseTo(Math.sqrt((39 / 40) * squares), 6);
  });

  it.each([
    ['independent', independent],
    ['proportional', proportional],
  ])('holds the truth at its level, columns %s', (_, noiseOf) => {
    const misses = Array.from({ length: 200 }, (_, seed) => excess(noiseOf(normal(), 300, seed), 0.9)).filter(
      ({ low, high }) => low > 0 || high < 0,
    );
    // 20 are expected, with a deviation of 4.2; an interval that took 8 columns for 800 would miss 110 times.
    expect(misses.length).toBeGreaterThan(6);
    expect(misses.length).toBeLessThan(38);
  });

  it('is as wide for surrogates as for the noise, whose dependence they keep', () => {
    const one = surrogateTailWeight(proportional(normal(), 300, 1), stream(1, 'surrogate'), 0.99)!;
    const eight = surrogateTailWeight(independent(normal(), 300, 1), stream(1, 'surrogate'), 0.99)!;
    expect(one.standardError / eight.standardError).toBeGreaterThan(2);
    expect(one.low).toBeLessThan(0);
    expect(one.high).toBeGreaterThan(0);
  });

  it('counts a value beyond ten medians as ten medians', () => {
    const sizes = Array.from({ length: 41 }, (_, i) => 1 + i / 100);
    const ends = [100, 1e300].map((last) => excess({ rows: 42, columns: 1, values: [...sizes, last] }).value);
    expect(ends[0]).toBe(ends[1]);
  });

  it('leaves out columns without noise, and exact zeros', () => {
    const noise = independent(normal(), 100, 5);
    const more = {
      rows: 100,
      columns: columns + 2,
      values: new Float64Array(100 * (columns + 2)).fill(0.25),
    };
    const zeros = { rows: 110, columns, values: new Float64Array(110 * columns) };
    for (let p = 0; p < 100; p++) {
      for (let j = 0; j < columns; j++) {
        more.values[p * (columns + 2) + j] = noise.values[p * columns + j]!;
        zeros.values[p * columns + j] = noise.values[p * columns + j]!;
      }
    }
    expect(excess(more)).toEqual(excess(noise));
    expect(excess(zeros).value).toBeCloseTo(excess(noise).value, 12);
    expect(
      excessTailWeight({ rows: 9, columns: 1, values: new Float64Array(9).fill(3) }, 0.99),
    ).toBeUndefined();
    expect(excessTailWeight({ rows: 7, columns: 1, values: [1, 2, 3, 4, 5, 6, 7] }, 0.99)).toBeUndefined();
  });
});
