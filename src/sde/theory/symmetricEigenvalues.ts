import { UserError } from '../../error.js';

/** A square matrix: rows, or all entries row by row. */
export type SquareMatrix = readonly (readonly number[])[] | Float64Array;

/** Sweeps after which Jacobi's method, which squares the error each sweep, has long converged. */
const mostSweeps = 60;
/** How far a matrix may differ from its transpose, relative to its largest entry. */
const symmetryTolerance = 1e-8;

/**
 * Eigenvalues of a symmetric matrix in increasing order, by cyclic Jacobi rotations (Golub and Van Loan,
 * section 8.5). Absolute error of some 1e-15 times the largest eigenvalue; for definite matrices the small
 * eigenvalues are relatively accurate as far as the scaled matrix is well conditioned (Demmel and Veselic
 * 1992).
 *
 * @throws {UserError} when the matrix is empty, not square, not symmetric or has entries that are not finite
 */
export function symmetricEigenvalues(matrix: SquareMatrix): Float64Array {
  const a = symmetricRows(matrix);
  const d = a.length;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let rotated = false;
    for (let p = 0; p < d; p++) {
      for (let q = p + 1; q < d; q++) {
        // Negligible beside both diagonal entries: rotating would change nothing.
        if (Math.abs(a[p][q]) <= 1e-17 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) continue;
        rotate(a, p, q);
        rotated = true;
      }
    }
    if (!rotated) break;
  }
  return Float64Array.from(a, (row, i) => row[i]).sort();
}

/** Rotates the plane of axes p and q so that entry (p, q) vanishes. */
function rotate(a: Float64Array[], p: number, q: number): void {
  const ratio = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  a[p][p] -= tangent * a[p][q];
  a[q][q] += tangent * a[p][q];
  a[p][q] = 0;
  a[q][p] = 0;
  for (let k = 0; k < a.length; k++) {
    if (k === p || k === q) continue;
    const [kp, kq] = [a[k][p], a[k][q]];
    a[k][p] = cosine * kp - sine * kq;
    a[k][q] = sine * kp + cosine * kq;
    a[p][k] = a[k][p];
    a[q][k] = a[k][q];
  }
}

function symmetricRows(matrix: SquareMatrix): Float64Array[] {
  const flat = matrix instanceof Float64Array;
  const d = flat ? Math.round(Math.sqrt(matrix.length)) : matrix.length;
  const square = flat ? d * d === matrix.length : matrix.every((row) => row.length === d);
  if (d === 0 || !square) {
    throw new UserError(
      flat
        ? `A matrix of ${matrix.length} entries is not square.`
        : `A matrix of ${d} rows with ${matrix.map((row) => row.length).join(', ')} entries is not square.`,
      'Give d rows of d entries, or all d * d entries row by row.',
    );
  }
  const rows = Array.from({ length: d }, (_, i) =>
    flat ? matrix.slice(i * d, (i + 1) * d) : Float64Array.from(matrix[i]),
  );
  if (!rows.every((row) => row.every(Number.isFinite))) {
    throw new UserError('The matrix holds NaN or infinite entries.', 'Check the derivatives it was made of.');
  }
  const largest = rows.reduce((top, row) => row.reduce((most, x) => Math.max(most, Math.abs(x)), top), 0);
  for (let i = 0; i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      if (Math.abs(rows[i][j] - rows[j][i]) > symmetryTolerance * largest) {
        throw new UserError(
          `The matrix is not symmetric: entries (${i}, ${j}) and (${j}, ${i}) ` +
            `are ${rows[i][j]} and ${rows[j][i]}.`,
          'Give a Hessian; average it with its transpose if it was made by finite differences.',
        );
      }
      const mean = (rows[i][j] + rows[j][i]) / 2;
      rows[i][j] = mean;
      rows[j][i] = mean;
    }
  }
  return rows;
}
