import { scaledExp } from '../math/exponential';
import { exponentValue, logNormal, logOnePlus, mantissa, splitExponent } from '../math/logarithm';
import { sineHalfTurn } from '../math/sine';

/**
 * Random 64-bit lanes to variates, two lanes at a time and without branches. All of them read the 64 bits
 * as a side (the top bit) and a distance v = (k + 1/2) 2^-64 in (0, 1/2] from the nearer end of (0, 1)
 * (k = the lower 63 bits), so that both tails are resolved down to 2^-65.
 */

const signMask: i64 = 1 << 63;
const oneBits: i64 = 0x3ff0000000000000;
const twoTo20Bits: i64 = 0x4130000000000000;
const twoToMinus12Bits: i64 = 0x3f30000000000000;

/** Distance from the nearer end: (k + 1/2) 2^-64, correctly rounded. */
@inline
export function endDistance(bits: v128): v128 {
  const high = v128.or(i64x2.shr_u(i64x2.shl(bits, 1), 33), i64x2.splat(twoTo20Bits));
  const low = v128.or(v128.and(bits, i64x2.splat(0xffffffff)), i64x2.splat(twoToMinus12Bits));
  return f64x2.add(
    f64x2.sub(high, f64x2.splat(1048576.0)),
    f64x2.sub(low, f64x2.splat(0.00024414062499999997)), // 2^-12 - 2^-65
  );
}

/** The top bit alone: the sign of a symmetric variate. */
@inline
export function sideSign(bits: v128): v128 {
  return v128.and(bits, i64x2.splat(signMask));
}

/** All ones where the top bit is set. */
@inline
export function sideMask(bits: v128): v128 {
  return i64x2.lt_s(bits, i64x2.splat(0));
}

/** Uniform in the open interval (0, 1): (j + 1/2) 2^-52 with j the upper 52 bits; exact and symmetric. */
@inline
export function uniformVec(bits: v128): v128 {
  const oneToTwo = v128.or(i64x2.shr_u(bits, 12), i64x2.splat(oneBits));
  return f64x2.sub(oneToTwo, f64x2.splat(0.9999999999999999)); // 1 - 2^-53
}

/**
 * Standard exponential -log(u), between 2^-65 and 45.06. On the side of u near 1 it is -log1p(-v), so
 * that small values keep their relative precision.
 */
@inline
export function exponentialVec(bits: v128): v128 {
  const v = endDistance(bits);
  const y = v128.bitselect(v, f64x2.sub(f64x2.splat(1.0), v), sideMask(bits));
  const exponent = splitExponent(y);
  const coarse = f64x2.sub(mantissa(y, exponent), f64x2.splat(1.0));
  const f = v128.bitselect(f64x2.neg(v), coarse, i64x2.eq(exponent, i64x2.splat(oneBits)));
  return f64x2.neg(logOnePlus(f, exponentValue(exponent)));
}

/**
 * Box and Muller: with r = normalRadius(second), r normalCosine(first) and r normalSine(first) are two
 * independent standard normal variates. |variate| <= 9.5.
 */
@inline
export function normalRadius(bits: v128): v128 {
  const w = exponentialVec(bits);
  return f64x2.sqrt(f64x2.add(w, w));
}

/** cos(2 pi v); see normalRadius. */
@inline
export function normalCosine(bits: v128): v128 {
  const v = endDistance(bits);
  return sineHalfTurn(f64x2.sub(f64x2.splat(0.5), f64x2.add(v, v)));
}

/** +-sin(2 pi v); see normalRadius. */
@inline
export function normalSine(bits: v128): v128 {
  const v = endDistance(bits);
  const t = f64x2.add(v, v);
  return v128.xor(sineHalfTurn(f64x2.pmin(t, f64x2.sub(f64x2.splat(1.0), t))), sideSign(bits));
}

/** Constants of symmetricStableVec: see there. */
@inline
export function symmetricOffset(alpha: f64): f64 {
  return alpha < 1.0 ? 0.5 * alpha : 1.0 - 0.5 * alpha;
}

/** What the angle's distance from the end is multiplied by; see symmetricStableVec. */
@inline
export function symmetricSlope(alpha: f64): f64 {
  return alpha < 1.0 ? -alpha : alpha;
}

/** |1 - alpha|; see symmetricStableVec. */
@inline
export function symmetricTilt(alpha: f64): f64 {
  return abs(1.0 - alpha);
}

/** (1 - alpha)/alpha; bounded, so that its product with a logarithm is never NaN. */
@inline
export function symmetricPower(alpha: f64): f64 {
  return min((1.0 - alpha) / alpha, 1e300);
}

/**
 * Symmetric stable variate with characteristic function exp(-|t|^alpha), 0 < alpha <= 2, of one block.
 *
 * Chambers, Mallows and Stuck (1976) with the angle theta = +-(pi/2 - pi v) and the exponential W:
 * X = (sin(alpha theta)/cos theta) (cos((1 - alpha) theta)/(W cos theta))^((1 - alpha)/alpha), where every
 * sine and cosine is a sine of a distance to the end of the range, and so exact in the tails. alpha = 1
 * gives tan theta, alpha = 2 a normal variate of variance 2. Infinite only where the variate exceeds
 * 1.8e308.
 *
 * @param first - random bits of the angle
 * @param second - random bits of the exponential
 * @param offset - symmetricOffset(alpha) in both lanes, and so on
 */
@inline
export function symmetricStableVec(
  first: v128,
  second: v128,
  offset: v128,
  slope: v128,
  tilt: v128,
  power: v128,
): v128 {
  const v = endDistance(first);
  const t = f64x2.add(offset, f64x2.mul(slope, v));
  const sineAlpha = sineHalfTurn(f64x2.pmin(t, f64x2.sub(f64x2.splat(1.0), t)));
  // alpha < 1: (1 - tilt)/2 + tilt v; alpha >= 1: the same, since there offset = (1 - tilt)/2, too.
  const cosineTilt = sineHalfTurn(f64x2.add(offset, f64x2.mul(tilt, v)));
  const cosine = sineHalfTurn(v);
  const w = exponentialVec(second);
  const inverse = f64x2.div(f64x2.splat(1.0), f64x2.mul(w, cosine));
  const factor = f64x2.mul(sineAlpha, f64x2.mul(inverse, w));
  const x = f64x2.mul(power, logNormal(f64x2.mul(cosineTilt, inverse)));
  return v128.xor(scaledExp(x, factor), sideSign(first));
}
