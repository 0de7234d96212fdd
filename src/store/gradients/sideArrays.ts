import { arrayMatrix, type ArrayLayout, type ByteSource } from '../../format/index.js';
import { roleOf } from './columnRoles.js';
import type { FoundMatrix, Remark } from './dump.js';
import { factsOf, LeftOutColumn, leftOutRemark } from './leftOut.js';

/** Longer ones are no list of steps. */
const longest = 1 << 22;

/** An array of a file with several. */
export interface NamedArray {
  readonly key: string;
  readonly source: ByteSource;
  readonly layout: ArrayLayout;
}

/**
 * Separates gradients from what scripts save beside them in one archive: single numbers and lists that are
 * called step, batch_size, loss and so on. A file that holds nothing else is taken to hold gradients.
 *
 * @returns the other arrays, and what the ones beside tell of them
 */
export async function withoutSideArrays(all: readonly NamedArray[]): Promise<{
  readonly arrays: readonly NamedArray[];
  factsOn(matrix: FoundMatrix['matrix']): Partial<FoundMatrix>;
  readonly remarks: readonly Remark[];
}> {
  const isBeside = ({ key, layout }: NamedArray) =>
    key !== '' && layout.shape.length <= 1 && roleOf(key) !== undefined;
  const beside = all.filter(isBeside);
  if (beside.length === 0 || beside.length === all.length) {
    return { arrays: all, factsOn: () => ({}), remarks: [] };
  }
  const columns = await Promise.all(
    beside.map(async (array, place) => ({
      column: await columnOf(array, place),
      length: array.layout.shape[0],
    })),
  );
  return {
    arrays: all.filter((array) => !isBeside(array)),
    factsOn: ({ rows }) =>
      factsOf(columns.filter(({ length = rows }) => length === rows).map(({ column }) => column)),
    remarks: [leftOutRemark(columns.map(({ column }) => String(column)))],
  };
}

async function columnOf({ key, source, layout }: NamedArray, place: number): Promise<LeftOutColumn> {
  const column = new LeftOutColumn(key, place, roleOf(key)!);
  const count = layout.shape[0] ?? 1;
  if (column.role === 'other' || count === 0 || count > longest) return column;
  const values = new Float64Array(count);
  await arrayMatrix(source, { ...layout, shape: [count] }, key).readRows(0, 1, values);
  for (const value of values) column.add(value);
  return column;
}
