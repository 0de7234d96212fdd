import { cellsPerSide, exp, type InverseTable } from '../../kernel/index.js';
import { logDensity } from './density.js';
import { stable, type StableLaw } from './law.js';
import { quantile, survivalQuantile } from './quantile.js';

/** Coefficients of a row. */
const order = 8;
/** Places in a row where it is compared with the quantile: its ends and between its nodes. */
const checks = order + 1;
/** Rows of a cell are halved so often at most. */
const deepest = 12;
const mostRows = 40_000;
/** The largest relative error of a tail probability that a row may have: no test sees it below 1e20 draws. */
const tolerance = 1e-10;

const chebyshevNodes = Array.from({ length: order }, (_, j) => Math.cos((Math.PI * (j + 0.5)) / order));
const checkPlaces = Array.from({ length: checks }, (_, j) => Math.cos((Math.PI * j) / (checks - 1)));

export interface CheckedTable {
  readonly table: InverseTable;
  /** Largest relative error of the smaller tail probability, at nine places a row. */
  readonly largestError: number;
}

/** A piece of a cell: v from low to high, on one side. */
interface Piece {
  readonly side: 0 | 1;
  readonly cell: number;
  readonly low: number;
  readonly high: number;
}

/** Where v lies, for the cell's exponent and leading bits: [2^e (1 + j/8), 2^e (1 + (j + 1)/8)). */
function pieceOf(side: 0 | 1, cell: number, depth: number, index: number): Piece {
  const exponent = Math.floor(cell / 8) - 64;
  const width = 2 ** exponent / 8;
  const low = 2 ** exponent + (cell % 8) * width + (index * width) / 2 ** depth;
  return { side, cell, low, high: low + width / 2 ** depth };
}

/** Quantiles of the standard law at places of pieces: P(X <= x) = v on side 0, P(X > x) = v on side 1. */
function quantilesAt(law: StableLaw, pieces: readonly Piece[], places: readonly number[]): Float64Array {
  const result = new Float64Array(pieces.length * places.length);
  for (const side of [0, 1] as const) {
    const own = Array.from(pieces.keys()).filter((i) => pieces[i].side === side);
    const vs = own.flatMap((i) => {
      const { low, high } = pieces[i];
      return places.map((t) => low / 2 + high / 2 + (t * (high - low)) / 2);
    });
    const found = (side === 0 ? quantile : survivalQuantile)(law, vs);
    own.forEach((i, k) => {
      result.set(found.subarray(k * places.length, (k + 1) * places.length), i * places.length);
    });
  }
  return result;
}

/** Coefficients of t^0 ... t^7 through values at the Chebyshev nodes. */
function polynomial(values: Float64Array): number[] {
  // T_0 = 1, T_1 = t, T_{k+1} = 2 t T_k - T_{k-1}, as coefficients.
  let previous = [1];
  let current = [0, 1];
  const result = new Array<number>(order).fill(0);
  for (let k = 0; k < order; k++) {
    const basis = k === 0 ? previous : current;
    let sum = 0;
    for (let j = 0; j < order; j++) sum += values[j] * Math.cos((Math.PI * k * (j + 0.5)) / order);
    const weight = (k === 0 ? 1 : 2) / order;
    basis.forEach((c, i) => {
      result[i] += sum * weight * c;
    });
    if (k > 0) {
      const next = [0, ...current.map((c) => 2 * c)];
      previous.forEach((c, i) => {
        next[i] -= c;
      });
      [previous, current] = [current, next];
    }
  }
  return result;
}

const evaluate = (row: readonly number[], t: number) => row.reduceRight((sum, c) => sum * t + c, 0);

/**
 * Tabulates the inverse distribution of a standard stable law in S0. Undefined where polynomials cannot hold
 * the tolerance with a table of reasonable size, which happens below alpha of about 0.15.
 */
export function inverseTable(alpha: number, beta: number): CheckedTable | undefined {
  const law = stable({ alpha, beta });
  const cells = new Uint32Array(2 * cellsPerSide);
  const rows: number[] = [];
  let largestError = 0;
  // Up to v = 1/2, which is the lower end of the cell with exponent 63.
  const all = Array.from({ length: 63 * 8 + 1 }, (_, cell) => cell);
  let waiting = ([0, 1] as const).flatMap((side) => all.map((cell) => ({ side, cell })));
  for (let depth = 0; waiting.length > 0; depth++) {
    if (depth > deepest || rows.length / order + waiting.length * 2 ** depth > mostRows) return undefined;
    const count = 2 ** depth;
    const pieces = waiting.flatMap(({ side, cell }) =>
      Array.from({ length: count }, (_, index) => pieceOf(side, cell, depth, index)),
    );
    const nodes = quantilesAt(law, pieces, chebyshevNodes);
    const exact = quantilesAt(law, pieces, checkPlaces);
    const densities = exp(logDensity(law, exact));
    const found = pieces.map((_, i) => polynomial(nodes.subarray(i * order, (i + 1) * order)));
    const errors = pieces.map(({ low, high }, i) =>
      Math.max(
        ...checkPlaces.map((t, j) => {
          const k = i * checks + j;
          const v = low / 2 + high / 2 + (t * (high - low)) / 2;
          return (Math.abs(evaluate(found[i], t) - exact[k]) * densities[k]) / v;
        }),
      ),
    );
    const again: typeof waiting = [];
    waiting.forEach((place, w) => {
      const worst = Math.max(...errors.slice(w * count, (w + 1) * count));
      // The last cell is used at its lower end only, v = 1/2.
      if (!(worst <= tolerance) && place.cell < 63 * 8) {
        again.push(place);
        return;
      }
      if (place.cell < 63 * 8) largestError = Math.max(largestError, worst);
      cells[place.side * cellsPerSide + place.cell] = (rows.length / order) * 16 + depth;
      for (let index = 0; index < count; index++) rows.push(...found[w * count + index]);
    });
    waiting = again;
  }
  return { table: { cells, rows: Float64Array.from(rows) }, largestError };
}
