import { RowMean, withArena } from '#heavytail/kernel/index';
import { stream } from 'heavytail/random';
import { expect, test } from 'vitest';

test.each([1, 4, 7, 1030])('centres rows of %i numbers by their mean', (length) => {
  const random = stream(3, 'rows', length);
  for (const count of [1, 3, 4, 9]) {
    const rows = Array.from({ length: count }, () => Float32Array.from(random.normals(length)));
    const sums = new Float64Array(length);
    for (const row of rows) row.forEach((value, i) => (sums[i] += value));
    withArena((arena) => {
      const mean = new RowMean(arena, length);
      for (const row of rows) mean.add(row);
      mean.finish();
      for (const given of rows) {
        const { row, square } = mean.centred(given);
        // Sums in the same order, so the same bits; squares in another, to rounding of 1e-16 each.
        const expected = given.map((value, i) => value - sums[i] / count);
        expect(row.slice()).toEqual(expected);
        const squares = expected.reduce((sum, value) => sum + value * value, 0);
        expect(Math.abs(square - squares)).toBeLessThanOrEqual(1e-12 * squares);
      }
    });
  }
});

test('a centred row outlives what callees take from memory', () => {
  withArena((arena) => {
    const mean = new RowMean(arena, 5);
    mean.add(Float32Array.of(1, 2, 3, 4, 5));
    mean.finish();
    const { row } = mean.centred(Float32Array.of(2, 2, 2, 2, 2));
    withArena((inner) => inner.f64(100));
    expect([...row]).toEqual([1, 0, -1, -2, -3]);
  });
});
