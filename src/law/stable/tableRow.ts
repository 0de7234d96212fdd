import { cosOf } from '../../kernel/index.js';

/**
 * A row of a table of draws: a polynomial in t from -1/2 to 1/2 that meets its function at Chebyshev's nodes.
 * All by the kernel's cosine, as all that decides draws.
 */

/** Places from -1 to 1 where a row of so many coefficients meets its function. */
export function nodesOf(order: number): number[] {
  return Array.from({ length: order }, (_, j) => cosOf((Math.PI * (j + 0.5)) / order));
}

/** Places from -1 to 1 where it is compared: its ends and between its nodes. */
export function checksOf(order: number): number[] {
  return Array.from({ length: order + 1 }, (_, j) => cosOf((Math.PI * j) / order));
}

/** Makes rows of `order` coefficients, of t^0, t^1, ... from values at the nodes. */
export function rowMaker(order: number): (values: ArrayLike<number>) => number[] {
  const cosines = Array.from({ length: order }, (_, k) =>
    Array.from({ length: order }, (_, j) => cosOf((Math.PI * k * (j + 0.5)) / order)),
  );
  const bases = chebyshevPolynomials(order);
  return (values) => {
    const row = new Array<number>(order).fill(0);
    for (let k = 0; k < order; k++) {
      let sum = 0;
      for (let j = 0; j < order; j++) sum += values[j] * cosines[k][j];
      const weight = (k === 0 ? 1 : 2) / order;
      bases[k].forEach((c, i) => {
        row[i] += sum * weight * c;
      });
    }
    // The nodes go from -1 to 1, t from -1/2 to 1/2.
    return row.map((c, i) => c * 2 ** i);
  };
}

/** T_0 ... T_(count - 1) as coefficients: T_0 = 1, T_1 = x, T_(k+1) = 2 x T_k - T_(k-1). */
function chebyshevPolynomials(count: number): number[][] {
  const all = [[1], [0, 1]];
  for (let k = 2; k < count; k++) {
    const next = [0, ...all[k - 1].map((c) => 2 * c)];
    all[k - 2].forEach((c, i) => {
      next[i] -= c;
    });
    all.push(next);
  }
  return all;
}

/** Value of a row at a place from -1 to 1. */
export function rowAt(row: readonly number[], place: number): number {
  return row.reduceRight((sum, c) => sum * (place / 2) + c, 0);
}
