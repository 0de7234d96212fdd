import { covarianceSpectrum, marchenkoPastur } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { falseAlarm } from '../../falseAlarm.js';
import { naiveCovariance } from '../../naive/covariance.js';
import { naiveEigenvalues } from '../../naive/eigenvalues.js';
import { tinyNetwork } from '../tinyNetwork.js';

/** Normal rows; coordinate j has mean 3 and the given scale. */
function normalRows(rows: number, columns: number, scale: (j: number) => number): Float32Array[] {
  const draws = stream(rows, 'covariance', columns).normals(rows * columns);
  return Array.from({ length: rows }, (_, k) =>
    Float32Array.from({ length: columns }, (__, j) => 3 + scale(j) * draws[k * columns + j]!),
  );
}

/** Products are summed in single precision: 1e-6 of the largest eigenvalue. */
function expectNaive(rows: readonly Float32Array[]): void {
  const { eigenvalues, trace } = covarianceSpectrum(rows);
  const expected = naiveEigenvalues(naiveCovariance(rows));
  const count = Math.min(rows.length - 1, rows[0]!.length);
  expect(eigenvalues).toHaveLength(count);
  eigenvalues.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-6 * expected[0]!));
  expect(trace / expected.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
}

describe('the spectrum of the covariance', () => {
  it('is that of the d × d matrix, with fewer or more gradients than coordinates', () => {
    for (const [rows, columns] of [
      [2, 1],
      [2, 9],
      [9, 2],
      [12, 30],
      [40, 12],
      [150, 20],
      [65, 64],
    ] as const)
      expectNaive(normalRows(rows, columns, (j) => 1 / (1 + j)));
  });

  it('is that of the gradients of examples of a network', () => {
    const { source, weights, everything } = tinyNetwork();
    const flat = new Float32Array(everything.length * source.parameterCount);
    source.perExampleGradients(weights, everything, flat);
    expectNaive(
      Array.from(everything, (i) => flat.slice(i * source.parameterCount, (i + 1) * source.parameterCount)),
    );
  });

  it('adds up blocks of columns', () => {
    // Two coordinates with noise, 9,000 apart, so that they are in different blocks of columns.
    const pairs = normalRows(20, 2, (j) => 1 + j);
    const rows = pairs.map((pair) => {
      const row = new Float32Array(9500).fill(7);
      row.set([pair[0]!], 100);
      row.set([pair[1]!], 9100);
      return row;
    });
    const { eigenvalues, deadFraction } = covarianceSpectrum(rows);
    const expected = naiveEigenvalues(naiveCovariance(pairs));
    expect(eigenvalues[0]! / expected[0]!).toBeCloseTo(1, 6);
    expect(eigenvalues[1]! / expected[1]!).toBeCloseTo(1, 5);
    expect(eigenvalues[2]).toBeLessThan(1e-6 * eigenvalues[0]!);
    expect(deadFraction).toBeCloseTo(9498 / 9500, 12);
  });

  it('scales with the square of the noise, however small or large', () => {
    const rows = normalRows(10, 6, (j) => 1 + j);
    const { eigenvalues } = covarianceSpectrum(rows);
    for (const power of [-100, 100]) {
      const scaled = covarianceSpectrum(rows.map((row) => row.map((x) => x * 2 ** power)));
      // A power of two changes no bit.
      expect([...scaled.eigenvalues]).toEqual([...eigenvalues].map((value) => value * 4 ** power));
    }
  });
});

describe('the ratio of scales', () => {
  it('is the root mean square over the geometric mean', () => {
    // Deviations of exactly 1, 2 and 8 times √(4/3), and one coordinate that never changes.
    const signs = [1, -1, 1, -1];
    const rows = signs.map((sign) => Float32Array.of(sign, 5, 2 * sign, 8 * sign));
    const { scaleRatio, deadFraction } = covarianceSpectrum(rows);
    expect(scaleRatio).toBeCloseTo(Math.sqrt((1 + 4 + 64) / 3) / 16 ** (1 / 3), 12);
    expect(deadFraction).toBe(0.25);
  });

  it('is nearly 1 + 1 / (2 K - 2) for Gaussian noise of one scale', () => {
    // log of a variance of n degrees of freedom has variance 2 / n; a ratio of 20,000 of them has error 1 / (n √20000).
    const { scaleRatio } = covarianceSpectrum(normalRows(51, 20_000, () => 0.1));
    expect(Math.abs(scaleRatio - 1 - 1 / 100)).toBeLessThan(5 / (50 * Math.sqrt(20_000)) + 1 / 50 ** 2);
  });
});

