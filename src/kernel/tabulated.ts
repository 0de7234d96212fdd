import { kernelExports, withArena } from './instance.js';
import type { DrawStart } from './random.js';

interface TabulatedExports {
  fillTabulated(
    out: number,
    count: number,
    cells: number,
    rows: number,
    ...rest: [
      block: number,
      lane: number,
      tag: number,
      key0: number,
      key1: number,
      scale: number,
      location: number,
    ]
  ): void;
}

/** Draws that one seed of the generator serves, and blocks of the stream that a seed takes. */
export const drawsPerSeed = 4096;
export const blocksPerSeed = 4;

/** Sides, exponents 0 to 65 and three leading bits: the cells of a table. */
export const cellsPerSide = 528;

/** A tabulated inverse distribution, as assembly/tabulated.ts reads it. */
export interface InverseTable {
  /** 2 cellsPerSide words: 16 times the first row, plus the number of bits that choose the row. */
  readonly cells: Uint32Array;
  /** 8 coefficients a row, of t^0 to t^7 for t in [-1, 1]. */
  readonly rows: Float64Array;
}

const chunk = 64 * drawsPerSeed;

/** `count` draws times scale plus location; takes blocksPerSeed blocks for every drawsPerSeed draws begun. */
export function tabulatedDraws(
  count: number,
  start: DrawStart,
  table: InverseTable,
  scale: number,
  location: number,
): Float64Array {
  const values = new Float64Array(count);
  withArena((arena) => {
    const cells = arena.u32(table.cells.length);
    cells.array.set(table.cells);
    const rows = arena.copyF64(table.rows);
    const part = arena.f64(Math.min(count, chunk) + 1);
    for (let done = 0; done < count; done += chunk) {
      const length = Math.min(chunk, count - done);
      kernelExports<TabulatedExports>().fillTabulated(
        part.pointer,
        length,
        cells.pointer,
        rows.pointer,
        start.block + (done / drawsPerSeed) * blocksPerSeed,
        start.lane,
        start.tag,
        start.key0,
        start.key1,
        scale,
        location,
      );
      values.set(part.array.subarray(0, length), done);
    }
  });
  return values;
}
