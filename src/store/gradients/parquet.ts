import type { SchemaTree } from 'hyparquet';
import { UserError } from '../../error.js';
import { damagedHint, type ByteSource } from '../../format/index.js';
import type { Dump, FoundMatrix, Remark } from './dump.js';
import { GroupedRows, type Key } from './groupedRows.js';
import { factsOf, LeftOutColumn, leftOutRemark } from './leftOut.js';
import { NumberTable, refuseWithoutCoordinates } from './numberTable.js';
import { isList, parquetColumns, type ParquetColumns, type SideColumn } from './parquetColumns.js';
import { openParquet, readRowGroup, type ColumnValues, type ParquetFile } from './parquetFile.js';
import { ColumnNumbers } from './parquetNumbers.js';
import type { Spool } from './spool.js';

/**
 * Reads a Parquet file, in one of three forms: columns step, layer and sample with a column value (a number
 * or a list of numbers); a column of lists a layer, with or without a step; or a column of numbers a
 * coordinate. Columns that are no coordinates are left out.
 */
export async function readParquetDump(source: ByteSource, spool: Spool): Promise<Dump> {
  const file = await openParquet(source);
  const { parquetSchema } = await import('hyparquet');
  let all: SchemaTree[];
  try {
    all = parquetSchema(file.metadata).children;
  } catch {
    throw new UserError(`${source.name} is damaged: its schema is no tree.`, damagedHint);
  }
  const names = all.map(({ element }) => element.name);
  if (new Set(names).size < names.length) {
    throw new UserError(`${source.name} holds two columns of one name.`, 'Give each column its own name.');
  }
  const columns = parquetColumns(file.metadata, all);
  const values = columns.values.map(({ column }) => column);
  if (values.length === 0) refuseWithoutCoordinates(source.name, names);
  const lists = values.filter(isList).length;
  if (values.length === 1 && values[0].element.name === 'value')
    return readKeyed(file, spool, columns.sides, values[0]);
  if (lists === values.length) return readLists(file, spool, columns.sides, values);
  if (lists > 0) {
    const [list, other] = [true, false].map(
      (is) => values.find((column) => isList(column) === is)!.element.name,
    );
    throw new UserError(
      `${source.name} holds lists (column ${list}) and single values (column ${other}).`,
      'Leave out what is no gradient: a column of lists is a layer, a column of numbers a coordinate.',
    );
  }
  return readNumbers(file, spool, columns);
}

/** step, layer, sample and value. */
async function readKeyed(
  file: ParquetFile,
  spool: Spool,
  sides: readonly SideColumn[],
  value: SchemaTree,
): Promise<Dump> {
  if (!isList(value) && !hasKey(sides, 'sample')) {
    throw new UserError(
      `${file.source.name} holds one number per row and no column "sample" ` +
        'that tells which gradient it belongs to.',
      'Add the column sample, or write lists.',
    );
  }
  return readGroups(file, spool, sides, value);
}

/** A column of lists a layer. */
async function readLists(
  file: ParquetFile,
  spool: Spool,
  sides: readonly SideColumn[],
  layers: readonly SchemaTree[],
): Promise<Dump> {
  if (hasKey(sides, 'layer')) {
    throw new UserError(
      `${file.source.name} has a column layer and columns of lists that are not named value.`,
      'With a column layer, name the lists value.',
    );
  }
  const found: FoundMatrix[] = [];
  let remarks: readonly Remark[] = [];
  for (const layer of layers) {
    const dump = await readGroups(file, spool, sides, layer);
    found.push(...dump.found.map((matrix) => ({ ...matrix, layer: layer.element.name })));
    remarks = dump.remarks ?? [];
  }
  return { found, skipped: [], remarks };
}

function hasKey(sides: readonly SideColumn[], key: string): boolean {
  return sides.some(({ name, isKey }) => isKey && name === key);
}

async function readGroups(
  file: ParquetFile,
  spool: Spool,
  sides: readonly SideColumn[],
  column: SchemaTree,
): Promise<Dump> {
  const { source, metadata } = file;
  const keys = sides.filter(({ isKey }) => isKey).map(({ name }) => name);
  const beside = new SideReader(sides.filter(({ isKey }) => !isKey));
  const numbers = new ColumnNumbers(source.name, column);
  const lists = isList(column);
  const rows = new GroupedRows(source.name, await spool.begin(source.name));
  try {
    for (const group of metadata.row_groups) {
      const read = await readRowGroup(file, group, [column.element.name, ...keys, ...beside.names]);
      const [values, ...rest] = read;
      const keyOf = (row: number): Key =>
        Object.fromEntries(keys.map((key, i) => [key, rest[i][row]])) as Key;
      for (let row = 0; row < values.length; row++) {
        if (lists) await rows.addRow(keyOf(row), numbers.listOf(values[row]));
        else await rows.addNumber(keyOf(row), numbers.of(values[row]));
      }
      beside.add(rest.slice(keys.length));
    }
    const { step, batchSize, stepsAsSamples } = factsOf(beside.columns);
    // Where rows are gathered by their step, nothing else is needed to tell it.
    const steps = keys.includes('step') ? {} : { step, stepsAsSamples };
    const found = (await rows.finish()).map((matrix) => ({ ...matrix, batchSize, ...steps }));
    return { found, skipped: [], remarks: beside.remarks() };
  } catch (error) {
    await rows.discard();
    throw error;
  }
}

/** A column of numbers a coordinate. */
async function readNumbers(
  file: ParquetFile,
  spool: Spool,
  { sides, values }: ParquetColumns,
): Promise<Dump> {
  const { source, metadata } = file;
  if (hasKey(sides, 'layer')) {
    throw new UserError(
      `${source.name} has the column layer, so its rows belong to several gradients.`,
      'Write one file a layer, or the columns step, layer, sample and value.',
    );
  }
  const names = values.map(({ column }) => column.element.name);
  const places = values.map(({ place }) => place);
  const numbers = values.map(({ column }) => new ColumnNumbers(source.name, column));
  const beside = new SideReader(sides);
  const table = new NumberTable(source.name, await spool.begin(source.name), places, names, beside.columns);
  try {
    const line = new Float64Array(names.length);
    for (const group of metadata.row_groups) {
      const read = await readRowGroup(file, group, [...names, ...beside.names]);
      const columns = read.slice(0, names.length);
      for (let row = 0; row < columns[0].length; row++) {
        columns.forEach((column, i) => (line[i] = numbers[i].of(column[row])));
        await table.add(line);
      }
      beside.add(read.slice(names.length));
    }
    return await table.finish();
  } catch (error) {
    await table.discard();
    throw error;
  }
}

/** Looks at columns that are no coordinates, as far as they tell something of the rows. */
class SideReader {
  readonly columns: readonly LeftOutColumn[];
  /** Columns whose numbers are looked at. */
  readonly names: readonly string[];

  constructor(sides: readonly SideColumn[]) {
    this.columns = sides.map(({ name, place, role }) => new LeftOutColumn(name, place, role));
    this.names = sides.filter(({ role, isNumber }) => isNumber && role !== 'other').map(({ name }) => name);
  }

  add(values: readonly ColumnValues[]): void {
    this.names.forEach((name, i) => {
      const column = this.columns.find((side) => side.name === name)!;
      for (let row = 0; row < values[i].length; row++) column.add(values[i][row]);
    });
  }

  remarks(): Remark[] {
    return this.columns.length === 0 ? [] : [leftOutRemark(this.columns.map(String))];
  }
}
