import { draw, laplace, normal, stable, stream } from 'heavytail/law';
import {
  estimateAcrossMinibatches,
  gaussianAcceptance,
  stabilityCurve,
  testTailWeight,
} from 'heavytail/tail';
import { familyEvidence } from '#heavytail/tail/diagnosis/familyEvidence';
import { describe, expect, it } from 'vitest';
import { shapiroWilk } from '#heavytail/statistics/shapiroWilk';
import { normalLimit } from '../../falseAlarm.js';

describe('familyEvidence', () => {
  const [rows, columns] = [300, 20];
  // Five columns of heavy tails beside Gaussian ones.
  const heavy = draw(stable({ alpha: 1.2 }), rows * columns, stream(1, 'heavy'));
  const values = draw(normal(), rows * columns, stream(1, 'light')).map((x, i) =>
    i % columns < 5 ? heavy[i] : x,
  );
  const noise = { rows, columns, values };
  const found = familyEvidence('coordinates', noise, stream(2));
  const column = (j: number) => Float64Array.from({ length: rows }, (_, p) => values[p * columns + j]);

  it('tests the weight of the tails and the growth of sums', () => {
    expect(found.family).toBe('coordinates');
    expect(found.tailWeight).toEqual(testTailWeight(noise, stream(2)));
    expect(found.tailIndex).toEqual(estimateAcrossMinibatches(noise));
  });

  it('has the share of columns that pass tests of normality', () => {
    expect(found.gaussianAcceptance).toBe(gaussianAcceptance(noise).share);
    expect(found.gaussianAcceptance).toBeLessThanOrEqual(0.75);
    const passing = Array.from({ length: columns }, (_, j) => shapiroWilk(column(j)).pValue! >= 0.05);
    expect(found.shapiroAcceptance).toBe(passing.filter(Boolean).length / columns);
  });

  it('expects of Gaussian surrogates that 95 % of columns pass', () => {
    // 8 surrogates of 20 columns that share their rows little.
    const error = 2 * Math.sqrt((0.05 * 0.95) / (8 * columns));
    for (const share of [found.gaussianAcceptanceExpected, found.shapiroAcceptanceExpected]) {
      expect(Math.abs(share - 0.95)).toBeLessThan((normalLimit / 2) * error);
      expect(share).toBeLessThanOrEqual(1);
      // A share of 160 columns.
      expect(160 * share).toBeCloseTo(Math.round(160 * share), 9);
    }
  });

  it('counts the columns that are rejected at a false discovery rate of 5 %', () => {
    // The five; of the others each with a probability below 0.05 * 6/20.
    expect(found.rejectedColumns).toBeGreaterThanOrEqual(5);
    expect(found.rejectedColumns).toBeLessThanOrEqual(7);
  });

  it('has the mean stability curve of the columns, each from 0', () => {
    const curves = Array.from({ length: columns }, (_, j) => stabilityCurve(column(j)));
    expect(found.stabilityCurve).toHaveLength(curves[0].length);
    found.stabilityCurve.forEach(([log, mean], i) => {
      expect(log).toBeCloseTo(i * Math.LN2, 12);
      const slow = curves.reduce(
        (sum, curve) => sum + curve[i].meanLogAbsolute - curve[0].meanLogAbsolute,
        0,
      );
      expect(mean).toBeCloseTo(slow / columns, 10);
    });
  });

  it('has the bend of the curve in standard errors', () => {
    const long = estimateAcrossMinibatches(noise);
    const short = estimateAcrossMinibatches(noise, { lower: 1, upper: long.lower });
    const error = Math.hypot(short.inverseStandardError!, long.inverseStandardError!);
    expect(found.bendZ).toBeCloseTo((short.inverse! - long.inverse!) / error, 9);
  });
});

it('a column that cannot be tested for normality does not count', () => {
  const rows = 60;
  const values = draw(normal(), rows * 3, stream(1)).map((x, i) => (i % 3 === 2 ? 0 : x));
  const found = familyEvidence('coordinates', { rows, columns: 3, values }, stream(2));
  // Two Gaussian columns are left, which pass.
  expect(found.gaussianAcceptance).toBe(1);
  expect(found.shapiroAcceptance).toBe(1);
  expect(found.rejectedColumns).toBe(0);
});

describe('the bend is undefined', () => {
  const bendOf = (rows: number, values: Float64Array) =>
    familyEvidence('projections', { rows, columns: 3, values }, stream(2));
  const draws = draw(laplace(), 80 * 3, stream(1));

  it('where there are too few sums of the longer kind', () => {
    const few = bendOf(12, draws.subarray(0, 36));
    expect(few.tailIndex.status).toBe('not-enough-data');
    expect(few.bendZ).toBeUndefined();
  });

  it('where sums of two are no larger than single values', () => {
    const alternating = draws.map((x, i) => (Math.floor(i / 3) % 2 ? -0.9 * draws[i - 3] : x));
    const found = bendOf(80, alternating);
    expect(found.tailIndex.status).toBe('ok');
    expect(found.bendZ).toBeUndefined();
  });
});

it('Shapiro and Wilk test the first 5,000 minibatches', () => {
  const [rows, columns] = [5200, 2];
  const values = draw(normal(), rows * columns, stream(1, 'long'));
  const { shapiroAcceptance } = familyEvidence('coordinates', { rows, columns, values }, stream(2));
  const first = [0, 1].map((j) =>
    shapiroWilk(Float64Array.from({ length: 5000 }, (_, p) => values[2 * p + j])),
  );
  expect(shapiroAcceptance).toBe(first.filter(({ pValue }) => pValue! >= 0.05).length / 2);
});
