import type { FileMetaData, SchemaTree } from 'hyparquet';
import { arrowTimeColumns } from '../../format/index.js';
import { keyColumns, roleOf, type ColumnRole } from './columnRoles.js';

/** A column that is no coordinate. */
export interface SideColumn {
  readonly name: string;
  /** Among the columns, from 0. */
  readonly place: number;
  readonly role: ColumnRole;
  /** Whether it is one of the columns step, layer and sample. */
  readonly isKey: boolean;
  /** Whether it holds plain numbers. */
  readonly isNumber: boolean;
}

/** The columns of a Parquet file by what they are for. */
export interface ParquetColumns {
  readonly sides: readonly SideColumn[];
  /** All others. */
  readonly values: readonly { readonly place: number; readonly column: SchemaTree }[];
}

const convertedTimes = [
  'DATE',
  'TIME_MILLIS',
  'TIME_MICROS',
  'TIMESTAMP_MILLIS',
  'TIMESTAMP_MICROS',
  'INTERVAL',
];
const logicalTimes = ['DATE', 'TIME', 'TIMESTAMP'];
const plainNumbers = ['INT32', 'INT64', 'FLOAT', 'DOUBLE'];

/** Tells columns apart by their names, by their types, and by what pandas and Arrow wrote into the file. */
export function parquetColumns(metadata: FileMetaData, columns: readonly SchemaTree[]): ParquetColumns {
  const texts = new Map((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? '']));
  const indices = pandasIndices(texts.get('pandas'));
  const times = arrowTimeColumns(Uint8Array.from(Buffer.from(texts.get('ARROW:schema') ?? '', 'base64')));
  const sides: SideColumn[] = [];
  const values: ParquetColumns['values'][number][] = [];
  columns.forEach((column, place) => {
    const { name, type = '' } = column.element;
    const isKey = keyColumns.some((key) => key === name);
    const time = isTime(column) || times.has(name);
    const role = roleOf(name) ?? (isKey || time || indices.has(name) ? 'other' : undefined);
    const isNumber = !time && plainNumbers.includes(type);
    if (role === undefined || (isList(column) && !isKey)) values.push({ place, column });
    else sides.push({ name, place, role, isKey, isNumber });
  });
  return { sides, values };
}

/** Whether a column holds lists. */
export function isList({ element, children }: SchemaTree): boolean {
  return children.length > 0 || element.repetition_type === 'REPEATED';
}

function isTime({ element }: SchemaTree): boolean {
  const { type, converted_type: converted = '', logical_type: logical } = element;
  return type === 'INT96' || convertedTimes.includes(converted) || logicalTimes.includes(logical?.type ?? '');
}

/** The columns that pandas says were the index of its table. */
function pandasIndices(text: string | undefined): ReadonlySet<unknown> {
  try {
    const { index_columns: found } = JSON.parse(text ?? '{}') as { index_columns?: unknown };
    return new Set(Array.isArray(found) ? found : []);
  } catch {
    return new Set();
  }
}
