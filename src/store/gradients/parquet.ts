import type { SchemaTree } from 'hyparquet';
import { UserError } from '../../error.js';
import type { ByteSource } from '../../format/index.js';
import { keyColumns, matrixColumns } from './columnNames.js';
import type { Dump, FoundMatrix } from './dump.js';
import { GroupedRows, type Key } from './groupedRows.js';
import { openParquet, readRowGroup, type ColumnValues, type ParquetFile } from './parquetFile.js';
import { RowsWriter, writtenMatrix } from './rowsWriter.js';
import type { Spool } from './spool.js';

/**
 * Reads a Parquet file, in one of three forms: columns step, layer and sample with a column value (a number
 * or a list of numbers); a column of lists a layer, with or without a step; or a column of numbers a
 * coordinate.
 */
export async function readParquetDump(source: ByteSource, spool: Spool): Promise<Dump> {
  const file = await openParquet(source);
  const { parquetSchema } = await import('hyparquet');
  let columns: SchemaTree[];
  try {
    columns = parquetSchema(file.metadata).children;
  } catch (error) {
    throw new UserError(`${source.name} is damaged: ${(error as Error).message}.`);
  }
  const names = columns.map(({ element }) => element.name);
  const keys = keyColumns.filter((key) => names.includes(key));
  const rest = columns.filter(({ element }) => !keyColumns.some((key) => key === element.name));
  const values = rest.map(({ element }) => element.name);
  if (new Set(names).size < names.length)
    throw new UserError(`${source.name} holds two columns of one name.`);
  if (values.length === 1 && values[0] === 'value') return readKeyed(file, spool, keys, rest[0]);
  if (rest.length > 0 && rest.every(isList)) return readLists(file, spool, keys, values);
  matrixColumns(source.name, names);
  return readNumbers(file, spool, names);
}

function isList({ element, children }: SchemaTree): boolean {
  return children.length > 0 || element.repetition_type === 'REPEATED';
}

/** step, layer, sample and value. */
async function readKeyed(
  file: ParquetFile,
  spool: Spool,
  keys: readonly string[],
  value: SchemaTree,
): Promise<Dump> {
  const lists = isList(value);
  if (!lists && !keys.includes('sample')) {
    throw new UserError(
      `${file.source.name} holds one number a row and no column sample that tells which gradient it belongs to.`,
      'Add the column sample, or write lists.',
    );
  }
  const found = await readGroups(file, spool, keys, 'value', lists);
  return { found, skipped: [] };
}

/** A column of lists a layer. */
async function readLists(
  file: ParquetFile,
  spool: Spool,
  keys: readonly string[],
  layers: readonly string[],
): Promise<Dump> {
  if (keys.includes('layer')) {
    throw new UserError(
      `${file.source.name} has a column layer and several columns of lists.`,
      'With a column layer, name the lists value.',
    );
  }
  const found: FoundMatrix[] = [];
  for (const layer of layers) {
    for (const matrix of await readGroups(file, spool, keys, layer, true)) found.push({ ...matrix, layer });
  }
  return { found, skipped: [] };
}

async function readGroups(
  file: ParquetFile,
  spool: Spool,
  keys: readonly string[],
  column: string,
  lists: boolean,
): Promise<FoundMatrix[]> {
  const { source, metadata } = file;
  const rows = new GroupedRows(source.name, await spool.begin(source.name));
  try {
    let firstRow = 0;
    for (const group of metadata.row_groups) {
      const [values, ...keyValues] = await readRowGroup(file, group, firstRow, [column, ...keys]);
      const keyOf = (row: number): Key =>
        Object.fromEntries(keys.map((key, i) => [key, keyValues[i][row]])) as Key;
      for (let row = 0; row < values.length; row++) {
        if (lists) await rows.addRow(keyOf(row), numbersOf(source.name, column, values[row]));
        else await rows.addNumber(keyOf(row), numberOf(source.name, column, values[row]));
      }
      firstRow += values.length;
    }
    return await rows.finish();
  } catch (error) {
    await rows.discard();
    throw error;
  }
}

/** A column of numbers a coordinate. */
async function readNumbers(file: ParquetFile, spool: Spool, names: readonly string[]): Promise<Dump> {
  const { source, metadata } = file;
  const writer = new RowsWriter(await spool.begin(source.name));
  let rows = 0;
  try {
    for (const group of metadata.row_groups) {
      const columns = await readRowGroup(file, group, rows, names);
      const count = columns[0]?.length ?? 0;
      const line = new Float64Array(names.length);
      for (let row = 0; row < count; row++) {
        columns.forEach((values, i) => (line[i] = numberOf(source.name, names[i], values[row])));
        await writer.write(line);
      }
      rows += count;
    }
  } catch (error) {
    await writer.discard();
    throw error;
  }
  const written = await writer.finish();
  if (rows === 0) throw new UserError(`${source.name} holds no rows.`);
  const matrix = writtenMatrix(written, 0, rows, names.length, source.name);
  return { found: [{ key: '', matrix, single: false }], skipped: [] };
}

function numbersOf(file: string, column: string, list: unknown): Float64Array {
  const isNumbers = Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView));
  if (!isNumbers) throw new UserError(`Column ${column} of ${file} holds a row without a list.`);
  return Float64Array.from(list as ArrayLike<unknown>, (value) => numberOf(file, column, value));
}

function numberOf(file: string, column: string, value: ColumnValues[number]): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  const what =
    value === null || value === undefined ? 'nothing in a row' : `the ${typeof value} ${String(value)}`;
  throw new UserError(
    `Column ${column} of ${file} holds ${what.slice(0, 80)}; numbers are read, integers up to 2^53.`,
    'Fill or leave out rows without a value.',
  );
}
