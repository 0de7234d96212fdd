/**
 * Eigenvalues of a symmetric tridiagonal matrix, and the first and last components of its unit
 * eigenvectors.
 */
export interface TridiagonalEigen {
  /** Descending. */
  readonly values: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** Half the distance from 1 to the next number. */
const roundOff = Number.EPSILON / 2;
const mostSweeps = 60;

/**
 * Solves the eigenvalue problem of a symmetric tridiagonal matrix by the implicit QL method (Bowdler,
 * Martin, Reinsch, Wilkinson 1968), carrying along two rows of the eigenvectors, which is what Lanczos'
 * method needs.
 *
 * @param diagonal - n numbers
 * @param beside - n - 1 numbers beside the diagonal
 * @throws {RangeError} when a number is not finite or it does not converge
 */
export function tridiagonalEigen(diagonal: ArrayLike<number>, beside: ArrayLike<number>): TridiagonalEigen {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = Float64Array.from({ length: n }, (_, i) => (i < n - 1 ? beside[i] : 0));
  if (![...d, ...e].every(Number.isFinite)) {
    throw new RangeError('A number of the tridiagonal matrix is not finite.');
  }
  const first = new Float64Array(n);
  const last = new Float64Array(n);
  first[0] = last[n - 1] = 1;
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > roundOff * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      if (sweep === mostSweeps) {
        throw new RangeError('The eigenvalues of a tridiagonal matrix were not found.');
      }
      sweepUp(d, e, l, m, [first, last]);
    }
  }
  const order = Array.from(d.keys()).sort((a, b) => d[b] - d[a]);
  const sorted = (values: Float64Array) => Float64Array.from(order, (i) => values[i]);
  return { values: sorted(d), first: sorted(first), last: sorted(last) };
}

/** One implicit QL step on rows l to m. */
function sweepUp(
  d: Float64Array,
  e: Float64Array,
  l: number,
  m: number,
  rows: readonly Float64Array[],
): void {
  let g = (d[l + 1] - d[l]) / (2 * e[l]);
  let r = Math.sqrt(g * g + 1);
  g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    r = (d[i] - g) * s + 2 * c * b;
    p = s * r;
    d[i + 1] = g + p;
    g = c * r - b;
    for (const row of rows) {
      const upper = row[i + 1];
      row[i + 1] = s * row[i] + c * upper;
      row[i] = c * row[i] - s * upper;
    }
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}
