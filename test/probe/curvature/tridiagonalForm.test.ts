import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { tridiagonalEigen } from '#heavytail/probe/curvature/tridiagonal';
import { tridiagonalForm } from '#heavytail/probe/curvature/tridiagonalForm';
import { naiveEigenvalues } from '../../naive/eigenvalues.js';

function eigenvalues(matrix: readonly (readonly number[])[]): number[] {
  const { diagonal, beside } = tridiagonalForm(Float64Array.from(matrix.flat()), matrix.length);
  return [...tridiagonalEigen(diagonal, beside).values];
}

/** A random symmetric matrix. */
function symmetric(n: number, seed: number): number[][] {
  const draws = stream(seed, 'symmetric matrix').normals(n * n);
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => draws[i * n + j]! + draws[j * n + i]!),
  );
}

/** Both methods err by some n 1e-16 of the largest eigenvalue; 1e-13 leaves room for n = 40. */
function expectClose(actual: readonly number[], expected: readonly number[]): void {
  const largest = Math.max(...expected.map(Math.abs));
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1e-13 * largest));
}

describe('the tridiagonal form of a symmetric matrix', () => {
  it('has its eigenvalues', () => {
    for (const n of [1, 2, 3, 4, 7, 40])
      expectClose(eigenvalues(symmetric(n, n)), naiveEigenvalues(symmetric(n, n)));
  });

  it('has them where the rank is low, as that of a Gram matrix of many rows', () => {
    const factor = symmetric(30, 1).map((row) => row.slice(0, 4));
    const gram = factor.map((a) => factor.map((b) => a.reduce((sum, x, k) => sum + x * b[k]!, 0)));
    const values = eigenvalues(gram);
    expectClose(values, naiveEigenvalues(gram));
    expect(Math.max(...values.slice(4).map(Math.abs))).toBeLessThan(1e-13 * values[0]!);
  });

  it('keeps the closed form of min(i, j), whose inverse is a chain', () => {
    // Eigenvalues 1 / (2 sin((2 k - 1) pi / (4 n + 2)))^2, k = 1 ... n.
    const n = 60;
    const matrix = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => Math.min(i, j) + 1),
    );
    const expected = Array.from(
      { length: n },
      (_, k) => (2 * Math.sin(((2 * k + 1) * Math.PI) / (4 * n + 2))) ** -2,
    );
    expectClose(eigenvalues(matrix), expected);
  });

  it('holds over the range of squares of single-precision numbers', () => {
    for (const factor of [1e-90, 1e78]) {
      const scaled = symmetric(8, 2).map((row) => row.map((x) => x * factor));
      expectClose(
        eigenvalues(scaled).map((x) => x / factor),
        naiveEigenvalues(symmetric(8, 2)),
      );
    }
  });

  it('leaves diagonal matrices and zero as they are', () => {
    expect(
      eigenvalues([
        [1, 0, 0],
        [0, 5, 0],
        [0, 0, 3],
      ]),
    ).toEqual([5, 3, 1]);
    expect(
      eigenvalues([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([0, 0]);
  });

  it('is refused to matrices that are not square or not finite', () => {
    expect(() => tridiagonalForm(new Float64Array(5), 2)).toThrow('2 rows need 4');
    expect(() => tridiagonalForm(Float64Array.of(1, 0, NaN, 1), 2)).toThrow('is not finite');
  });
});
