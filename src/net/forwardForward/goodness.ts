import { expOf, logOf, type Matrix, square } from '../../kernel/index.js';

/** The goodness of a layer's activities: the mean square of each row. */
export function goodnessOf({ block, rows, columns }: Matrix): Float64Array {
  const { array } = block;
  return Float64Array.from({ length: rows }, (_, i) => {
    let squares = 0;
    for (let j = 0; j < columns; j++) squares += square(array[i * columns + j]);
    return squares / columns;
  });
}

/** Brings every row to a root mean square of 1; a row of zeros stays one. */
export function normaliseRows(matrix: Matrix): void {
  const { columns } = matrix;
  const { array } = matrix.block;
  goodnessOf(matrix).forEach((square, i) => {
    if (square === 0) return;
    const factor = 1 / Math.sqrt(square);
    for (let j = 0; j < columns; j++) array[i * columns + j] *= factor;
  });
}

/** log(1 + exp(x)), without overflow. */
export function softPlus(x: number): number {
  return Math.max(x, 0) + logOf(1 + expOf(-Math.abs(x)));
}

/** 1/(1 + exp(-x)), without overflow. */
export function logistic(x: number): number {
  const e = expOf(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}
