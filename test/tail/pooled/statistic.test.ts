import { PooledStatistic } from 'heavytail/tail';
import { addPooledRow, kernelExports, withArena } from '#heavytail/kernel/index';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as naive from '../../naive/pooled.js';
import { needs } from '../../needs.js';
import { centred, readNpy, reference } from '../npy.js';
import { mixedValues, pooled } from './matrices.js';

const files = [
  'odd/plain.npy',
  'synthetic/sas_alpha1.5.npy',
  'synthetic/gaussian.npy',
  'synthetic/student_t3.npy',
  'synthetic/gaussian_lognormal_scales.npy',
  'real/mnist_fc3_w16_b50_it01000_grads.npy',
];

describe('PooledStatistic', () => {
  it.each([
    [7, 1003, 1],
    [12, 100, 7],
    [3, 97, 48],
    [40, 1, 5],
    [5, 20000, 331],
  ])(
    'equals the formula over the stored array: %d rows of %d, blocks of %d',
    (rows, columns, blockLength) => {
      const values = mixedValues(rows * columns, 17);
      if (blockLength === 1) blockLength = naive.blockLength(values.length);
      const expected = naive.pooledTailIndex(values, blockLength);
      const estimate = pooled({ rows, columns, values }, blockLength);
      // Sums of at most 1e5 logarithms in another order: rounding of 1e-12 at most.
      expect(estimate.inverse).toBeCloseTo(1 / expected, 10);
      expect(estimate.zeroFraction).toBe(values.filter((x) => x === 0).length / values.length);
    },
  );

  it('counts every exact zero as log 2.2e-16, as the published code does', () => {
    const values = mixedValues(6 * 500, 3).map((x, i) => (i % 2 ? 0 : x));
    const estimate = pooled({ rows: 6, columns: 500, values });
    expect(estimate.inverse).toBeCloseTo(1 / naive.pooledTailIndex(values, estimate.blockLength), 10);
  });

  it('takes the extremes of f32 without overflow', () => {
    const values = Float32Array.from({ length: 600 }, (_, i) => (i % 3 ? 3.4e38 : -3.4e38));
    const estimate = pooled({ rows: 3, columns: 200, values });
    expect(estimate.rows.sumLogValues[0]).toBeCloseTo(200 * Math.log(Math.fround(3.4e38)), 8);
  });

  it('gives the same bits for a row in kernel memory', () => {
    const values = mixedValues(30011, 5);
    const outside = addPooledRow(values, 77, { blockSum: 1, blockFill: 3 });
    const inside = withArena((arena) =>
      addPooledRow(arena.copyF32(values).array, 77, { blockSum: 1, blockFill: 3 }),
    );
    expect(kernelExports().memory).toBeDefined();
    expect(inside).toEqual(outside);
  });

  it('does not change with the scale of the values', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: -20, max: 20 }),
        (seed, power) => {
          // Far above 2.2e-16, where the added constant would break the invariance.
          const values = mixedValues(4 * 360, seed).map((x) => Math.fround(Math.abs(x) + 1e-3));
          const scaled = values.map((x) => x * 2 ** power);
          const one = pooled({ rows: 4, columns: 360, values });
          const other = pooled({ rows: 4, columns: 360, values: scaled });
          expect(other.inverse).toBeCloseTo(one.inverse!, 7);
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each([NaN, Infinity, -Infinity])('gives no number when a row holds %d', (bad) => {
    const values = mixedValues(5 * 360, 9);
    values[3 * 360 + 11] = bad;
    const estimate = pooled({ rows: 5, columns: 360, values });
    expect(estimate.status).toBe('invalid');
    expect(estimate.sentence).toContain('Minibatch 3');
    expect(estimate.tailIndex).toBeUndefined();
  });

  it('explains a prime number of values', () => {
    const estimate = pooled({ rows: 1, columns: 101, values: mixedValues(101, 2) });
    expect(estimate.status).toBe('invalid');
    expect(estimate.sentence).toContain('101 values');
  });

  it('refuses rows of another length, rows too many and too few', () => {
    const statistic = new PooledStatistic({ minibatches: 2, parameters: 6 });
    expect(() => statistic.add(new Float32Array(5))).toThrow(/rows of 6/);
    statistic.add(new Float32Array(6));
    expect(() => statistic.result()).toThrow(/1 of 2/);
    statistic.add(new Float32Array(6));
    expect(() => statistic.add(new Float32Array(6))).toThrow(/All 2/);
    expect(statistic.result().status).toBe('not-enough-data');
  });
});

needs.dumps.describe('reference gradients', () => {
  it.each(files)('%s gives the number of an independent numpy implementation', (file) => {
    const matrix = readNpy(file);
    const real = file.startsWith('real/');
    const noise = real ? centred(matrix, readNpy(file.replace('grads', 'full_grad')).values) : matrix;
    const estimate = pooled(noise);
    const truth = reference(file);
    expect(estimate.blockLength).toBe(truth.k1);
    // The reference is printed with five digits.
    expect(Math.abs(estimate.tailIndex! / truth.alpha_pooled_paper - 1)).toBeLessThan(1e-4);
  });
});
