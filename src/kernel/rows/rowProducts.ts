import { kernelExports, withArena } from '../instance.js';

/** Mixtures and projections of f32 rows (assembly/rows/rowProducts.ts), tile by tile of columns. */

interface RowProductExports {
  addRowMixtures(
    targets: number,
    targetRows: number,
    sources: number,
    sourceRows: number,
    coefficients: number,
    columns: number,
    stride: number,
  ): void;
  addDotProducts(
    rows: number,
    rowCount: number,
    directions: number,
    directionRows: number,
    columns: number,
    stride: number,
    products: number,
  ): void;
}

/**
 * Columns of one tile: its rows stay in the cache, and an f32 sum of this length keeps the digits of
 * its terms.
 */
const tileColumns = 512;

/**
 * targets[s] += sum over q of coefficients[s * sources.length + q] * sources[q], added up in f32 in
 * the order of q.
 *
 * @param targets - rows of equal length, changed in place
 * @param sources - rows of the same length
 */
export function addRowMixtures(
  targets: readonly Float32Array[],
  sources: readonly Float32Array[],
  coefficients: Float32Array,
): void {
  if (targets.length === 0 || sources.length === 0) return;
  const columns = sources[0].length;
  withArena((arena) => {
    const { addRowMixtures: run } = kernelExports<RowProductExports>();
    const factors = arena.copyF32(coefficients);
    const from = arena.f32(sources.length * tileColumns);
    const to = arena.f32(targets.length * tileColumns);
    for (let start = 0; start < columns; start += tileColumns) {
      const width = Math.min(tileColumns, columns - start);
      const padded = Math.ceil(width / 4) * 4;
      fillTile(from.array, sources, start, width, padded);
      fillTile(to.array, targets, start, width, padded);
      run(to.pointer, targets.length, from.pointer, sources.length, factors.pointer, padded, padded);
      const mixed = to.array;
      targets.forEach((target, s) => target.set(mixed.subarray(s * padded, s * padded + width), start));
    }
  });
}

/**
 * All dot products of `rows` with `directions`, rows of equal length: sums of 512 products in f32,
 * these in f64.
 *
 * @returns entry r * directions.length + j is rows[r] . directions[j]
 */
export function dotProducts(
  rows: readonly Float32Array[],
  directions: readonly Float32Array[],
): Float64Array {
  const columns = rows.length === 0 ? 0 : rows[0].length;
  return withArena((arena) => {
    const { addDotProducts } = kernelExports<RowProductExports>();
    const left = arena.f32(rows.length * tileColumns);
    const right = arena.f32(directions.length * tileColumns);
    const products = arena.f64(rows.length * directions.length);
    products.array.fill(0);
    for (let start = 0; start < columns; start += tileColumns) {
      const width = Math.min(tileColumns, columns - start);
      const padded = Math.ceil(width / 4) * 4;
      fillTile(left.array, rows, start, width, padded);
      fillTile(right.array, directions, start, width, padded);
      addDotProducts(
        left.pointer,
        rows.length,
        right.pointer,
        directions.length,
        padded,
        padded,
        products.pointer,
      );
    }
    return products.array.slice();
  });
}

function fillTile(
  tile: Float32Array,
  rows: readonly Float32Array[],
  start: number,
  width: number,
  padded: number,
): void {
  rows.forEach((row, r) => {
    tile.set(row.subarray(start, start + width), r * padded);
    tile.fill(0, r * padded + width, (r + 1) * padded);
  });
}
