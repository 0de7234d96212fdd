import { type Arena, type Block, kernelExports, withArena } from '../instance.js';
import { copyRows, type Numbers, strideOf, type Tile } from './tile.js';

/** Tiles as they are read: their means, zeros and squares, and centring (assembly/rows/columns.ts). */

interface ColumnExports {
  allFinite(values: number, bytes: number, double: boolean): number;
  sumColumns(tile: number, rows: number, columns: number, double: boolean, sums: number): void;
  centreColumns(
    tile: number,
    rows: number,
    columns: number,
    double: boolean,
    means: number,
    out: number,
  ): void;
  addMoments(
    tile: number,
    rows: number,
    columns: number,
    double: boolean,
    means: number,
    zeros: number,
    columnSquares: number,
    rowSquares: number,
  ): void;
}

/** Numbers looked at in one call: they stay in the first cache. */
const finiteChunk = 4096;
/** A tile as it was read, and the means of its columns. */
export interface RawTile {
  readonly values: Block<Numbers>;
  readonly double: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  /** What is to be subtracted from each column. */
  readonly means: Block<Float64Array>;
  /** First column whose sum is not finite; -1 where there is none. */
  readonly nonFinite: number;
}

/**
 * Columns `from` … `from + columns` - 1 of a matrix and their means.
 *
 * Rows of the matrix have `width` numbers; with `centre` 'none' the means are taken to be 0.
 */
export function rawTile(
  arena: Arena,
  matrix: Numbers,
  width: number,
  from: number,
  columns: number,
  centre: 'mean' | 'none',
): RawTile {
  const rows = matrix.length / width;
  const stride = strideOf(columns);
  const double = matrix instanceof Float64Array;
  const values = double ? arena.f64(rows * stride) : arena.f32(rows * stride);
  const means = arena.f64(stride);
  copyRows(matrix, width, from, values.array, { rows, columns, stride });
  const sums = means.array.fill(0);
  kernelExports<ColumnExports>().sumColumns(values.pointer, rows, stride, double, means.pointer);
  const nonFinite = sums.findIndex((sum) => !Number.isFinite(sum));
  for (let j = 0; j < stride; j++) sums[j] = centre === 'mean' ? sums[j] / rows : 0;
  return { values, double, rows, columns, stride, means, nonFinite };
}

/** The tile less its means, rounded to f32 after the subtraction; the raw tile must not be used any more. */
export function centreTile(arena: Arena, raw: RawTile): Tile {
  const { values, double, rows, columns, stride, means } = raw;
  const out = double ? arena.f32(rows * stride) : (values as Block<Float32Array>);
  const { centreColumns } = kernelExports<ColumnExports>();
  centreColumns(values.pointer, rows, stride, double, means.pointer, out.pointer);
  return { values: out, rows, columns, stride };
}

/** Counts and sums of squares of a tile before rounding: one number a column, row squares one a row. */
export interface TileMoments {
  /** Exact zeros before the means were subtracted. */
  readonly zeros: Float64Array;
  readonly columnSquares: Float64Array;
  readonly rowSquares: Float64Array;
}

/** Zeros of a tile, and its squares about the means. */
export function tileMoments(arena: Arena, tile: RawTile): TileMoments {
  const { addMoments } = kernelExports<ColumnExports>();
  const { values, double, means, rows, columns, stride } = tile;
  const [zeros, columnSquares, rowSquares] = [arena.f64(stride), arena.f64(stride), arena.f64(rows)];
  for (const block of [zeros, columnSquares, rowSquares]) block.array.fill(0);
  addMoments(
    values.pointer,
    rows,
    stride,
    double,
    means.pointer,
    zeros.pointer,
    columnSquares.pointer,
    rowSquares.pointer,
  );
  return {
    zeros: zeros.array.slice(0, columns),
    columnSquares: columnSquares.array.slice(0, columns),
    rowSquares: rowSquares.array.slice(),
  };
}

/** Whether there is neither NaN nor an infinite value among the numbers. */
export function areFinite(values: Numbers): boolean {
  const { allFinite } = kernelExports<ColumnExports>();
  const double = values instanceof Float64Array;
  return withArena((arena) => {
    const part = double ? arena.f64(finiteChunk) : arena.f32(finiteChunk);
    for (let from = 0; from < values.length; from += finiteChunk) {
      const some = values.subarray(from, from + finiteChunk);
      part.array.set(some);
      const padded = Math.ceil(some.length / 4) * 4;
      part.array.fill(0, some.length, padded);
      if (!allFinite(part.pointer, padded * values.BYTES_PER_ELEMENT, double)) return false;
    }
    return true;
  });
}
