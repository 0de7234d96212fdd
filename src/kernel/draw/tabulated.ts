import { kernelExports, withArena } from '../instance.js';
import type { DrawStart } from './draw.js';

interface TabulatedExports {
  fillTabulated(
    out: number,
    count: number,
    rows: number,
    leading: number,
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

/** Exponents of 2^64 v, for a probability v of 2^-64 to 1/2; two more are never used. */
export const tableExponents = 66;

/** A tabulated inverse distribution, as assembly/draw/tabulated.ts reads it. */
export interface InverseTable {
  /** Bits after the exponent that choose a row: 2 x 66 x 2^leadingBits rows. */
  readonly leadingBits: number;
  /** 8 coefficients a row, of t^0 to t^7 for t in [-1/2, 1/2]. */
  readonly rows: Float64Array;
}

/** So few that they stay in the first cache until they are copied out. */
const chunk = drawsPerSeed;

/**
 * Fills `values` with draws times scale plus location; takes blocksPerSeed blocks for every drawsPerSeed
 * begun.
 */
export function fillTabulated(
  values: Float64Array,
  start: DrawStart,
  table: InverseTable,
  scale: number,
  location: number,
): void {
  const count = values.length;
  withArena((arena) => {
    const rows = arena.copyF64(table.rows);
    const part = arena.f64(Math.min(count, chunk) + 1);
    for (let done = 0; done < count; done += chunk) {
      const length = Math.min(chunk, count - done);
      kernelExports<TabulatedExports>().fillTabulated(
        part.pointer,
        length,
        rows.pointer,
        table.leadingBits,
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
}