describe('the edges of Marchenko and Pastur', () => {
  const shapes = [
    [401, 100],
    [101, 400],
  ] as const;

  it('hold the spectrum of Gaussian noise', () => {
    for (const [gradients, coordinates] of shapes) {
      const { low, high } = marchenkoPastur({ gradients, coordinates, scale: 0.5 });
      const { eigenvalues } = covarianceSpectrum(normalRows(gradients, coordinates, () => 0.5));
      // P(singular value of the noise beyond √n ± √d by t) <= exp(-t²/2) (Davidson and Szarek 2001), at 1e-6 for each end.
      const slack = (0.5 * Math.sqrt(2 * Math.log(1 / falseAlarm))) / Math.sqrt(gradients - 1);
      expect(Math.sqrt(eigenvalues[0]!)).toBeLessThan(Math.sqrt(high) + slack);
      expect(Math.sqrt(eigenvalues.at(-1)!)).toBeGreaterThan(Math.sqrt(low) - slack);
      // Inwards the ends scatter like Tracy-Widom; 8 of Johnstone's scales are beyond 1e-6 of its tail exp(-s³/24).
      const [n, d] = [Math.sqrt(gradients - 1), Math.sqrt(coordinates)];
      const upper = (0.25 * (n + d) * (1 / n + 1 / d) ** (1 / 3)) / n ** 2;
      const lower = (0.25 * Math.abs(n - d) * Math.abs(1 / n - 1 / d) ** (1 / 3)) / n ** 2;
      expect(high - eigenvalues[0]!).toBeLessThan(8 * upper);
      expect(eigenvalues.at(-1)! - low).toBeLessThan(8 * lower);
    }
  });

  it('say how many eigenvalues are zero by rank', () => {
    for (const [gradients, coordinates] of shapes) {
      const { zeroFraction } = marchenkoPastur({ gradients, coordinates, scale: 1 });
      const { eigenvalues } = covarianceSpectrum(normalRows(gradients, coordinates, () => 1));
      expect(zeroFraction).toBeCloseTo(1 - eigenvalues.length / coordinates, 12);
    }
  });

  it('are those of equal numbers of gradients and coordinates: 0 and 4', () => {
    expect(marchenkoPastur({ gradients: 51, coordinates: 50, scale: 1 })).toEqual({
      low: 0,
      high: 4,
      zeroFraction: 0,
    });
  });
});

describe('bad input', () => {
  const rows = normalRows(3, 4, () => 1);

  it('is refused in a sentence', () => {
    expect(() => covarianceSpectrum([])).toThrow('The number of gradients is 0;');
    expect(() => covarianceSpectrum(rows.slice(0, 1))).toThrow('The number of gradients is 1;');
    expect(() => covarianceSpectrum([new Float32Array(0), new Float32Array(0)])).toThrow('coordinates is 0');
    expect(() => covarianceSpectrum([...rows, new Float32Array(5)])).toThrow(
      'has 5 numbers; the first one has 4.',
    );
    expect(() => covarianceSpectrum([...rows, Float32Array.of(1, 2, NaN, 3)])).toThrow('is not finite');
    expect(() => covarianceSpectrum([rows[0]!, rows[0]!])).toThrow('All gradients are the same');
    expect(() => marchenkoPastur({ gradients: 1, coordinates: 5, scale: 1 })).toThrow(RangeError);
    expect(() => marchenkoPastur({ gradients: 5, coordinates: 0, scale: 1 })).toThrow(RangeError);
    expect(() => marchenkoPastur({ gradients: 5, coordinates: 5, scale: -1 })).toThrow('The scale is -1;');
  });
});
