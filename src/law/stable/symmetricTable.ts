import { exp, symmetricLayout } from '../../kernel/index.js';
import { normalQuantile } from '../normal.js';
import { logDensity } from './density.js';
import { stable, type StableLaw } from './law.js';
import { survivalQuantile } from './quantile.js';
import { checksOf, nodesOf, rowAt, rowMaker } from './tableRow.js';

/** The largest relative error of a tail probability that a row may have: no test sees it below 1e20 draws. */
const tolerance = 1e-10;
/**
 * Even rows that may be the first in use: as few as hold the tolerance are given to the slower ones of the
 * tail.
 */
const firstRows = [16, 32, 64, 128, 256];
/** Leading bits that choose a row of the tail: as few as hold the tolerance. */
const leadingBits = [3, 4, 5, 6, 7];

const { evenRows, evenOrder, tailOrder, tailExponents, head } = symmetricLayout;

/** How paths draw from a symmetric stable law. */
export interface SymmetricTable {
  /** As assembly/draw/symmetricTable.ts reads it. */
  readonly numbers: Float64Array;
  /** Largest relative error of the probability of lying beyond a draw, between the nodes of any row. */
  readonly largestError: number;
}

/** Probabilities v from low to high of lying beyond a draw. */
interface Span {
  readonly low: number;
  readonly high: number;
}

const tables = new Map<number, SymmetricTable | undefined>();

/**
 * The table by which paths draw from the symmetric stable law of scale 1 (at alpha = 2 normal of variance 2):
 * even rows in v, the probability of lying beyond the draw, where v is at least a 64th or so, rows that halve
 * with v below. Every row is compared with the quantile between its nodes. Tables are made once, in a third
 * of a second.
 *
 * @param alpha - in (0, 2]
 * @returns undefined where polynomials cannot hold the tolerance, below alpha of about 0.3
 */
export function symmetricTable(alpha: number): SymmetricTable | undefined {
  if (!tables.has(alpha)) tables.set(alpha, makeTable(stable({ alpha })));
  return tables.get(alpha);
}

function makeTable(law: StableLaw): SymmetricTable | undefined {
  const even = Array.from({ length: evenRows }, (_, j): Span => {
    const step = 0.5 / evenRows;
    return { low: j * step, high: (j + 1) * step };
  });
  const rows = rowsOf(law, even.slice(firstRows[0]), evenOrder);
  const firstRow = firstRows.find((first) =>
    rows.errors.slice(first - firstRows[0]).every((error) => error <= tolerance),
  );
  if (firstRow === undefined) return undefined;
  for (const bits of leadingBits) {
    const spans = tailSpans(bits);
    // Beyond the first even row the tail is never asked.
    const tails = rowsOf(
      law,
      spans.filter(({ low }) => low <= even[firstRow].low),
      tailOrder,
    );
    if (tails.errors.some((error) => !(error <= tolerance))) continue;
    const tailsAt = head + evenRows * evenOrder;
    const numbers = new Float64Array(tailsAt + spans.length * tailOrder);
    numbers.set([firstRow, bits]);
    numbers.set(rows.coefficients, head + firstRows[0] * evenOrder);
    numbers.set(tails.coefficients, tailsAt);
    const evenErrors = rows.errors.slice(firstRow - firstRows[0]);
    return { numbers, largestError: Math.max(...evenErrors, ...tails.errors) };
  }
  return undefined;
}

/**
 * The rows of the tail in their order: exponents e of 2^64 v, leading bits j, v from 2^(e-64) (1 + j/2^bits).
 */
function tailSpans(bits: number): Span[] {
  return Array.from({ length: tailExponents << bits }, (_, row) => {
    const whole = 2 ** (Math.floor(row / 2 ** bits) - 64);
    const low = whole * (1 + (row % 2 ** bits) / 2 ** bits);
    return { low, high: low + whole / 2 ** bits };
  });
}

/**
 * Rows through the draws at Chebyshev's nodes of spans, and the relative error of v that each has between
 * them.
 */
function rowsOf(
  law: StableLaw,
  spans: readonly Span[],
  order: number,
): { readonly coefficients: Float64Array; readonly errors: number[] } {
  const at = (places: readonly number[]) =>
    spans.flatMap(({ low, high }) => places.map((t) => (low + high) / 2 + (t * (high - low)) / 2));
  const checks = checksOf(order);
  const values = drawsBeyond(law, at(nodesOf(order)));
  const places = at(checks);
  const exact = drawsBeyond(law, places);
  const densities = exp(logDensity(law, exact));
  const makeRow = rowMaker(order);
  const coefficients = new Float64Array(spans.length * order);
  const errors = spans.map((_, n) => {
    const row = makeRow(values.subarray(n * order, (n + 1) * order));
    coefficients.set(row, n * order);
    return checks.reduce((largest, place, j) => {
      const k = n * checks.length + j;
      const error = (Math.abs(rowAt(row, place) - exact[k]) * densities[k]) / places[k];
      return Math.max(largest, error);
    }, 0);
  });
  return { coefficients, errors };
}

/** x with P(X > x) = v. */
function drawsBeyond(law: StableLaw, vs: readonly number[]): Float64Array {
  return law.alpha === 2
    ? Float64Array.from(vs, (v) => -Math.SQRT2 * normalQuantile(v))
    : survivalQuantile(law, vs);
}
