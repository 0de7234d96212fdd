/**
 * Natural logarithm of two lanes.
 *
 * x = 2^e m with m in [sqrt(1/2), sqrt(2)), f = m - 1, s = f/(2 + f), log(1 + f) = 2 atanh(s), with
 * 2 atanh(s) = f - f^2/2 + s (f^2/2 + R(s^2)), in which f is exact and the rest is small.
 * Coefficients: scripts/polynomials.py.
 */

const exponentMask: i64 = 0x7ff0000000000000 | (1 << 63);
const oneBits: i64 = 0x3ff0000000000000;
const sqrtHalfBits: i64 = 0x3fe6a09e667f3bcd;
const twoTo52Bits: i64 = 0x4330000000000000;

export const ln2High: f64 = 0.6931471803691238;
export const ln2Low: f64 = 1.9082149292705877e-10;

/** e + 1023 of x = 2^e m, in the upper 12 bits of each lane; x positive and normal. */
@inline
export function splitExponent(x: v128): v128 {
  return v128.and(i64x2.sub(x, i64x2.splat(sqrtHalfBits - oneBits)), i64x2.splat(exponentMask));
}

/** m of x = 2^e m, given splitExponent(x). */
@inline
export function mantissa(x: v128, exponent: v128): v128 {
  return i64x2.add(i64x2.sub(x, exponent), i64x2.splat(oneBits));
}

/** e as a float, given splitExponent(x). */
@inline
export function exponentValue(exponent: v128): v128 {
  return f64x2.sub(
    v128.or(i64x2.shr_u(exponent, 52), i64x2.splat(twoTo52Bits)),
    f64x2.splat(4503599627370496.0 + 1023.0),
  );
}

/** e log 2 + log(1 + f) for 1 + f in [sqrt(1/2), sqrt(2)). */
@inline
export function logOnePlus(f: v128, e: v128): v128 {
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2.0)));
  const z = f64x2.mul(s, s);
  const z2 = f64x2.mul(z, z);
  const halfSquare = f64x2.mul(f64x2.mul(f, f), f64x2.splat(0.5));
  let odd = f64x2.add(f64x2.mul(f64x2.splat(0.15331721600556042), z2), f64x2.splat(0.2222221113479508));
  let even = f64x2.add(f64x2.mul(f64x2.splat(0.14616449685043406), z2), f64x2.splat(0.18182889125261723));
  odd = f64x2.add(f64x2.mul(odd, z2), f64x2.splat(0.39999999999899505));
  even = f64x2.add(f64x2.mul(even, z2), f64x2.splat(0.28571428625975487));
  even = f64x2.add(f64x2.mul(even, z2), f64x2.splat(0.666666666666667));
  const r = f64x2.mul(f64x2.add(f64x2.mul(odd, z), even), z);
  const small = f64x2.add(f64x2.mul(s, f64x2.add(halfSquare, r)), f64x2.mul(e, f64x2.splat(ln2Low)));
  return f64x2.add(f64x2.mul(e, f64x2.splat(ln2High)), f64x2.add(f64x2.sub(small, halfSquare), f));
}

/** log of positive, normal, finite lanes; anything else gives a meaningless number. */
@inline
export function logNormal(x: v128): v128 {
  const exponent = splitExponent(x);
  const f = f64x2.sub(mantissa(x, exponent), f64x2.splat(1.0));
  return logOnePlus(f, exponentValue(exponent));
}

/**
 * Natural logarithm. Largest error seen: see docs/accuracy.md. Subnormal lanes are exact inputs;
 * log(0) = -Infinity, log(negative) = NaN, log(Infinity) = Infinity.
 */
@inline
export function logVec(x: v128): v128 {
  const tiny = f64x2.lt(x, f64x2.splat(2.2250738585072014e-308));
  const raised = v128.bitselect(f64x2.mul(x, f64x2.splat(18014398509481984.0)), x, tiny);
  const exponent = splitExponent(raised);
  const f = f64x2.sub(mantissa(raised, exponent), f64x2.splat(1.0));
  const e = f64x2.sub(exponentValue(exponent), v128.and(tiny, f64x2.splat(54.0)));
  let result = logOnePlus(f, e);
  result = v128.bitselect(result, x, f64x2.lt(x, f64x2.splat(Infinity)));
  result = v128.bitselect(f64x2.splat(-Infinity), result, f64x2.eq(x, f64x2.splat(0.0)));
  return v128.bitselect(f64x2.splat(NaN), result, f64x2.lt(x, f64x2.splat(0.0)));
}
