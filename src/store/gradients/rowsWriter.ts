import { elementsOf, partOf, arrayMatrix, type ByteSource, type MatrixSource } from '../../format/index.js';
import type { SpoolFile } from './spool.js';

const buffered = 1 << 16;
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Writes numbers to a temporary file as doubles, so that they can be read back by position. */
export class RowsWriter {
  private readonly buffer = new Float64Array(buffered);
  private filled = 0;
  private before = 0;

  constructor(private readonly file: SpoolFile) {}

  /** Numbers written up to now. */
  get count(): number {
    return this.before + this.filled;
  }

  /** Appends numbers; resolves when they may be changed. */
  async write(values: ArrayLike<number>): Promise<void> {
    for (let i = 0; i < values.length; i++) {
      if (this.filled === buffered) await this.flush();
      this.buffer[this.filled++] = values[i];
    }
  }

  /** Ends the file. */
  async finish(): Promise<ByteSource> {
    await this.flush();
    return this.file.finish();
  }

  /** Ends the file and forgets what it holds. */
  discard(): Promise<void> {
    return this.file.discard();
  }

  private async flush(): Promise<void> {
    const { buffer } = this.buffer;
    await this.file.write(new Uint8Array(buffer, 0, this.filled * 8));
    this.before += this.filled;
    this.filled = 0;
  }
}

/**
 * A stretch of written numbers as a matrix.
 *
 * @param written - all numbers that were written
 * @param start - index of its first number
 * @param rows - of the matrix
 * @param columns - of the matrix
 * @param subject - how errors call it
 */
export function writtenMatrix(
  written: ByteSource,
  start: number,
  rows: number,
  columns: number,
  subject: string,
): MatrixSource {
  const part = partOf(written, subject, start * 8, rows * columns * 8);
  const elements = elementsOf('float64', littleEndian);
  return arrayMatrix(part, { elements, shape: [rows, columns], fortranOrder: false, offset: 0 }, subject);
}
