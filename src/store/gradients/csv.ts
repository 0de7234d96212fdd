import { Readable } from 'node:stream';
import { UserError } from '../../error.js';
import type { ByteSource } from '../../format/index.js';
import { roleOf } from './columnRoles.js';
import { hasDecimalComma, isNumber, readNumber, shorten } from './csvField.js';
import { headerOf, type CsvHeader } from './csvHeader.js';
import { DecimalCommas } from './decimalCommas.js';
import type { Dump } from './dump.js';
import { LeftOutColumn } from './leftOut.js';
import { NumberTable, refuseWithoutCoordinates } from './numberTable.js';
import type { Spool, SpoolFile } from './spool.js';

/** Bytes of text read at once. */
const step = 1 << 18;
/** A line is held in memory whole: five million numbers of 25 signs. */
const longestLine = 128 * 1024 * 1024;
/** As much is read to find the delimiter. */
const longestStart = 16 * 1024 * 1024;
const delimiters = [',', '\t', ';', '|'];

/**
 * Reads a table of numbers as text: a line a minibatch, a field a coordinate. The first line may be a header;
 * columns that are no coordinates are left out.
 */
export async function readCsvDump(source: ByteSource, spool: Spool): Promise<Dump> {
  const delimiter = await sniffDelimiter(source);
  const file = await spool.begin(source.name);
  try {
    const start: CsvRecord[] = [];
    let table: CsvTable | undefined;
    for await (const record of records(source, delimiter)) {
      if (table !== undefined) await table.add(record);
      else if (start.push(record) === 3) table = await CsvTable.begin(source.name, file, delimiter, start);
    }
    if (start.length === 0)
      throw new UserError(`${source.name} holds no numbers.`, 'Write a line a minibatch.');
    table ??= await CsvTable.begin(source.name, file, delimiter, start);
    return await table.finish();
  } catch (error) {
    await file.discard();
    throw await csvFault(source.name, error);
  }
}

/** A table whose first line is understood. */
class CsvTable {
  private readonly commas: DecimalCommas | undefined;
  private readonly leftOut: readonly LeftOutColumn[];
  private readonly places: readonly number[];
  private readonly table: NumberTable;

  private constructor(
    private readonly name: string,
    file: SpoolFile,
    delimiter: string,
    private readonly columns: number,
    private readonly header: CsvHeader,
  ) {
    const names = header.names ?? [];
    this.commas = delimiter === ',' ? new DecimalCommas() : undefined;
    this.leftOut = names.flatMap((column, i) => {
      const role = roleOf(column);
      return role === undefined ? [] : [new LeftOutColumn(column, i, role)];
    });
    const without = new Set(this.leftOut.map(({ place }) => place));
    this.places = Array.from({ length: columns }, (_, i) => i).filter((i) => !without.has(i));
    if (this.places.length === 0) refuseWithoutCoordinates(name, names);
    refuseLong(name, names, this.places);
    const kept = header.names && this.places.map((i) => names[i]);
    this.table = new NumberTable(name, file, this.places, kept, this.leftOut);
  }

  /**
   * @param name - of the file, for errors
   * @param file - where its numbers are spooled
   * @param delimiter - between two fields
   * @param start - the first three lines, or fewer where there are not so many
   */
  static async begin(
    name: string,
    file: SpoolFile,
    delimiter: string,
    start: readonly CsvRecord[],
  ): Promise<CsvTable> {
    const header = headerOf(start.map(({ fields }) => fields));
    const table = new CsvTable(name, file, delimiter, start[0].fields.length, header);
    for (const record of start.slice(header.lines)) await table.add(record);
    return table;
  }

  async add({ line, fields }: CsvRecord): Promise<void> {
    const { name, columns, header, places } = this;
    if (fields.length !== columns) {
      const count = `${fields.length} field${fields.length === 1 ? '' : 's'}`;
      throw new UserError(
        `Line ${line} of ${name} has ${count}; the lines before have ${columns}.`,
        'Give every line as many fields, take away titles above the table, and write numbers with a point.',
      );
    }
    this.commas?.add(fields);
    for (const column of this.leftOut) {
      if (isNumber(fields[column.place])) column.add(Number(fields[column.place]));
    }
    const row = new Float64Array(places.length);
    for (let k = 0; k < row.length; k++) {
      const i = places[k];
      row[k] = readNumber(fields[i], () => {
        const column = header.names?.[i].trim();
        return `Field ${i + 1}${column ? ` (${shorten(column)})` : ''} in line ${line} of ${name}`;
      });
    }
    await this.table.add(row);
  }

