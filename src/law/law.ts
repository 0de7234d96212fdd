import { expOf } from '../kernel/index.js';
import type { Stream } from './stream.js';

/**
 * A law on the line as a value: its parameters and these functions of it. Logarithms and probabilities are
 * relatively accurate in their own small tail. Points must not be NaN and probabilities lie in [0, 1]:
 * otherwise a RangeError is thrown.
 */
export interface Law {
  logDensity(xs: ArrayLike<number>): Float64Array;
  density(xs: ArrayLike<number>): Float64Array;
  /** Logarithm of P(X <= x). */
  logDistribution(xs: ArrayLike<number>): Float64Array;
  /** Logarithm of P(X > x). */
  logSurvival(xs: ArrayLike<number>): Float64Array;
  distribution(xs: ArrayLike<number>): Float64Array;
  survival(xs: ArrayLike<number>): Float64Array;
  /** The points with P(X <= point) = p; the ends of the support at 0 and 1. */
  quantile(ps: ArrayLike<number>): Float64Array;
  /** The points with P(X > point) = p. */
  survivalQuantile(ps: ArrayLike<number>): Float64Array;
  /** `n` independent draws; the stream moves on. */
  draw(n: number, stream: Stream): Float64Array;
}

/** A law at location 0 and scale 1, one number at a time; `draw` gives all. */
export interface StandardLaw {
  logDensity(z: number): number;
  logDistribution(z: number): number;
  logSurvival(z: number): number;
  quantile(p: number): number;
  survivalQuantile(p: number): number;
  draw(n: number, stream: Stream): Float64Array;
}

/** The law of location + scale Z, whose density at scale 1 is multiplied by exp(-logScale). */
export function shiftedAndScaled(
  standard: StandardLaw,
  location: number,
  scale: number,
  logScale: number,
): Law {
  const at = (f: (z: number) => number) => (xs: ArrayLike<number>) =>
    Float64Array.from(xs, (x, i) => {
      if (Number.isNaN(x)) throw new RangeError(`Point ${i} is NaN; points must be numbers.`);
      return f((x - location) / scale);
    });
  const inverse = (f: (p: number) => number) => (ps: ArrayLike<number>) =>
    Float64Array.from(ps, (p, i) => {
      if (!(p >= 0 && p <= 1)) {
        throw new RangeError(`Probability ${i} is ${p}; it must lie between 0 and 1.`);
      }
      return location + scale * f(p);
    });
  return {
    logDensity: at((z) => standard.logDensity(z) - logScale),
    density: at((z) => expOf(standard.logDensity(z) - logScale)),
    logDistribution: at((z) => standard.logDistribution(z)),
    logSurvival: at((z) => standard.logSurvival(z)),
    distribution: at((z) => expOf(standard.logDistribution(z))),
    survival: at((z) => expOf(standard.logSurvival(z))),
    quantile: inverse((p) => standard.quantile(p)),
    survivalQuantile: inverse((p) => standard.survivalQuantile(p)),
    draw: (n, stream) => standard.draw(n, stream).map((z) => location + scale * z),
  };
}

/**
 * Refuses a parameter that is not positive and finite.
 *
 * @throws {RangeError} with its name and value
 */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} is ${value}; it must be positive and finite.`);
  }
}

/**
 * Refuses a parameter that is not finite.
 *
 * @throws {RangeError} with its name and value
 */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}; it must be finite.`);
}
