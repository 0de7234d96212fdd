import fc from 'fast-check';
import {
  areFinite,
  centreTile,
  type Numbers,
  rawTile,
  tileMoments,
  withArena,
} from '#heavytail/kernel/index';
import { expect, it } from 'vitest';

const matrices = fc.record({
  rows: fc.integer({ min: 1, max: 13 }),
  width: fc.integer({ min: 1, max: 40 }),
  double: fc.boolean(),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

/** Multiples of 1/8 with many zeros: their sums, and squares about 0, are exact. */
function entries(count: number, double: boolean, seed: number): Numbers {
  let state = seed;
  const next = () => (state = (state * 48271) % 2147483647);
  return new (double ? Float64Array : Float32Array)(count).map(() =>
    next() % 4 === 0 ? 0 : ((next() % 200) - 100) / 8,
  );
}

it('a tile has the means, zeros, squares and centred entries of its columns', () => {
  fc.assert(
    fc.property(
      matrices,
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      ({ rows, width, double, seed }, a, b, centred) => {
        const matrix = entries(rows * width, double, seed);
        const from = a % width;
        const columns = 1 + (b % (width - from));
        withArena((arena) => {
          const raw = rawTile(arena, matrix, width, from, columns, centred ? 'mean' : 'none');
          const means = raw.means.array.slice();
          const { zeros, columnSquares, rowSquares } = tileMoments(arena, raw);
          const tile = centreTile(arena, raw);
          expect([tile.rows, tile.columns]).toEqual([rows, columns]);
          const values = tile.values.array;
          const rowSums = new Float64Array(rows);
          for (let j = 0; j < columns; j++) {
            const column = Array.from({ length: rows }, (_, p) => matrix[p * width + from + j]!);
            const mean = centred ? column.reduce((sum, x) => sum + x, 0) / rows : 0;
            expect(means[j]).toBe(mean);
            expect(zeros[j]).toBe(column.filter((x) => x === 0).length);
            let squares = 0;
            column.forEach((x, p) => {
              expect(values[p * tile.stride + j]).toBe(Math.fround(x - mean));
              squares += (x - mean) ** 2;
              rowSums[p]! += (x - mean) ** 2;
            });
            expect(columnSquares[j]).toBe(squares);
          }
          // Rows are added up in another order: a few units of the last place.
          rowSums.forEach((sum, p) =>
            expect(Math.abs(rowSquares[p]! - sum)).toBeLessThanOrEqual(1e-13 * sum),
          );
          for (let p = 0; p < rows; p++) {
            for (let j = columns; j < tile.stride; j++) expect(values[p * tile.stride + j]).toBe(0);
          }
        });
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

it('one NaN or infinite number is found wherever it is', () => {
  for (const double of [false, true]) {
    for (const length of [1, 2, 3, 4, 5, 17, 4096, 4097, 9001]) {
      const values = entries(length, double, 7);
      values[0] = double ? Number.MAX_VALUE : 3.4e38;
      expect(areFinite(values)).toBe(true);
      for (const place of [0, 1, 2, 3, length >> 1, length - 1].filter((i) => i < length)) {
        for (const bad of [NaN, Infinity, -Infinity]) {
          const spoiled = values.slice();
          spoiled[place] = bad;
          expect(areFinite(spoiled)).toBe(false);
        }
      }
    }
  }
});

it('the column whose sum is not finite is named', () => {
  const matrix = entries(12, true, 3);
  matrix[4 + 2] = NaN;
  withArena((arena) => {
    expect(rawTile(arena, matrix, 4, 0, 4, 'mean').nonFinite).toBe(2);
    expect(rawTile(arena, matrix, 4, 0, 2, 'mean').nonFinite).toBe(-1);
  });
});
