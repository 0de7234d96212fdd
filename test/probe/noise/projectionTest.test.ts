import { testProjections } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import type { NoiseMatrix } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { falseAlarm, normalLimit } from '../../falseAlarm.js';

/** The share of directions that pass for Gaussian, on noise whose law is known. */

/** Scales over three decades, as parameters of a network have them. */
const scaleOf = (i: number, count: number) => 10 ** ((-3 * i) / count);

/** Independent columns of very different scales. */
function independent(rows: number, columns: number, entries: Float64Array): NoiseMatrix {
  return { rows, columns, values: entries.map((x, i) => x * scaleOf(i % columns, columns)) };
}

/** Columns that are mixtures of few factors of very different scales, as projections of the same noise are. */
function mixed(rows: number, columns: number, factors: number, seed: number): NoiseMatrix {
  const own = stream(seed, 'mixed');
  const entries = own.normals(rows * factors);
  const mixing = own.normals(factors * columns);
  const values = new Float64Array(rows * columns);
  for (let p = 0; p < rows; p++) {
    for (let f = 0; f < factors; f++) {
      const factor = entries[p * factors + f] * scaleOf(f, factors);
      for (let j = 0; j < columns; j++) values[p * columns + j] += factor * mixing[f * columns + j];
    }
  }
  return { rows, columns, values };
}

/** Share that a binomial share of n is beyond with probability at most `falseAlarm`, by Chernoff's bound. */
function binomialLimit(n: number, probability: number, direction: -1 | 1): number {
  let share = probability;
  const divergence = (x: number) =>
    (x > 0 ? x * Math.log(x / probability) : 0) +
    (x < 1 ? (1 - x) * Math.log((1 - x) / (1 - probability)) : 0);
  while (share > 0 && share < 1 && n * divergence(share) < -Math.log(falseAlarm)) share += direction / n;
  return Math.min(Math.max(share, 0), 1);
}

describe('the control', () => {
  it.each([1, 3, 30])('ranks evenly among its equals for noise of rank %i', (rank) => {
    const [rows, columns, worlds] = [40, 12, 60];
    const ranks = Array.from({ length: worlds }, (_, world) => {
      const random = stream(1, 'low rank', rank, world);
      const [factors, loadings] = [random.normals(rows * rank), random.normals(rank * columns)];
      const values = Float64Array.from({ length: rows * columns }, (_entry, i) => {
        let sum = 0;
        for (let r = 0; r < rank; r++) {
          sum += factors[Math.floor(i / columns) * rank + r] * loadings[r * columns + (i % columns)];
        }
        return sum;
      });
      return testProjections({ rows, columns, values }, stream(2, 'low rank', rank, world)).controlRank;
    });
    const mean = ranks.reduce((sum, x) => sum + x, 0) / worlds;
    expect(Math.abs(mean - 0.5)).toBeLessThan(normalLimit / Math.sqrt(12 * worlds));
    expect(Math.min(...ranks)).toBeGreaterThan(0);
    expect(Math.max(...ranks)).toBeLessThan(1);
  });
});

describe('Gaussian noise', () => {
  const [rows, columns] = [150, 100];
  const noise = independent(rows, columns, stream(1, 'gaussian').normals(rows * columns));
  const found = testProjections(noise, stream(2, 'surrogates'));

  it('with independent columns passes in 95 of 100, whatever their scales', () => {
    expect(found.acceptance).toBeGreaterThan(binomialLimit(columns, 0.95, -1));
    expect(found.acceptance).toBeLessThanOrEqual(binomialLimit(columns, 0.95, 1));
    // 40 surrogates of as many columns, nearly independent of one another given the noise.
    expect(found.expected).toBeGreaterThan(binomialLimit(40 * columns, 0.95, -1));
    expect(found.expected).toBeLessThan(binomialLimit(40 * columns, 0.95, 1));
  });

  it('passes as its surrogates do', () => {
    const error = Math.sqrt(found.standardError ** 2 + found.spread ** 2 / 40);
    expect(Math.abs(found.acceptance - found.expected)).toBeLessThan(normalLimit * error);
  });

  it('does not change with the scale and the mean of a column', () => {
    // Powers of two are exact; means of 30 deviations are not, and move a share by a column at most.
    const values = Float64Array.from(
      noise.values,
      (x, i) => (x + 30 * scaleOf(i % columns, columns)) * 2 ** ((i % columns) % 40),
    );
    const other = testProjections({ rows, columns, values }, stream(2, 'surrogates'));
    for (const name of ['acceptance', 'expected'] as const) {
      expect(Math.abs(other[name] - found[name])).toBeLessThan(1.5 / columns);
    }
    expect(Math.abs(other.spread / found.spread - 1)).toBeLessThan(0.1);
  });

  it('gives the same bits for the same stream, and other surrogates for another', () => {
    expect(testProjections(noise, stream(2, 'surrogates'))).toEqual(found);
    const other = testProjections(noise, stream(3, 'surrogates'));
    expect(other.acceptance).toBe(found.acceptance);
    expect(other.expected).not.toBe(found.expected);
  });
});

describe('dependent columns', () => {
  const worlds = Array.from({ length: 100 }, (_, seed) =>
    testProjections(mixed(60, 30, 8, seed), stream(seed, 'surrogates')),
  );
  /** Mean over its standard error over the worlds, which are independent. */
  const zScore = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return mean / Math.sqrt(squares / (values.length - 1) / values.length);
  };

  it('pass as often as their surrogates in the mean over worlds', () => {
    const differences = worlds.map(({ acceptance, expected }) => acceptance - expected);
    expect(Math.abs(zScore(differences))).toBeLessThan(normalLimit);
  });

  it('scatter as the spread says, which is more than that of independent columns', () => {
    const excess = worlds.map(
      ({ acceptance, expected, spread }) => (acceptance - expected) ** 2 - spread ** 2 * (1 + 1 / 40),
    );
    expect(Math.abs(zScore(excess))).toBeLessThan(normalLimit);
    const independentVariance = (0.05 * 0.95) / 30;
    expect(zScore(worlds.map(({ spread }) => spread ** 2 - 2 * independentVariance))).toBeGreaterThan(
      normalLimit,
    );
  });
});

describe('noise that is not Gaussian', () => {
  it.each([1.5, 1.8])('of tail index %d is found out', (alpha) => {
    const [rows, columns] = [150, 100];
    const entries = draw(stable({ alpha }), rows * columns, stream(4, 'stable'));
    const noise = independent(rows, columns, entries);
    const { acceptance, expected, standardError, spread } = testProjections(noise, stream(5, 'surrogates'));
    expect(acceptance).toBeLessThan(expected - normalLimit * Math.max(standardError, spread));
  });
});

describe('refused, with a sentence', () => {
  it.each([
    ['constant', 1],
    ['not finite', NaN],
  ])('columns that are %s', (_, value) => {
    const noise = { rows: 20, columns: 3, values: new Float64Array(60).fill(value) };
    expect(() => testProjections(noise, stream(1))).toThrow(
      'No column of the noise can be tested for normality: all are constant or not finite.',
    );
  });
});
