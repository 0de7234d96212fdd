import { kernelExports } from '../instance.js';
import type { Matrix } from './matrix.js';

/** Biases and the hyperbolic tangent, in kernel memory (assembly/network/elementwise.ts). */

interface ElementwiseExports {
  addToRows(matrix: number, rows: number, columns: number, addends: number): void;
  addToColumns(matrix: number, rows: number, columns: number, addends: number): void;
  addRowSums(matrix: number, rows: number, columns: number, sums: number): void;
  addColumnSums(matrix: number, rows: number, columns: number, sums: number): void;
  hyperbolicTangent(values: number, count: number): void;
  scaleByTanhSlope(values: number, outputs: number, count: number): void;
  addTanhCurvature(deltas: number, outputs: number, tangents: number, count: number, out: number): void;
}

const run = (
  name: 'addToRows' | 'addToColumns' | 'addRowSums' | 'addColumnSums',
  matrix: Matrix,
  vector: Matrix,
) =>
  kernelExports<ElementwiseExports>()[name](
    matrix.block.pointer,
    matrix.rows,
    matrix.columns,
    vector.block.pointer,
  );

/** Adds element r of `addends` to every number of row r. */
export function addToRows(matrix: Matrix, addends: Matrix): void {
  run('addToRows', matrix, addends);
}

/** Adds `addends` to every row. */
export function addToColumns(matrix: Matrix, addends: Matrix): void {
  run('addToColumns', matrix, addends);
}

/** Adds the sum of each row to an element of `sums`. */
export function addRowSums(matrix: Matrix, sums: Matrix): void {
  run('addRowSums', matrix, sums);
}

/** Adds the sum of each column to an element of `sums`. */
export function addColumnSums(matrix: Matrix, sums: Matrix): void {
  run('addColumnSums', matrix, sums);
}

/** values = tanh(values), in place, to the last bit or two of single precision. */
export function hyperbolicTangent({ block, rows, columns }: Matrix): void {
  kernelExports<ElementwiseExports>().hyperbolicTangent(block.pointer, rows * columns);
}

/** values *= 1 - outputs², in place. */
export function scaleByTanhSlope(values: Matrix, outputs: Matrix): void {
  const count = values.rows * values.columns;
  kernelExports<ElementwiseExports>().scaleByTanhSlope(values.block.pointer, outputs.block.pointer, count);
}

/** out -= 2 outputs tangents deltas. */
export function addTanhCurvature(deltas: Matrix, outputs: Matrix, tangents: Matrix, out: Matrix): void {
  kernelExports<ElementwiseExports>().addTanhCurvature(
    deltas.block.pointer,
    outputs.block.pointer,
    tangents.block.pointer,
    out.rows * out.columns,
    out.block.pointer,
  );
}

/** One row of a matrix and what follows it, in the same memory, as `rows` × `columns`. */
export function reshapedRows(matrix: Matrix, row: number, rows: number, columns: number): Matrix {
  const pointer = matrix.block.pointer + 4 * row * matrix.columns;
  const from = row * matrix.columns;
  const { block } = matrix;
  return {
    block: {
      pointer,
      length: rows * columns,
      get array() {
        return block.array.subarray(from, from + rows * columns);
      },
    },
    rows,
    columns,
  };
}
