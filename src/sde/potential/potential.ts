import { UserError } from '../../error.js';

/**
 * A potential on the line as polynomials of degree at most four on consecutive intervals: what the kernel
 * steps through, the theory integrates and a figure draws are then the same numbers.
 */

/** U(x) = u[0] + u[1] y + ... + u[4] y^4 with y = x - center. */
export interface Piece {
  readonly center: number;
  /** Coefficients of y^0 to y^4. */
  readonly u: readonly [number, number, number, number, number];
}

/** The set of points from which the drift alone leads to `minimum`. */
export interface Basin {
  readonly minimum: number;
  /** Its edges; either may be infinite. */
  readonly low: number;
  readonly high: number;
}

/**
 * What a Potential is made of: pieces, and the extrema that they have.
 */
export interface PotentialShape {
  /** Where one piece ends and the next begins, increasing; one fewer than pieces. */
  readonly breaks: readonly number[];
  readonly pieces: readonly Piece[];
  /** Increasing; a saddle (in one dimension: a local maximum) between any two. */
  readonly minima: readonly number[];
  /** One between any two neighbouring minima. */
  readonly saddles: readonly number[];
}

/** How far value and slope may differ at a break, relative to their size. */
const jointTolerance = 1e-9;

/** A potential on the line; see the constructors of this folder. */
export class Potential implements PotentialShape {
  readonly breaks: readonly number[];
  readonly pieces: readonly Piece[];
  readonly minima: readonly number[];
  readonly saddles: readonly number[];

  /**
   * @throws {RangeError} when the pieces do not join with equal value and slope, minima and saddles do not
   *   alternate, or the slope at one of them is not zero
   */
  constructor(shape: PotentialShape) {
    this.breaks = shape.breaks;
    this.pieces = shape.pieces;
    this.minima = shape.minima;
    this.saddles = shape.saddles;
    this.#requireJoints();
    this.#requireExtrema();
  }

  /** U(x). */
  value(x: number): number {
    return pieceValue(this.#pieceAt(x), x);
  }

  /** U'(x); the drift is its negative. */
  gradient(x: number): number {
    return pieceGradient(this.#pieceAt(x), x);
  }

  /** U''(x); at a break the value to the right. */
  curvature(x: number): number {
    return pieceCurvature(this.#pieceAt(x), x);
  }

  /** The basins of the minima, from left to right. */
  get basins(): Basin[] {
    const edges = [-Infinity, ...this.saddles, Infinity];
    return this.minima.map((minimum, i) => ({ minimum, low: edges[i], high: edges[i + 1] }));
  }

  /** Largest |U''| between `low` and `high`, either of which may be infinite. */
  steepestCurvature(low: number, high: number): number {
    return this.#largestCurvature(low, high, Math.abs);
  }

  /** Largest of -U'' between `low` and `high` and U'' at the minima there: how fast paths settle and part. */
  steepestDescent(low: number, high: number): number {
    const settling = this.minima.filter((x) => x >= low && x <= high).map((x) => this.curvature(x));
    return Math.max(
      this.#largestCurvature(low, high, (curvature) => -curvature),
      ...settling,
    );
  }

  #largestCurvature(low: number, high: number, of: (curvature: number) => number): number {
    const edges = [-Infinity, ...this.breaks, Infinity];
    let steepest = 0;
    this.pieces.forEach((piece, i) => {
      const from = Math.max(low, edges[i]);
      const to = Math.min(high, edges[i + 1]);
      if (!(from <= to)) return;
      const [, , , cubic, quartic] = piece.u;
      const points = [from, to];
      if (quartic !== 0) points.push(piece.center - cubic / (4 * quartic));
      for (const x of points) {
        if (x >= from && x <= to) steepest = Math.max(steepest, of(pieceCurvature(piece, x)));
      }
    });
    return steepest;
  }

  #pieceAt(x: number): Piece {
    let i = 0;
    while (i < this.breaks.length && x >= this.breaks[i]) i++;
    return this.pieces[i];
  }

  #requireJoints(): void {
    if (this.pieces.length !== this.breaks.length + 1) {
      throw new RangeError(
        `A potential with ${this.breaks.length} breaks needs one piece more, not ${this.pieces.length}.`,
      );
    }
    this.breaks.forEach((x, i) => {
      const [left, right] = [this.pieces[i], this.pieces[i + 1]];
      const before = this.breaks[i - 1] ?? -Infinity;
      if (!(x > before)) throw new RangeError(`The breaks of a potential must increase; ${x} does not.`);
      for (const part of [pieceValue, pieceGradient]) {
        const [a, b] = [part(left, x), part(right, x)];
        if (!(Math.abs(a - b) <= jointTolerance * Math.max(1, Math.abs(a), Math.abs(b)))) {
          throw new RangeError(`The pieces of the potential do not join smoothly at ${x}: ${a} and ${b}.`);
        }
      }
    });
  }

  #requireExtrema(): void {
    const { minima, saddles } = this;
    if (minima.length > 0 && saddles.length !== minima.length - 1) {
      throw new RangeError(
        `${minima.length} minima need ${minima.length - 1} saddles between them, not ${saddles.length}.`,
      );
    }
    const inOrder = minima.flatMap((x, i) => (i < saddles.length ? [x, saddles[i]] : [x]));
    inOrder.forEach((x, i) => {
      if (i > 0 && !(x > inOrder[i - 1])) {
        throw new RangeError(`Minima and saddles must alternate and increase; ${x} does not.`);
      }
      if (!(Math.abs(this.gradient(x)) <= jointTolerance * Math.max(1, Math.abs(this.curvature(x))))) {
        throw new RangeError(`The potential is not level at ${x}: its slope is ${this.gradient(x)}.`);
      }
    });
  }
}

function pieceValue({ center, u }: Piece, x: number): number {
  const y = x - center;
  return u[0] + y * (u[1] + y * (u[2] + y * (u[3] + y * u[4])));
}

function pieceGradient({ center, u }: Piece, x: number): number {
  const y = x - center;
  return u[1] + y * (2 * u[2] + y * (3 * u[3] + y * 4 * u[4]));
}

function pieceCurvature({ center, u }: Piece, x: number): number {
  // An infinite end of a piece: 0 * Infinity is to count as nothing.
  if (!Number.isFinite(x)) {
    if (u[4] !== 0) return u[4] * Infinity;
    return u[3] !== 0 ? u[3] * x : 2 * u[2];
  }
  const y = x - center;
  return 2 * u[2] + y * (6 * u[3] + y * 12 * u[4]);
}

/**
 * Refuses a parameter of a potential that is not positive and finite.
 *
 * @throws {UserError}
 */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new UserError(
      `The ${name} is ${value}; it must be positive and finite.`,
      `Give a ${name} above 0.`,
    );
  }
}
