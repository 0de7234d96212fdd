import { expVec } from './exponential';
import { logVec } from './logarithm';
import { powVec } from './power';
import { cosVec, sinVec } from './sine';

/**
 * The one place that defines the bits of log, exp, pow, sin and cos: of two lanes for other kernels, of
 * arrays and of single numbers for the host. An odd last element goes through the same two-lane code.
 */

export { expm1Vec, expVec } from './exponential';
export { logVec } from './logarithm';
export { powVec } from './power';
export { cosVec, sineHalfTurns, sinVec } from './sine';

/** Stores the lane or lanes of `v` that belong to elements `i` and, if it exists, `i + 1` of `length`. */
@inline
export function storePair(pointer: usize, i: i32, length: i32, v: v128): void {
  if (i + 1 < length) v128.store(pointer + ((<usize>i) << 3), v);
  else v128.store64_lane(pointer + ((<usize>i) << 3), v, 0);
}

/** Elements `i` and `i + 1`; the second lane repeats the first one at an odd end. */
@inline
export function loadPair(pointer: usize, i: i32, length: i32): v128 {
  return i + 1 < length
    ? v128.load(pointer + ((<usize>i) << 3))
    : v128.load64_splat(pointer + ((<usize>i) << 3));
}

/** Natural logarithms of `length` numbers, which may be written over them. */
export function logArray(xs: usize, length: i32, out: usize): void {
  for (let i = 0; i < length; i += 2) storePair(out, i, length, logVec(loadPair(xs, i, length)));
}

/** Exponentials of `length` numbers, which may be written over them. */
export function expArray(xs: usize, length: i32, out: usize): void {
  for (let i = 0; i < length; i += 2) storePair(out, i, length, expVec(loadPair(xs, i, length)));
}

/** Powers xs^ys of `length` numbers, which may be written over them. */
export function powArray(xs: usize, ys: usize, length: i32, out: usize): void {
  for (let i = 0; i < length; i += 2) {
    storePair(out, i, length, powVec(loadPair(xs, i, length), loadPair(ys, i, length)));
  }
}

/** Sines of `length` numbers, which may be written over them. */
export function sinArray(xs: usize, length: i32, out: usize): void {
  for (let i = 0; i < length; i += 2) storePair(out, i, length, sinVec(loadPair(xs, i, length)));
}

/** Cosines of `length` numbers, which may be written over them. */
export function cosArray(xs: usize, length: i32, out: usize): void {
  for (let i = 0; i < length; i += 2) storePair(out, i, length, cosVec(loadPair(xs, i, length)));
}

/** Natural logarithm of one number, with the bits of logArray. */
export function logOf(x: f64): f64 {
  return f64x2.extract_lane(logVec(f64x2.splat(x)), 0);
}

/** Exponential of one number, with the bits of expArray. */
export function expOf(x: f64): f64 {
  return f64x2.extract_lane(expVec(f64x2.splat(x)), 0);
}

/** x^y, with the bits of powArray. */
export function powOf(x: f64, y: f64): f64 {
  return f64x2.extract_lane(powVec(f64x2.splat(x), f64x2.splat(y)), 0);
}

/** Sine of one angle in radians, with the bits of sinArray. */
export function sinOf(x: f64): f64 {
  return f64x2.extract_lane(sinVec(f64x2.splat(x)), 0);
}

/** Cosine of one angle in radians, with the bits of cosArray. */
export function cosOf(x: f64): f64 {
  return f64x2.extract_lane(cosVec(f64x2.splat(x)), 0);
}

/** The angle of (x, y) in (-pi, pi]. */
export function atan2Of(y: f64, x: f64): f64 {
  return NativeMath.atan2(y, x);
}
