import type { Table } from './evidence.js';

/** What stands in a table; nothing where there is no number. */
type Content = string | number | null | undefined;

/** A column: its header, and what it shows of a row. */
export type Column<Row> = readonly [header: string, cell: (row: Row, index: number) => Content];

/**
 * A table from a list of columns, so that header and cells cannot drift apart.
 *
 * @param name - lower-case words joined by hyphens; becomes a file name
 * @param caption - a sentence on what stands in it
 * @param rows - what the rows are about, in order
 * @param columns - from left to right; a cell without a number is empty
 */
export function table<Row>(
  name: string,
  caption: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): Table {
  return {
    name,
    caption,
    columns: columns.map(([header]) => header),
    rows: rows.map((row, index) => columns.map(([, cell]) => cell(row, index) ?? '')),
  };
}
