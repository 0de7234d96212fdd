import { lanczos, type SymmetricProduct } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

/** Products take and give single precision: each errs by some 1e-7 of the largest eigenvalue. */
const rounding = 2e-6;

/** Q' D Q, Q a product of three Householder reflections by random vectors; computed in double precision. */
function rotated(values: readonly number[], seed: number): SymmetricProduct {
  const n = values.length;
  const mirrors = [0, 1, 2].map((k) => {
    const draws = stream(seed, 'mirror', k).normals(n);
    const norm = Math.sqrt(draws.reduce((sum, x) => sum + x * x, 0));
    return draws.map((x) => x / norm);
  });
  const reflect = (vector: Float64Array, mirror: Float64Array) => {
    const along = vector.reduce((sum, x, i) => sum + x * mirror[i]!, 0);
    return vector.map((x, i) => x - 2 * along * mirror[i]!);
  };
  return (vector, out) => {
    let image = mirrors.reduce(reflect, Float64Array.from(vector));
    image = image.map((x, i) => x * values[i]!);
    out.set(mirrors.toReversed().reduce(reflect, image));
  };
}

/** Each Ritz value has an eigenvalue within its bound, and the first `count` at each end are the outermost ones. */
function expectEnds(
  run: ReturnType<typeof lanczos>,
  spectrum: readonly number[],
  count: number,
  tolerance: number,
): void {
  const sorted = spectrum.toSorted((a, b) => b - a);
  const largest = Math.max(...spectrum.map(Math.abs));
  run.ritzValues.forEach((value, i) => {
    const distance = Math.min(...spectrum.map((eigenvalue) => Math.abs(eigenvalue - value)));
    expect(distance).toBeLessThan(run.errorBounds[i]! + rounding * largest);
  });
  for (let i = 0; i < count; i++) {
    expect(Math.abs(run.ritzValues[i]! - sorted[i]!)).toBeLessThan(tolerance * largest);
    expect(Math.abs(run.ritzValues.at(-1 - i)! - sorted.at(-1 - i)!)).toBeLessThan(tolerance * largest);
  }
}

describe("Lanczos' method on a known spectrum", () => {
  it('finds outliers of a rotated matrix, and its bounds hold for all Ritz values', () => {
    const spectrum = Array.from({ length: 300 }, (_, i) => [40, 25, 12, -9, -5][i] ?? (i - 150) / 150);
    for (const seed of [1, 2, 3]) {
      const run = lanczos(rotated(spectrum, seed), 300, 40, stream(seed, 'Lanczos'));
      expectEnds(run, spectrum, 2, 1e-5);
    }
  });

  it('finds no eigenvalue twice, long after the first ones have converged', () => {
    // Without reorthogonalisation 100 would be found again and again from about step 10 on.
    const spectrum = Array.from({ length: 200 }, (_, i) => (i === 0 ? 100 : i / 200));
    const { ritzValues } = lanczos(rotated(spectrum, 4), 200, 120, stream(4, 'Lanczos'));
    expect(ritzValues.filter((value) => value > 50)).toHaveLength(1);
    expect(ritzValues[1]).toBeLessThan(1 + 100 * rounding);
  });

  it('finds the ends of the Laplacian of a chain within its bounds, and all of it with all steps', () => {
    // 2 - 2 cos(k pi / (n + 1)), k = 1 ... n.
    const n = 60;
    const laplacian: SymmetricProduct = (vector, out) => {
      for (let i = 0; i < n; i++) out[i] = 2 * vector[i]! - (vector[i - 1] ?? 0) - (vector[i + 1] ?? 0);
    };
    const spectrum = Array.from(
      { length: n },
      (_, k) => 4 * Math.sin(((k + 1) * Math.PI) / (2 * n + 2)) ** 2,
    );
    expectEnds(lanczos(laplacian, n, 25, stream(5, 'Lanczos')), spectrum, 0, 0);
    const whole = lanczos(laplacian, n, n, stream(5, 'Lanczos'));
    expect(whole.ritzValues).toHaveLength(n);
    expectEnds(whole, spectrum, n, 1e-5);
  });

  it('ends at once on multiples of the identity, and on zero', () => {
    for (const value of [0, -3]) {
      const run = lanczos(
        (vector, out) => vector.forEach((x, i) => (out[i] = value * x)),
        20,
        10,
        stream(6, 'Lanczos'),
      );
      expect(run.ritzValues).toHaveLength(1);
      expect(run.ritzValues[0]).toBeCloseTo(value, 6);
      expect(run.weights[0]).toBeCloseTo(1, 12);
    }
  });
});
