import { Readable } from 'node:stream';
import { UserError } from '../../error.js';
import { matrixColumns } from './columnNames.js';
import type { ByteSource } from '../../format/index.js';
import type { Dump } from './dump.js';
import { RowsWriter, writtenMatrix } from './rowsWriter.js';
import type { Spool } from './spool.js';

/** Bytes of text read at once. */
const step = 1 << 18;
/** A line is held in memory whole: five million numbers of 25 signs. */
const longestLine = 128 * 1024 * 1024;
/** As much is read to find the delimiter. */
const longestStart = 16 * 1024 * 1024;
const delimiters = [',', '\t', ';', '|'];

/**
 * Reads a table of numbers as text: a line a minibatch, a field a coordinate. A first line with anything that
 * is no number is the header.
 */
export async function readCsvDump(source: ByteSource, spool: Spool): Promise<Dump> {
  const delimiter = await sniffDelimiter(source);
  const writer = new RowsWriter(await spool.begin(source.name));
  let columns = 0;
  let rows = 0;
  try {
    for await (const { line, fields } of records(source, delimiter)) {
      if (columns === 0) {
        columns = fields.length;
        if (!fields.every(isNumber)) {
          matrixColumns(source.name, fields);
          continue;
        }
      }
      if (fields.length !== columns) {
        throw new UserError(
          `Line ${line} of ${source.name} has ${fields.length} fields; the lines before have ${columns}.`,
        );
      }
      await writer.write(parseLine(source.name, line, fields));
      rows++;
    }
  } catch (error) {
    await writer.discard();
    throw await csvFault(source.name, error);
  }
  const written = await writer.finish();
  if (rows === 0) throw new UserError(`${source.name} holds no numbers.`);
  const matrix = writtenMatrix(written, 0, rows, columns, source.name);
  return { found: [{ key: '', matrix, single: false }], skipped: [] };
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
    if (zero >= 0) throw new UserError(`${source.name} holds a zero byte at ${at + zero}; text has none.`);
    yield bytes;
  }
}

/**
 * The delimiter: what parts the second line, which is no header, into the most numbers; else what parts the
 * first into the most fields.
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
  const [first, second = ''] = lines;
  const fields = (line: string, delimiter: string) => line.split(delimiter).map((field) => field.trim());
  const numeric = delimiters.filter((delimiter) => fields(second, delimiter).every(isNumber));
  const [line, candidates] = numeric.length > 0 ? [second, numeric] : [first, delimiters];
  const count = (delimiter: string) => fields(line, delimiter).length;
  return candidates.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function parseLine(name: string, line: number, fields: readonly string[]): Float64Array {
  return Float64Array.from(fields, (field, i) => {
    const value = toNumber(field);
    if (Number.isNaN(value) && !isNumber(field)) {
      const shown = field.length > 40 ? `${field.slice(0, 40)}…` : field;
      throw new UserError(
        `Field ${i + 1} in line ${line} of ${name} is ${field === '' ? 'empty' : `"${shown}"`}, not a number.`,
        'Numbers are written as 1.5 or -2e-3, with a point; NaN and inf are understood.',
      );
    }
    return value;
  });
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const infinite = /^([+-]?)inf(?:inity)?$/i;

/** The number that a field spells; NaN for "nan" and for everything else. */
function toNumber(field: string): number {
  if (decimal.test(field)) return Number(field);
  const sign = infinite.exec(field)?.[1];
  return sign === undefined ? NaN : sign === '-' ? -Infinity : Infinity;
}

function isNumber(field: string): boolean {
  return !Number.isNaN(toNumber(field)) || /^[+-]?nan$/i.test(field);
}

async function csvFault(name: string, error: unknown): Promise<unknown> {
  const { CsvError } = await import('csv-parse');
  if (!(error instanceof CsvError)) return error;
  const { message } = error;
  const shown = message.length > 160 ? `${message.slice(0, 160)}…` : message;
  return new UserError(`${name} is not a table of numbers: ${shown}.`);
}
