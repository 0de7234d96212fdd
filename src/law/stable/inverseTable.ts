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

/** The rows in the order of the table: sides, exponents e of 2^64 v, leading bits j, v from 2^(e-64) (1 + j/2^bits). */
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
  for (const bits of leadingBits) {
    const found = tableOf(law, bits);
    if (found !== undefined) return found;
  }
  return undefined;
}

function tableOf(law: StableLaw, bits: number): CheckedTable | undefined {
  const all = piecesOf(bits);
  const rows = new Float64Array(all.length * order);
  // v = 1/2 itself, the last that is drawn, is the lower end of the row above it.
  const used = Array.from(all.keys()).filter((i) => all[i].low <= 0.5);
  const pieces = used.map((i) => all[i]);
  const nodes = quantilesAt(law, pieces, nodesOf(order));
  const checkPlaces = checksOf(order);
  const makeRow = rowMaker(order);
  const exact = quantilesAt(law, pieces, checkPlaces);
  const densities = exp(logDensity(law, exact));
  let largestError = 0;
  for (let n = 0; n < pieces.length; n++) {
    const row = makeRow(nodes.subarray(n * order, (n + 1) * order));
    rows.set(row, used[n] * order);
    const { low, high } = pieces[n];
    if (low === 0.5) continue;
    for (let j = 0; j < checkPlaces.length; j++) {
      const k = n * checkPlaces.length + j;
      const v = low / 2 + high / 2 + (checkPlaces[j] * (high - low)) / 2;
      const error = (Math.abs(rowAt(row, checkPlaces[j]) - exact[k]) * densities[k]) / v;
      if (!(error <= tolerance)) return undefined;
      largestError = Math.max(largestError, error);
    }
  }
  return { table: { leadingBits: bits, rows }, largestError };
}
