import type { ByteSource } from './byteSource.js';
import { arePlainSingles, decode, type Elements, type Numbers } from './elements.js';

/** Numbers in a file, as lines of equal length one after the other. */
export interface Grid {
  readonly source: ByteSource;
  readonly elements: Elements;
  /** Where the first number begins. */
  readonly offset: number;
  readonly lines: number;
  readonly lineLength: number;
  /** How errors call it. */
  readonly subject: string;
}

/** Numbers read at once: bounds the memory of any read. */
const chunk = 1 << 19;
/** Up to this many bytes it is cheaper to read on than to begin another read. */
const bridged = 16_384;

const noBytes = new Uint8Array(0);

/** Takes numbers that follow one another in a line. */
export interface RunSink {
  /** Numbers that are not placed come in float32, which must hold them. */
  readonly single: boolean;
  /**
   * Where the numbers are to be decoded to. Asked only for runs within a line or for whole lines.
   *
   * @param line - of the grid
   * @param position - within the line
   * @param count - how many numbers from `position` in `line` on
   */
  place?(line: number, position: number, count: number): Numbers;
  /** Receives numbers that were not placed. They are overwritten after the call. */
  keep(line: number, position: number, values: Numbers): void;
}

/**
 * Reads a rectangle of a grid in the order of the file.
 *
 * @param grid - where the numbers lie
 * @param lineFrom - the first line
 * @param lineTo - behind the last line
 * @param from - the first position within each line
 * @param to - behind the last position
 * @param sink - receives the numbers in runs
 */
export async function readGrid(
  grid: Grid,
  lineFrom: number,
  lineTo: number,
  from: number,
  to: number,
  sink: RunSink,
): Promise<void> {
  const width = to - from;
  if (width === 0 || lineTo === lineFrom) return;
  const { lineLength, elements } = grid;
  const gap = (lineLength - width) * elements.bytes;
  const together = gap <= bridged ? Math.max(1, Math.floor(chunk / lineLength)) : 1;
  const lines = Math.min(together, lineTo - lineFrom);
  const longest = lines > 1 ? (lines - 1) * lineLength + width : Math.min(width, chunk);
  const place = lines === 1 || gap === 0 ? sink.place?.bind(sink) : undefined;
  if (place !== undefined && lines === 1 && sink.single && arePlainSingles(elements)) {
    // No decoding, so that all lines can be read at once.
    const wanted = Array.from({ length: lineTo - lineFrom }, (_, i) => lineFrom + i);
    await Promise.all(
      wanted.map((line) => readNumbers(grid, line * lineLength + from, place(line, from, width), noBytes)),
    );
    return;
  }
  const scratch = new (sink.single ? Float32Array : Float64Array)(place === undefined ? longest : 0);
  const bytes = new Uint8Array(longest * elements.bytes);
  for (let line = lineFrom; line < lineTo; line += lines) {
    const count = Math.min(lines, lineTo - line);
    const span = (count - 1) * lineLength + width;
    for (let done = 0; done < span; done += longest) {
      const length = Math.min(longest, span - done);
      const values = place?.(line, from + done, length) ?? scratch.subarray(0, length);
      await readNumbers(grid, line * lineLength + from + done, values, bytes);
      if (place !== undefined) continue;
      if (lines === 1) sink.keep(line, from + done, values);
      else {
        for (let i = 0; i < count; i++) {
          sink.keep(line + i, from, values.subarray(i * lineLength, i * lineLength + width));
        }
      }
    }
  }
}

async function readNumbers(grid: Grid, index: number, into: Numbers, reuse: Uint8Array): Promise<void> {
  const { source, elements, offset, subject } = grid;
  const at = offset + index * elements.bytes;
  const length = into.length * elements.bytes;
  // Bytes that need no decoding are read to where they are wanted.
  const direct = into instanceof Float32Array && arePlainSingles(elements);
  const bytes = await source.read(
    at,
    length,
    direct ? new Uint8Array(into.buffer, into.byteOffset, length) : reuse,
  );
  if (!direct || bytes.buffer !== into.buffer) decode(elements, bytes, into, subject);
}
