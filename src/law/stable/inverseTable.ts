import { exp, tableExponents, type InverseTable } from '../../kernel/index.js';
import { logDensity } from './density.js';
import { stable, type StableLaw } from './law.js';
import { quantile, survivalQuantile } from './quantile.js';
import { checksOf, nodesOf, rowAt, rowMaker } from './tableRow.js';

/** Coefficients of a row. */
const order = 8;
/** Leading bits that choose a row: as few of these as hold the tolerance. */
const leadingBits = [3, 4, 5, 6, 7];
/** The largest relative error of a tail probability that a row may have: no test sees it below 1e20 draws. */
const tolerance = 1e-10;

export interface CheckedTable {
  readonly table: InverseTable;
  /** Largest relative error of the smaller tail probability, at nine places a row. */
  readonly largestError: number;
}

/** A row's probabilities v, from low to high, on one side. */
interface Piece {
  readonly side: 0 | 1;
  readonly low: number;
  readonly high: number;
}

/**
 * The rows in the order of the table: sides, exponents e of 2^64 v, leading bits j, v from 2^(e-64) (1 +
 * j/2^bits).
 */
function piecesOf(bits: number): Piece[] {
  return ([0, 1] as const).flatMap((side) =>
    Array.from({ length: tableExponents << bits }, (_, row) => {
      const whole = 2 ** (Math.floor(row / 2 ** bits) - 64);
      const low = whole * (1 + (row % 2 ** bits) / 2 ** bits);
      return { side, low, high: low + whole / 2 ** bits };
    }),
  );
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

/**
 * Tabulates the inverse distribution of a standard stable law in S0. Undefined where polynomials cannot hold
 * the tolerance with a table of reasonable size, which happens below alpha of about 0.3.
 */
export function inverseTable(alpha: number, beta: number): CheckedTable | undefined {
  const law = stable({ alpha, beta });
  let worst: Piece | undefined;
  for (const bits of leadingBits) {
    const all = piecesOf(bits);
    // v = 1/2 itself, the last that is drawn, is the lower end of the row above it.
    const used = Array.from(all.keys()).filter((i) => all[i].low <= 0.5);
    const pieces = used.map((i) => all[i]);
    // Where a smaller table was furthest off, this one will be off, too, if it is: the rest need not be made.
    if (worst !== undefined && !holdsWithin(worst, law, pieces)) continue;
    const { coefficients, errors } = rowsOf(law, pieces);
    const largestError = Math.max(...errors);
    if (largestError <= tolerance) {
      const rows = new Float64Array(all.length * order);
      used.forEach((i, n) => {
        rows.set(coefficients.subarray(n * order, (n + 1) * order), i * order);
      });
      return { table: { leadingBits: bits, rows }, largestError };
    }
    worst = pieces[errors.findIndex((error) => Object.is(error, largestError))];
  }
  return undefined;
}

/** Whether rows within a piece may hold the tolerance. */
function holdsWithin({ side, low, high }: Piece, law: StableLaw, pieces: readonly Piece[]): boolean {
  const within = pieces.filter((piece) => piece.side === side && piece.low >= low && piece.high <= high);
  // Values depend in their last digits on what else is computed with them: twice the tolerance is beyond
  // doubt.
  return rowsOf(law, within).errors.every((error) => error <= 2 * tolerance);
}

/**
 * Rows through the quantiles at Chebyshev's nodes of pieces, and the largest relative error that each has
 * between them.
 */
function rowsOf(
  law: StableLaw,
  pieces: readonly Piece[],
): { readonly coefficients: Float64Array; readonly errors: number[] } {
  const nodes = quantilesAt(law, pieces, nodesOf(order));
  const checkPlaces = checksOf(order);
  const makeRow = rowMaker(order);
  const exact = quantilesAt(law, pieces, checkPlaces);
  const densities = exp(logDensity(law, exact));
  const coefficients = new Float64Array(pieces.length * order);
  const errors = pieces.map(({ low, high }, n) => {
    const row = makeRow(nodes.subarray(n * order, (n + 1) * order));
    coefficients.set(row, n * order);
    // Of this row only the lower end is drawn.
    if (low === 0.5) return 0;
    return checkPlaces.reduce((largest, place, j) => {
      const k = n * checkPlaces.length + j;
      const v = low / 2 + high / 2 + (place * (high - low)) / 2;
      const error = (Math.abs(rowAt(row, place) - exact[k]) * densities[k]) / v;
      // NaN stays: no table has it.
      return Math.max(largest, error);
    }, 0);
  });
  return { coefficients, errors };
}
