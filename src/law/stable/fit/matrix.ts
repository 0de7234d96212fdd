/** Small dense matrices, as rows. */
export type Rows = readonly (readonly number[])[];

/** A lower-triangular factor of a symmetric matrix; undefined where it is not positive definite. */
function factor(matrix: Rows): number[][] | undefined {
  const lower: number[][] = [];
  for (let i = 0; i < matrix.length; i++) {
    const row: number[] = [];
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i][j];
      for (let k = 0; k < j; k++) sum -= row[k] * (lower[j]?.[k] ?? row[k]);
      if (j < i) row.push(sum / lower[j][j]);
      else if (sum > 0 && sum < Infinity) row.push(Math.sqrt(sum));
      else return undefined;
    }
    lower.push(row);
  }
  return lower;
}

/** x of matrix x = right, for a symmetric positive definite matrix; undefined for any other. */
export function solveSymmetric(matrix: Rows, right: readonly number[]): number[] | undefined {
  const lower = factor(matrix);
  if (lower === undefined) return undefined;
  const n = right.length;
  const x = [...right];
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i][k] * x[k];
    x[i] /= lower[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
  return x;
}

/** The inverse of a symmetric positive definite matrix; undefined for any other. */
export function inverseSymmetric(matrix: Rows): number[][] | undefined {
  const columns = matrix.map((_, j) =>
    solveSymmetric(
      matrix,
      matrix.map((__, i) => (i === j ? 1 : 0)),
    ),
  );
  return columns.every((column) => column !== undefined) ? columns : undefined;
}

/** x of matrix x = right, by elimination with row exchange; undefined for a singular matrix. */
export function solveGeneral(matrix: Rows, right: readonly number[]): number[] | undefined {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const n = right.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows.reduce(
      (best, row, i) => (i >= k && Math.abs(row[k]) > Math.abs(rows[best][k]) ? i : best),
      k,
    );
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    if (!(Math.abs(rows[k][k]) > 0)) return undefined;
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factorOfRow = rows[i][k] / rows[k][k];
      for (let j = k; j <= n; j++) rows[i][j] -= factorOfRow * rows[k][j];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}
