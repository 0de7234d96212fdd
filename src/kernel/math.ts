import { kernelExports, withArena } from './instance.js';

/**
 * Elementary functions with the same bits in every engine: what decides a sample, a path or a statistic
 * calls these and not those of JavaScript, whose last bits differ by engine and version.
 *
 * Errors against mpmath over 20,000 points a function: docs/accuracy.md. Element i of an array result has
 * the bits of the scalar function at element i.
 */
interface MathExports {
  logArray(xs: number, length: number, out: number): void;
  expArray(xs: number, length: number, out: number): void;
  sinArray(xs: number, length: number, out: number): void;
  cosArray(xs: number, length: number, out: number): void;
  powArray(xs: number, ys: number, length: number, out: number): void;
  logOf(x: number): number;
  expOf(x: number): number;
  sinOf(x: number): number;
  cosOf(x: number): number;
  powOf(x: number, y: number): number;
  atan2Of(y: number, x: number): number;
}

type ArrayFunction = 'logArray' | 'expArray' | 'sinArray' | 'cosArray';

function map(name: ArrayFunction, xs: ArrayLike<number>): Float64Array {
  return withArena((arena) => {
    const values = arena.copyF64(xs);
    kernelExports<MathExports>()[name](values.pointer, values.length, values.pointer);
    return values.array.slice();
  });
}

/** Natural logarithms; -Infinity at 0, NaN below. Error at most 1 ulp. */
export function log(xs: ArrayLike<number>): Float64Array {
  return map('logArray', xs);
}

/** Exponentials. Error at most 1 ulp, subnormal results included. */
export function exp(xs: ArrayLike<number>): Float64Array {
  return map('expArray', xs);
}

/** Sines of angles in radians. Error at most 0.75 ulp below 1.6e6, at most 1.25 ulp beyond. */
export function sin(xs: ArrayLike<number>): Float64Array {
  return map('sinArray', xs);
}

/** Cosines of angles in radians. Error at most 0.75 ulp below 1.6e6, at most 1.25 ulp beyond. */
export function cos(xs: ArrayLike<number>): Float64Array {
  return map('cosArray', xs);
}

/**
 * Powers x^y of bases x >= 0; a negative base gives NaN. Error at most 1 ulp.
 *
 * @param xs - bases
 * @param ys - as many exponents
 * @throws {RangeError} when the lengths differ
 */
export function pow(xs: ArrayLike<number>, ys: ArrayLike<number>): Float64Array {
  if (xs.length !== ys.length) {
    throw new RangeError(`pow got ${xs.length} bases and ${ys.length} exponents; it needs as many of both.`);
  }
  return withArena((arena) => {
    const bases = arena.copyF64(xs);
    const exponents = arena.copyF64(ys);
    kernelExports<MathExports>().powArray(bases.pointer, exponents.pointer, bases.length, bases.pointer);
    return bases.array.slice();
  });
}

/** Natural logarithm of one number, as `log`. */
export function logOf(x: number): number {
  return kernelExports<MathExports>().logOf(x);
}

/** Exponential of one number, as `exp`. */
export function expOf(x: number): number {
  return kernelExports<MathExports>().expOf(x);
}

/** Sine of one angle in radians, as `sin`. */
export function sinOf(x: number): number {
  return kernelExports<MathExports>().sinOf(x);
}

/** Cosine of one angle in radians, as `cos`. */
export function cosOf(x: number): number {
  return kernelExports<MathExports>().cosOf(x);
}

/** x^y for one base x >= 0, as `pow`. */
export function powOf(x: number, y: number): number {
  return kernelExports<MathExports>().powOf(x, y);
}

/** The angle of (x, y) in (-pi, pi]. Error about 1 ulp. */
export function atan2Of(y: number, x: number): number {
  return kernelExports<MathExports>().atan2Of(y, x);
}

/** The hypotenuse sqrt(a^2 + b^2), where squares overflow as well; Infinity when a side is. */
export function hypotenuse(a: number, b: number): number {
  const [small, large] = [Math.min(Math.abs(a), Math.abs(b)), Math.max(Math.abs(a), Math.abs(b))];
  if (large === 0 || large === Infinity) return large;
  return large * Math.sqrt(1 + square(small / large));
}

/** Cube root of a number of either sign. Error about 1 ulp. */
export function cubeRoot(x: number): number {
  const size = Math.abs(x);
  const near = powOf(size, 1 / 3);
  if (!(near > 0 && near < Infinity)) return x;
  // A third is no number: one step of Newton's takes out what its rounding does to large and small x.
  const root = near - (near - size / (near * near)) / 3;
  return x < 0 ? -root : root;
}

/** log(2 pi)/2, of which log-densities of normal laws are made. */
export const halfLogTwoPi = 0.9189385332046728;

/** x times x. */
export function square(x: number): number {
  return x * x;
}
