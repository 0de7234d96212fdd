import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { estimateAcrossMinibatches, estimateTwoScale, estimateVectorTwoScale } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { needs } from '../../needs.js';
import { normalLimit } from '../../falseAlarm.js';
import { centred, readNpy, reference } from '../npy.js';

/** Rows sqrt(A_p) G_p of index alpha: columns are stable and strongly dependent; scales over six decades. */
function ellipticalRows(alpha: number, rows: number, columns: number, ...key: number[]): Float64Array {
  const factors =
    alpha === 2
      ? new Float64Array(rows).fill(1)
      : draw(
          stable({ alpha: alpha / 2, beta: 1, parameterization: 'S1' }),
          rows,
          stream(5, 'subordinator', alpha, ...key),
        );
  const normals = stream(5, 'across test', alpha, ...key).normals(rows * columns);
  return normals.map(
    (g, i) => g * Math.sqrt(factors[Math.floor(i / columns)]) * 10 ** (((i % columns) % 7) - 3),
  );
}

describe('estimateAcrossMinibatches', () => {
  it.each([1.3, 1.6, 2])(
    'finds elliptical stable noise of index %d whatever the scales of its columns',
    (alpha) => {
      const [rows, columns] = [4000, 30];
      const values = ellipticalRows(alpha, rows, columns);
      const estimate = estimateAcrossMinibatches({ rows, columns, values });
      expect(estimate.columns.length).toBe(columns);
      expect(Math.abs(estimate.inverse! - 1 / alpha)).toBeLessThan(
        normalLimit * estimate.inverseStandardError!,
      );
      expect(estimate.inverseStandardError).toBeLessThan(0.06);
    },
  );

  it('covers the index at 95 % although its columns share their rows', () => {
    const [rows, columns, alpha, repeats] = [800, 12, 1.5, 200];
    let covered = 0;
    for (let r = 0; r < repeats; r++) {
      const values = ellipticalRows(alpha, rows, columns, r);
      const { low, high } = estimateAcrossMinibatches({ rows, columns, values });
      if (low! <= alpha && alpha <= high!) covered++;
    }
    // Nominal 95 %; 5 binomial standard deviations are 7.7 %.
    expect(covered / repeats).toBeGreaterThan(0.87);
  });

  it('is the mean over columns of the estimate of each', () => {
    const [rows, columns] = [500, 9];
    const values = ellipticalRows(1.5, rows, columns).map((x, i) =>
      i % columns === 4 && i % 5 === 0 ? 0 : x,
    );
    const estimate = estimateAcrossMinibatches({ rows, columns, values });
    const each = Array.from({ length: columns }, (_, j) => {
      const column = values.filter((_, i) => i % columns === j);
      return estimateTwoScale(column, { lower: estimate.lower, upper: estimate.upper }).inverse!;
    });
    expect(Array.from(estimate.columnInverses)).toEqual(each.map((x) => expect.closeTo(x, 12)));
    expect(estimate.inverse).toBeCloseTo(each.reduce((a, b) => a + b) / columns, 12);
    expect(estimate.zeroFraction).toBeCloseTo(100 / values.length, 12);
  });

  it('leaves out dead columns and says how many', () => {
    const [rows, columns] = [400, 5];
    const values = ellipticalRows(1.5, rows, columns).map((x, i) => (i % columns < 2 ? 0 : x));
    const estimate = estimateAcrossMinibatches({ rows, columns, values });
    expect(Array.from(estimate.columns)).toEqual([2, 3, 4]);
    expect(estimate.excludedColumns).toBe(2);
    expect(estimate.status).toBe('ok');
  });

  it.each([
    ['one NaN', 300, (x: number, i: number) => (i === 77 ? NaN : x), 'invalid'],
    ['only zeros', 300, () => 0, 'not-enough-data'],
    ['few rows', 6, (x: number) => x, 'not-enough-data'],
  ])('gives a sentence and no number for %s', (_, rows, change, status) => {
    const values = ellipticalRows(1.5, rows, 3).map(change);
    const estimate = estimateAcrossMinibatches({ rows, columns: 3, values });
    expect(estimate.status).toBe(status);
    expect(estimate.tailIndex).toBeUndefined();
    expect(estimate.sentence).toMatch(/\.$/);
  });
});

needs.dumps.describe('reference gradients', () => {
  it.each([
    ['odd/plain.npy', 1e-4],
    ['synthetic/sas_alpha1.5.npy', 1e-4],
    ['synthetic/gaussian.npy', 1e-4],
    ['synthetic/student_t3.npy', 1e-4],
    ['synthetic/gaussian_lognormal_scales.npy', 1e-4],
    // The reference leaves out 4 of 12,960 coordinates of hardly any noise.
    ['real/mnist_fc3_w16_b50_it01000_grads.npy', 5e-4],
  ])('%s gives the numbers of an independent numpy implementation', (file, tolerance) => {
    const matrix = readNpy(file);
    const noise = file.startsWith('real/')
      ? centred(matrix, readNpy(file.replace('grads', 'full_grad')).values)
      : matrix;
    const truth = reference(file) as unknown as {
      alpha_vector_norm: number;
      per_coordinate: { k1: number; harmonic: number };
    };
    const settings = { lower: 1, upper: truth.per_coordinate.k1 };
    const { tailIndex } = estimateAcrossMinibatches(noise, settings);
    expect(Math.abs(tailIndex! / truth.per_coordinate.harmonic - 1)).toBeLessThan(tolerance);
    const vector = estimateVectorTwoScale(noise, settings);
    expect(Math.abs(vector.tailIndex! / truth.alpha_vector_norm - 1)).toBeLessThan(1e-4);
  });
});
