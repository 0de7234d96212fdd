import { PooledColumns } from 'heavytail/tail';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixedValues, pooled } from './matrices.js';

describe('PooledColumns', () => {
  it('equals PooledStatistic, however the columns are cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 12 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 2, max: 200 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer(),
        (rows, columns, blockLength, width, seed) => {
          const values = mixedValues(rows * columns, seed);
          const whole = pooled({ rows, columns, values }, blockLength);
          const statistic = new PooledColumns(rows, columns, blockLength);
          for (let from = 0; from < columns; from += width) {
            const to = Math.min(columns, from + width);
            const pieces = Array.from({ length: rows }, (_, p) => [
              ...values.subarray(p * columns + from, p * columns + to),
            ]);
            statistic.add(Float32Array.from(pieces.flat()), to - from);
          }
          const found = statistic.result();
          expect(found.status).toBe(whole.status);
          expect(found.blockCount).toBe(whole.blockCount);
          expect(found.rows.blocks).toEqual(whole.rows.blocks);
          expect(found.zeroFraction).toBe(whole.zeroFraction);
          // Sums of other orders: rounding, magnified where a block sum all but vanishes.
          if (found.status === 'ok' && whole.status === 'ok') {
            expect(found.inverse).toBeCloseTo(whole.inverse, 6);
            expect(found.inverseStandardError).toBeCloseTo(whole.inverseStandardError, 6);
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
