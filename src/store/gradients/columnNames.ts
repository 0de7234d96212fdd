import { UserError } from '../../error.js';

/** Columns that tell of which gradient a row is, and are none of its coordinates. */
export const keyColumns = ['step', 'layer', 'sample'] as const;

/**
 * Checks that every column of a table is a coordinate.
 *
 * @throws {UserError} when one is an index or a key, which would be measured as if it were a gradient
 */
export function matrixColumns(file: string, names: readonly string[]): void {
  if (names[0] === '' || names.includes('__index_level_0__')) {
    throw new UserError(
      `A column of ${file} has no name of its own: it is the index of pandas, no gradient.`,
      'Save with index=False.',
    );
  }
  const key = names.find((name) => [...keyColumns, 'index', 'epoch'].includes(name.toLowerCase()));
  if (key !== undefined) {
    throw new UserError(
      `The column ${key} of ${file} is no coordinate of a gradient.`,
      'Leave it out, or write Parquet with the columns step, layer, sample and value.',
    );
  }
}
