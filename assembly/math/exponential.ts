import { ln2High, ln2Low } from './logarithm';

/**
 * Exponentials of two lanes.
 *
 * x = k ln 2 + r with |r| <= ln(2)/2; e^r - 1 = r + r^2 q(r), where the rounding of r is carried along;
 * 2^k is applied as two factors, so that overflow and subnormal results come out by themselves.
 * Coefficients: scripts/polynomials.py.
 */

/** Adding and subtracting it rounds to the nearest integer, which then stands in the lowest bits. */
export const roundingShift: f64 = 6755399441055744.0;
const oneBits: i64 = 0x3ff0000000000000;

/** k of x = k ln 2 + r, as a float. */
@inline
export function binaryExponent(x: v128): v128 {
  const shift = f64x2.splat(roundingShift);
  return f64x2.sub(f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), shift), shift);
}

/** e^r - 1 - r for |r| <= ln(2)/2. */
@inline
function expRest(r: v128): v128 {
  const r2 = f64x2.mul(r, r);
  let even = f64x2.add(f64x2.mul(f64x2.splat(2.0914686968086876e-9), r2), f64x2.splat(2.75572736431103e-7));
  let odd = f64x2.add(f64x2.mul(f64x2.splat(2.5105217004720745e-8), r2), f64x2.splat(2.7557255400206422e-6));
  even = f64x2.add(f64x2.mul(even, r2), f64x2.splat(2.4801587325547743e-5));
  odd = f64x2.add(f64x2.mul(odd, r2), f64x2.splat(0.00019841269874820627));
  even = f64x2.add(f64x2.mul(even, r2), f64x2.splat(0.0013888888888883748));
  odd = f64x2.add(f64x2.mul(odd, r2), f64x2.splat(0.008333333333326136));
  even = f64x2.add(f64x2.mul(even, r2), f64x2.splat(0.04166666666666667));
  odd = f64x2.add(f64x2.mul(odd, r2), f64x2.splat(0.1666666666666667));
  even = f64x2.add(f64x2.mul(even, r2), f64x2.splat(0.5));
  return f64x2.mul(r2, f64x2.add(f64x2.mul(odd, r), even));
}

/** x - k ln 2 without the low part of k ln 2: exact. */
@inline
function reducedHigh(x: v128, k: v128): v128 {
  return f64x2.sub(x, f64x2.mul(k, f64x2.splat(ln2High)));
}

/** e^(x + tail) / 2^k, for k = binaryExponent(x) and |tail| below the last bits of x. */
@inline
export function reducedExp(x: v128, tail: v128, k: v128): v128 {
  const one = f64x2.splat(1.0);
  const high = reducedHigh(x, k);
  const low = f64x2.sub(f64x2.mul(k, f64x2.splat(ln2Low)), tail);
  const sum = f64x2.add(one, high);
  const lost = f64x2.add(f64x2.sub(one, sum), high);
  return f64x2.add(sum, f64x2.add(lost, f64x2.sub(expRest(f64x2.sub(high, low)), low)));
}

/** e^x / 2^k - 1, for k = binaryExponent(x). */
@inline
function reducedExpm1(x: v128, k: v128): v128 {
  const high = reducedHigh(x, k);
  const low = f64x2.mul(k, f64x2.splat(ln2Low));
  return f64x2.add(high, f64x2.sub(expRest(f64x2.sub(high, low)), low));
}

/** y 2^k for an integral k with |k| <= 2040. */
@inline
export function timesPowerOfTwo(y: v128, k: v128): v128 {
  const shift = f64x2.splat(roundingShift);
  const whole = f64x2.add(k, shift);
  const half = f64x2.add(f64x2.mul(k, f64x2.splat(0.5)), shift);
  const one = i64x2.splat(oneBits);
  const first = i64x2.add(i64x2.shl(half, 52), one);
  const second = i64x2.add(i64x2.shl(i64x2.sub(whole, half), 52), one);
  return f64x2.mul(f64x2.mul(y, first), second);
}

/** x, held where e^x is 0 or Infinity to beyond doubt and its binary exponent still fits. */
@inline
export function boundedExponent(x: v128): v128 {
  return f64x2.pmax(f64x2.pmin(x, f64x2.splat(1400.0)), f64x2.splat(-1400.0));
}

/**
 * factor e^x. Overflows to Infinity or underflows to 0 only where the product does, as long as
 * 1e-250 < |factor| < 1e250: x alone may leave the range of e^x.
 */
@inline
export function scaledExp(x: v128, factor: v128): v128 {
  const bounded = boundedExponent(x);
  const k = binaryExponent(bounded);
  const y = f64x2.add(reducedExpm1(bounded, k), f64x2.splat(1.0));
  return timesPowerOfTwo(f64x2.mul(y, factor), k);
}

/** e^x. Largest error seen: see docs/accuracy.md. exp(NaN) = NaN, exp(Infinity) = Infinity. */
@inline
export function expVec(x: v128): v128 {
  const bounded = boundedExponent(x);
  const k = binaryExponent(bounded);
  return timesPowerOfTwo(reducedExp(bounded, f64x2.splat(0.0), k), k);
}

/** e^x - 1, small x included. */
@inline
export function expm1Vec(x: v128): v128 {
  const bounded = boundedExponent(x);
  const k = binaryExponent(bounded);
  const p = reducedExpm1(bounded, k);
  const one = f64x2.splat(1.0);
  // 2^k p + (2^k - 1) is best for small k; from 2^k = 2^60 on the 1 is lost and 2^k alone may overflow.
  const power = timesPowerOfTwo(one, k);
  const near = f64x2.add(f64x2.mul(power, p), f64x2.sub(power, one));
  const far = timesPowerOfTwo(f64x2.add(p, one), k);
  const result = v128.bitselect(far, near, f64x2.gt(k, f64x2.splat(60.0)));
  return v128.bitselect(x, result, f64x2.eq(x, f64x2.splat(0.0)));
}
