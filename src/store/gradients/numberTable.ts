import { UserError } from '../../error.js';
import { withoutColumns } from '../../format/index.js';
import { CountingColumns } from './countingColumns.js';
import { shorten } from './csvField.js';
import type { Dump, Remark } from './dump.js';
import { factsOf, leftOutRemark, type LeftOutColumn } from './leftOut.js';
import { RowsWriter, writtenMatrix } from './rowsWriter.js';
import type { SpoolFile } from './spool.js';

/** Gathers a table of numbers, one row per minibatch, into one matrix of the columns that are coordinates. */
export class NumberTable {
  private readonly writer: RowsWriter;
  private readonly counting = new CountingColumns();
  private rows = 0;

  /**
   * @param file - how errors call it
   * @param spoolFile - where its numbers are kept
   * @param places - of the columns that are taken for coordinates, in the table
   * @param names - of those columns, where the table has names
   * @param leftOut - columns that were told apart by their names
   */
  constructor(
    private readonly file: string,
    spoolFile: SpoolFile,
    private readonly places: readonly number[],
    private readonly names: readonly string[] | undefined,
    private readonly leftOut: readonly LeftOutColumn[],
  ) {
    this.writer = new RowsWriter(spoolFile);
  }

  /** Appends a row; resolves when it may be changed. */
  async add(row: Float64Array): Promise<void> {
    this.counting.add(row);
    this.rows++;
    await this.writer.write(row);
  }

  /**
   * Ends the table.
   *
   * @throws {UserError} when it has no rows
   */
  async finish(remarks: readonly Remark[] = []): Promise<Dump> {
    const written = await this.writer.finish();
    const { file, rows, places, leftOut } = this;
    if (rows === 0) throw new UserError(`${file} holds no rows.`, 'Write one row per minibatch.');
    const whole = writtenMatrix(written, 0, rows, places.length, file);
    const counting = this.counting.found();
    // Where all of them count, there is nothing else to be told apart from.
    const omitted = counting.length < places.length ? counting : [];
    const told = [...leftOut.map(String), ...omitted.map((entry) => this.describe(entry))];
    return {
      found: [
        {
          key: '',
          matrix:
            omitted.length === 0
              ? whole
              : withoutColumns(
                  whole,
                  omitted.map(({ column }) => column),
                ),
          single: false,
          ...factsOf(leftOut),
        },
      ],
      skipped: [],
      remarks: [...remarks, ...(told.length > 0 ? [leftOutRemark(told)] : [])],
    };
  }

  /** Forgets the table. */
  discard(): Promise<void> {
    return this.writer.discard();
  }

  private describe({ column, what }: { readonly column: number; readonly what: string }): string {
    const name = shorten(this.names?.[column]?.trim() ?? '');
    return `${name ? name : `column ${this.places[column] + 1}`}, ${what}`;
  }
}

/**
 * Refuses a table in which no column is a coordinate.
 *
 * @throws {UserError} always
 */
export function refuseWithoutCoordinates(file: string, names: readonly string[]): never {
  const shown = names.slice(0, 6).map((name) => shorten(name.trim()) || 'one without a name');
  const columns = shown.join(', ') + (names.length > shown.length ? ' and more' : '');
  throw new UserError(
    `${file} holds no coordinate of a gradient: its columns are ${columns}.`,
    'Call coordinates by other names, for example w0, w1 and so on.',
  );
}
