import { kernelExports, withArena, type Arena, type Block } from '../instance.js';

/** Single-precision matrix products in kernel memory (assembly/network/matrix.ts). */

interface MatrixExports {
  matrixWorkspace(columns: number): number;
  matrixProduct(
    a: number,
    aRow: number,
    aDepth: number,
    b: number,
    bDepth: number,
    bColumn: number,
    c: number,
    rows: number,
    columns: number,
    depth: number,
    workspace: number,
    accumulate: number,
  ): void;
}

/** A matrix in kernel memory, row by row. */
export interface Matrix {
  readonly block: Block<Float32Array>;
  readonly rows: number;
  readonly columns: number;
}

/** A matrix of zeros or, with `values`, of those values row by row. */
export function matrixIn(arena: Arena, rows: number, columns: number, values?: ArrayLike<number>): Matrix {
  const block = arena.f32(rows * columns);
  if (values === undefined) block.array.fill(0);
  else block.array.set(values);
  return { block, rows, columns };
}

/**
 * A copy of a matrix. Its numbers are looked up after the copy has its space, which may move all memory: a
 * view that was taken before, as an argument of `matrixIn` is, would be lost.
 */
export function copyOfMatrix(arena: Arena, { block, rows, columns }: Matrix): Matrix {
  const copy = { block: arena.f32(rows * columns), rows, columns };
  copy.block.array.set(block.array);
  return copy;
}

/**
 * out = op(left) op(right), or out += that product with `accumulate`, where op transposes if asked to.
 *
 * Every element is summed in the order of the depth, so that its bits depend on the operands alone.
 *
 * @throws {RangeError} when the shapes do not fit
 */
export function multiply(
  left: Matrix,
  right: Matrix,
  out: Matrix,
  options: {
    readonly transposeLeft?: boolean;
    readonly transposeRight?: boolean;
    readonly accumulate?: boolean;
  } = {},
): void {
  const { transposeLeft = false, transposeRight = false, accumulate = false } = options;
  const [rows, depth] = transposeLeft ? [left.columns, left.rows] : [left.rows, left.columns];
  const [depthRight, columns] = transposeRight ? [right.columns, right.rows] : [right.rows, right.columns];
  if (depth !== depthRight || out.rows !== rows || out.columns !== columns) {
    throw new RangeError(
      `A product of ${rows} × ${depth} and ${depthRight} × ${columns} ` +
        `does not fit into ${out.rows} × ${out.columns}.`,
    );
  }
  const { matrixWorkspace, matrixProduct } = kernelExports<MatrixExports>();
  withArena((arena) => {
    const workspace = arena.f32(matrixWorkspace(columns) / 4);
    matrixProduct(
      left.block.pointer,
      transposeLeft ? 1 : left.columns,
      transposeLeft ? left.columns : 1,
      right.block.pointer,
      transposeRight ? 1 : right.columns,
      transposeRight ? right.columns : 1,
      out.block.pointer,
      rows,
      columns,
      depth,
      workspace.pointer,
      accumulate ? 1 : 0,
    );
  });
}
