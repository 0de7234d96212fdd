import type { ByteSource } from './byteSource.js';
import { decode, type Elements } from './elements.js';

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

/** Receives numbers that follow one another in a line. They are overwritten after the call. */
export type KeepRun = (line: number, position: number, values: Float64Array) => void;

/**
 * Reads a rectangle of a grid in the order of the file, in runs that lie each within one line.
 *
 * @param keep - called with each run
 */
export async function readGrid(
  grid: Grid,
  lineFrom: number,
  lineTo: number,
  from: number,
  to: number,
  keep: KeepRun,
): Promise<void> {
  const width = to - from;
  if (width === 0 || lineTo === lineFrom) return;
  const { lineLength, elements } = grid;
  const gap = (lineLength - width) * elements.bytes;
  const together = gap <= bridged ? Math.max(1, Math.floor(chunk / lineLength)) : 1;
  const lines = Math.min(together, lineTo - lineFrom);
  const longest = lines > 1 ? (lines - 1) * lineLength + width : Math.min(width, chunk);
  const scratch = new Float64Array(longest);
  for (let line = lineFrom; line < lineTo; line += lines) {
    const count = Math.min(lines, lineTo - line);
    const span = (count - 1) * lineLength + width;
    for (let done = 0; done < span; done += longest) {
      const values = scratch.subarray(0, Math.min(longest, span - done));
      await readNumbers(grid, line * lineLength + from + done, values);
      if (lines === 1) keep(line, from + done, values);
      else {
        for (let i = 0; i < count; i++) {
          keep(line + i, from, values.subarray(i * lineLength, i * lineLength + width));
        }
      }
    }
  }
}

async function readNumbers(grid: Grid, index: number, into: Float64Array): Promise<void> {
  const { source, elements, offset, subject } = grid;
  const bytes = await source.read(offset + index * elements.bytes, into.length * elements.bytes);
  decode(elements, bytes, into, subject);
}
