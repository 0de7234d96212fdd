import { UserError } from '../error.js';
import { countElements, type ArrayLayout } from './arrayLayout.js';
import type { ByteSource } from './byteSource.js';
import type { Numbers } from './elements.js';
import { readGrid, type Grid } from './grid.js';

/** A matrix that is read block by block: a row is a minibatch, a column a coordinate of the gradient. */
export interface MatrixSource {
  readonly rows: number;
  readonly columns: number;
  /** How the numbers are stored, for example float32. */
  readonly dtype: string;
  /** Whether float32 holds every number exactly. */
  readonly single: boolean;
  /**
   * Reads rows `from` … `to` - 1 into `into`, row after row.
   *
   * @param from - the first row
   * @param to - behind the last row
   * @param into - at least (to - from) × columns numbers; doubles, or float32 where that holds every number
   * @throws {UserError} when the source cannot be read or holds an integer beyond ±2^53
   * @throws {RangeError} when the range or `into` does not fit
   */
  readRows(from: number, to: number, into: Numbers): Promise<void>;
  /**
   * Reads columns `from` … `to` - 1 of every row into `into`, row after row.
   *
   * @param from - the first column
   * @param to - behind the last column
   * @param into - at least rows × (to - from) numbers
   * @throws as readRows
   */
  readColumns(from: number, to: number, into: Numbers): Promise<void>;
}

/**
 * An array in a source as a matrix. The first axis counts the rows, the others are flattened as NumPy's
 * reshape(K, -1) does; an array of one axis is one row. Memory: what is asked for, and a few MiB.
 *
 * @param source - the file
 * @param layout - where the array lies in it
 * @param subject - how errors call the array
 * @throws {UserError} when the array is a single number or empty
 */
export function arrayMatrix(source: ByteSource, layout: ArrayLayout, subject: string): MatrixSource {
  const { shape, elements, offset } = layout;
  const count = countElements(shape, subject);
  if (shape.length === 0)
    throw new UserError(
      `${subject} is a single number, not a gradient.`,
      'Save gradients with a row a minibatch: np.stack(rows).',
    );
  if (count === 0)
    throw new UserError(
      `${subject} is empty: it has the shape ${shape.join(' × ')}.`,
      'Save at least one row and one column.',
    );
  const rows = shape.length === 1 ? 1 : shape[0];
  const columns = count / rows;
  const columnMajor = layout.fortranOrder && rows > 1;
  const grid: Grid = {
    source,
    elements,
    offset,
    subject,
    lines: columnMajor ? columns : rows,
    lineLength: columnMajor ? rows : columns,
  };
  const permuted = columnMajor || (layout.fortranOrder && shape.length > 2);
  const read = permuted ? byColumns(grid, shape, columnMajor) : byRows(grid);
  return {
    rows,
    columns,
    dtype: elements.name,
    single: elements.single,
    async readRows(from, to, into) {
      checkBlock(from, to, rows, columns, into);
      await read(from, to, 0, columns, into);
    },
    async readColumns(from, to, into) {
      checkBlock(from, to, columns, rows, into);
      await read(0, rows, from, to, into);
    },
  };
}

/** Reads a rectangle of the matrix into `into`, row after row. */
type ReadBlock = (
  rowFrom: number,
  rowTo: number,
  columnFrom: number,
  columnTo: number,
  into: Numbers,
) => Promise<void>;

function byRows(grid: Grid): ReadBlock {
  return async (rowFrom, rowTo, columnFrom, columnTo, into) => {
    const width = columnTo - columnFrom;
    const start = (row: number, column: number) => (row - rowFrom) * width + column - columnFrom;
    await readGrid(grid, rowFrom, rowTo, columnFrom, columnTo, {
      single: into instanceof Float32Array,
      place: (row, column, count) => into.subarray(start(row, column), start(row, column) + count),
      keep: (row, column, values) => into.set(values, start(row, column)),
    });
  };
}

/**
 * Fortran order: a line of the file is a column. With three axes or more the columns do not lie in the
 * order of the flattened row.
 */
function byColumns(grid: Grid, shape: readonly number[], columnMajor: boolean): ReadBlock {
  const axes = shape.slice(1);
  const place = axes.length === 1 ? (column: number) => column : (column: number) => toFortran(column, axes);
  return async (rowFrom, rowTo, columnFrom, columnTo, into) => {
    const width = columnTo - columnFrom;
    const single = into instanceof Float32Array;
    const wanted = Float64Array.from({ length: width }, (_, i) => place(columnFrom + i));
    const order = Uint32Array.from(wanted.keys()).sort((a, b) => wanted[a] - wanted[b]);
    for (let start = 0; start < width; ) {
      // Columns that follow one another in the file are read together.
      let end = start + 1;
      while (end < width && wanted[order[end]] === wanted[order[end - 1]] + 1) end++;
      const first = wanted[order[start]];
      const run = order.subarray(start, end);
      const keep = (line: number, row: number, values: Numbers) => {
        const column = run[line - first];
        for (let i = 0; i < values.length; i++) into[(row - rowFrom + i) * width + column] = values[i];
      };
      if (columnMajor) await readGrid(grid, first, first + run.length, rowFrom, rowTo, { single, keep });
      else
        await readGrid(grid, 0, 1, first, first + run.length, {
          single,
          keep: (_, position, values) =>
            values.forEach((value, i) => (into[run[position - first + i]] = value)),
        });
      start = end;
    }
  };
}

/** Where the element lies in Fortran order that lies at `index` in C order. */
function toFortran(index: number, axes: readonly number[]): number {
  let rest = index;
  let place = 0;
  let stride = axes.reduce((product, size) => product * size, 1);
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    stride /= axes[axis];
    place += (rest % axes[axis]) * stride;
    rest = Math.floor(rest / axes[axis]);
  }
  return place;
}

function checkBlock(from: number, to: number, limit: number, across: number, into: Numbers): void {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= limit)) {
    throw new RangeError(`The range ${from} to ${to} does not lie in 0 to ${limit}.`);
  }
  if (into.length < (to - from) * across) {
    throw new RangeError(`${(to - from) * across} numbers do not fit into ${into.length}.`);
  }
}
