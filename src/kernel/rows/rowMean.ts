import { type Arena, type Block, kernelExports, withArena } from '../instance.js';
import { strideOf } from './tile.js';

/** The mean of rows that come one by one, and rows less it (assembly/rows/columns.ts). */

interface ColumnExports {
  sumColumns(tile: number, rows: number, columns: number, double: boolean, sums: number): void;
  centreColumns(
    tile: number,
    rows: number,
    columns: number,
    double: boolean,
    means: number,
    out: number,
  ): void;
  sumSquares(values: number, count: number): number;
}

/** Rows that are added at a time, so that the sums move less often. */
const together = 4;
/** What callees may take from kernel memory before the view of a row would be lost. */
const spareNumbers = 1024;

/** Takes memory of the arena that it is made with: five rows and a mean. */
export class RowMean {
  readonly #length: number;
  readonly #stride: number;
  readonly #waiting: Block<Float32Array>;
  readonly #mean: Block<Float64Array>;
  readonly #row: Block<Float32Array>;
  #added = 0;

  constructor(arena: Arena, length: number) {
    this.#length = length;
    this.#stride = strideOf(length);
    this.#waiting = arena.f32(together * this.#stride);
    this.#mean = arena.f64(this.#stride);
    this.#row = arena.f32(this.#stride);
    for (const block of [this.#waiting, this.#mean, this.#row]) block.array.fill(0);
  }

  /** Adds a row to the sum. */
  add(row: Float32Array): void {
    this.#waiting.array.set(row, (this.#added % together) * this.#stride);
    this.#added++;
    if (this.#added % together === 0) this.#sum(together);
  }

  /** Ends the sum; no row is to be added any more. */
  finish(): void {
    this.#sum(this.#added % together);
    const mean = this.#mean.array;
    for (let i = 0; i < this.#length; i++) mean[i] /= this.#added;
  }

  /**
   * A row less the mean, rounded to f32, and the square of its Euclidean norm. The row lies in kernel memory
   * and is overwritten by the next one.
   */
  centred(row: Float32Array): { readonly row: Float32Array; readonly square: number } {
    const { centreColumns, sumSquares } = kernelExports<ColumnExports>();
    const { pointer } = this.#row;
    this.#row.array.set(row);
    centreColumns(pointer, 1, this.#stride, false, this.#mean.pointer, pointer);
    const square = sumSquares(pointer, this.#stride);
    withArena((arena) => arena.f64(spareNumbers));
    return { row: this.#row.array.subarray(0, this.#length), square };
  }

  #sum(rows: number): void {
    const { sumColumns } = kernelExports<ColumnExports>();
    sumColumns(this.#waiting.pointer, rows, this.#stride, false, this.#mean.pointer);
  }
}