  finish(): Promise<Dump> {
    const remarks = [this.header.remark, this.commas?.remark()];
    return this.table.finish(remarks.filter((remark) => remark !== undefined));
  }
}

/** A table with one number a row for many gradients cannot be told apart from one of single coordinates. */
function refuseLong(name: string, names: readonly string[], places: readonly number[]): void {
  const lower = names.map((column) => column.trim().toLowerCase());
  const long = places.length === 1 && lower[places[0]] === 'value' && lower.includes('sample');
  if (!long && !lower.includes('layer')) return;
  throw new UserError(
    `${name} has the column ${long ? 'sample' : 'layer'}, so its rows belong to several gradients; ` +
      'in a text file, each line is one gradient.',
    'Write one file a layer, or Parquet with the columns step, layer, sample and value.',
  );
}

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

async function* records(source: ByteSource, delimiter: string): AsyncIterable<CsvRecord> {
  const { parse } = await import('csv-parse');
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  });
  const text = Readable.from(pieces(source), { objectMode: false });
  text.on('error', (error) => parser.destroy(error));
  for await (const { record, info } of text.pipe(parser)) {
    yield { line: (info as { lines: number }).lines, fields: record as string[] };
  }
}

async function* pieces(source: ByteSource): AsyncIterable<Uint8Array> {
  for (let at = 0; at < source.size; at += step) {
    const bytes = await source.read(at, Math.min(step, source.size - at));
    const zero = bytes.indexOf(0);
    if (zero >= 0) {
      throw new UserError(
        `${source.name} holds a zero byte at ${at + zero}; text has none.`,
        'Save it as UTF-8 text, or copy it again if it is damaged.',
      );
    }
    yield bytes;
  }
}

/**
 * Guesses the delimiter. The second line is no header: the delimiter is the one that splits it into the most
 * numbers. Where numbers may have decimal commas, it is the one that makes all fields numbers. Else it is the
 * one that splits the first line into the most fields.
 */
async function sniffDelimiter(source: ByteSource): Promise<string> {
  let lines: string[] = [];
  for (let length = step; lines.length < 3; length *= 4) {
    const read = Math.min(length, source.size, longestStart);
    lines = new TextDecoder('latin1')
      .decode(await source.read(0, read))
      .trimStart()
      .split(/\r?\n/, 3);
    if (read < length) break;
  }
  const [first, second = first] = lines;
  const fields = (line: string, delimiter: string) => line.split(delimiter).map((field) => field.trim());
  const most = (candidates: readonly string[], count: (delimiter: string) => number) =>
    candidates.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
  const numeric = delimiters.filter((delimiter) => fields(second, delimiter).every(isNumber));
  if (numeric.length > 0) return most(numeric, (delimiter) => fields(second, delimiter).length);
  const withCommas = delimiters.filter(
    (delimiter) =>
      delimiter !== ',' &&
      second.includes(delimiter) &&
      fields(second, delimiter).every((field) => isNumber(field) || hasDecimalComma(field)),
  );
  if (withCommas.length > 0) return withCommas[0];
  const numbers = (delimiter: string) => fields(second, delimiter).filter(isNumber).length;
  const best = most(delimiters, numbers);
  return numbers(best) > 1 ? best : most(delimiters, (delimiter) => fields(first, delimiter).length);
}

/** What the library says of a text, in words of our own. */
async function csvFault(name: string, error: unknown): Promise<unknown> {
  const { CsvError } = await import('csv-parse');
  if (!(error instanceof CsvError)) return error;
  const line = typeof error.lines === 'number' ? ` in line ${error.lines}` : '';
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new UserError(
        `${name} is not a table of numbers: a quote is never closed.`,
        'Close it or take it away.',
      );
    case 'CSV_MAX_RECORD_SIZE':
      return new UserError(
        `${name} has a line longer than ${longestLine / 1024 / 1024} MiB${line}.`,
        'Close its quotes if one is open; save so many coordinates with np.save.',
      );
    default:
      return new UserError(
        `${name} is not a table of numbers: a quote stands where none belongs${line}.`,
        'Take the quotes away; numbers need none.',
      );
  }
}
