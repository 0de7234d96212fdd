import { type Arena, type Block, kernelExports } from '../instance.js';
import type { DrawStart } from '../draw/draw.js';

/**
 * Tiles: pieces of a few rows and at most `tileColumns` columns of a larger matrix in kernel memory, and what
 * the statistics of gradients do to them (assembly/rows/columns.ts, pooled.ts, rowProducts.ts).
 */

interface TileExports {
  pooledTile(
    tile: number,
    rows: number,
    columns: number,
    stride: number,
    heads: number,
    blockLength: number,
    states: number,
  ): void;
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
  fillNormal(
    out: number,
    count: number,
    ...start: [block: number, lane: number, tag: number, key0: number, key1: number]
  ): void;
}

/** Numbers as a source gives them: in single precision where that is exact. */
export type Numbers = Float32Array | Float64Array;

/** Most columns of a tile: a few hundred rows of them stay in the cache between one use and the next. */
export const tileColumns = 2048;
/** An f32 sum of this many products keeps the digits of its terms. */
const shortSum = 512;

/** Rows of f32 values in kernel memory that begin `stride` values apart; beyond `columns` they are zero. */
export interface Tile {
  readonly values: Block<Float32Array>;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
}

/** Rows are filled up to whole vectors. */
export function strideOf(columns: number): number {
  return Math.ceil(columns / 4) * 4;
}

function emptyTile(arena: Arena, rows: number, columns: number): Tile {
  const stride = strideOf(columns);
  return { values: arena.f32(rows * stride), rows, columns, stride };
}

/** Columns `from` … `from + columns` - 1 of a matrix of f32 rows, as they are. */
export function copyTile(
  arena: Arena,
  matrix: Float32Array,
  width: number,
  from: number,
  columns: number,
): Tile {
  const tile = emptyTile(arena, matrix.length / width, columns);
  copyRows(matrix, width, from, tile.values.array, tile);
  return tile;
}

/** Copies columns of a matrix of rows of `width` numbers to where a tile of that shape lies. */
export function copyRows(
  matrix: Numbers,
  width: number,
  from: number,
  into: Numbers,
  { rows, columns, stride }: Pick<Tile, 'rows' | 'columns' | 'stride'>,
): void {
  for (let p = 0; p < rows; p++) {
    into.set(matrix.subarray(p * width + from, p * width + from + columns), p * stride);
    if (columns < stride) into.fill(0, p * stride + columns, (p + 1) * stride);
  }
}

/** Rows that are mixtures of a tile's: row s is the sum over q of coefficients[s * rows + q] times row q. */
export function mixedTile(arena: Arena, sources: Tile, coefficients: Float32Array): Tile {
  const { addRowMixtures } = kernelExports<TileExports>();
  const { rows, columns, stride } = sources;
  const count = coefficients.length / rows;
  const mixed = emptyTile(arena, count, columns);
  const factors = arena.copyF32(coefficients);
  mixed.values.array.fill(0);
  for (let start = 0; start < stride; start += shortSum) {
    const [to, from] = [mixed, sources].map(({ values }) => values.pointer + 4 * start);
    addRowMixtures(to, count, from, rows, factors.pointer, Math.min(shortSum, stride - start), stride);
  }
  return mixed;
}

/** Standard normal rows, row r from where starts[r] says, two numbers a block of its stream. */
export function normalTile(arena: Arena, starts: readonly DrawStart[], columns: number): Tile {
  const { fillNormal } = kernelExports<TileExports>();
  const tile = emptyTile(arena, starts.length, columns);
  const drawn = arena.f64(columns);
  const values = tile.values.array;
  values.fill(0);
  const row = drawn.array;
  starts.forEach(({ block, lane, tag, key0, key1 }, r) => {
    fillNormal(drawn.pointer, columns, block, lane, tag, key0, key1);
    values.set(row, r * tile.stride);
  });
  return tile;
}

/**
 * Adds to products[r * directions.rows + d] the dot product of row r and direction d: sums of 512 products in
 * f32, these in f64. Directions are as wide as the tile.
 */
export function addProjections(arena: Arena, tile: Tile, directions: Tile, products: Float64Array): void {
  const { addDotProducts } = kernelExports<TileExports>();
  const { rows, stride } = tile;
  const sums = arena.copyF64(products);
  for (let start = 0; start < stride; start += shortSum) {
    const [left, right] = [tile, directions].map(({ values }) => values.pointer + 4 * start);
    const columns = Math.min(shortSum, stride - start);
    addDotProducts(left, rows, right, directions.rows, columns, stride, sums.pointer);
  }
  products.set(sums.array);
}

/** Numbers of a row's part of the pooled statistic: two states of eight (assembly/rows/pooled.ts). */
export const pooledRowNumbers = 16;

/** Where the numbers of a state lie. */
export const pooledPlaces = {
  blockSum: 0,
  sumLogValues: 2,
  sumLogBlocks: 3,
  blocks: 4,
  zeros: 5,
  nonFinite: 6,
};

/**
 * Adds a tile to the pooled statistic of its rows. `heads` says how many values of each row still belong to a
 * block that began in an earlier row, and is lessened. `states` has pooledRowNumbers a row, the state of
 * those values and then of all that follow, and is changed.
 */
export function addPooledTile(
  arena: Arena,
  tile: Tile,
  blockLength: number,
  heads: Float64Array,
  states: Float64Array,
): void {
  const { values, rows, columns, stride } = tile;
  const left = arena.copyF64(heads);
  const sums = arena.copyF64(states);
  const { pooledTile } = kernelExports<TileExports>();
  pooledTile(values.pointer, rows, columns, stride, left.pointer, blockLength, sums.pointer);
  heads.set(left.array);
  states.set(sums.array);
}
