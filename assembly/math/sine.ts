import { roundingShift } from './exponential';

/**
 * Sine and cosine of two lanes, in radians and in half turns.
 *
 * Radians: x = k pi/2 + r + tail by subtracting pi/2 in four parts, the first three exactly, for
 * |k| <= 2^20; beyond |x| = 1.6e6 a lane falls back to the reduction by a long expansion of 2/pi.
 * Half turns: the reduction is exact, which is what samplers use.
 * Coefficients: scripts/polynomials.py.
 */

const reductionLimit: f64 = 1647099.0;

/** sin(r + tail) for |r| <= pi/4. */
@inline
function sineNear(r: v128, tail: v128): v128 {
  const z = f64x2.mul(r, r);
  let p = f64x2.add(f64x2.mul(f64x2.splat(-7.586685070091267e-13), z), f64x2.splat(1.605853141458901e-10));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-2.5052106231157904e-8));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.7557319219335453e-6));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-0.0001984126984126506));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(0.008333333333333331));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-0.16666666666666666));
  const cosine = f64x2.sub(f64x2.splat(1.0), f64x2.mul(z, f64x2.splat(0.5)));
  const small = f64x2.add(f64x2.mul(f64x2.mul(z, r), p), f64x2.mul(tail, cosine));
  return f64x2.add(r, small);
}

/** cos(r + tail) for |r| <= pi/4. */
@inline
function cosineNear(r: v128, tail: v128): v128 {
  const one = f64x2.splat(1.0);
  const z = f64x2.mul(r, r);
  let p = f64x2.add(f64x2.mul(f64x2.splat(4.7458652037874553e-14), z), f64x2.splat(-1.1470460773969325e-11));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0876755790363397e-9));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-2.755731922140076e-7));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.4801587301584645e-5));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(-0.0013888888888888887));
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(0.041666666666666664));
  const half = f64x2.mul(z, f64x2.splat(0.5));
  const w = f64x2.sub(one, half);
  const lost = f64x2.sub(f64x2.sub(one, w), half);
  const small = f64x2.sub(f64x2.mul(f64x2.mul(z, z), p), f64x2.mul(r, tail));
  return f64x2.add(w, f64x2.add(lost, small));
}

/** sin(x + quarters pi/2) for |x| <= reductionLimit. */
@inline
function sineShifted(x: v128, quarters: i64): v128 {
  const shift = f64x2.splat(roundingShift);
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(0.6366197723675814)), shift);
  const k = f64x2.sub(shifted, shift);
  const a = f64x2.sub(x, f64x2.mul(k, f64x2.splat(1.5707963267341256)));
  const b = f64x2.mul(k, f64x2.splat(6.077100506303966e-11));
  const c = f64x2.mul(k, f64x2.splat(2.0222662487111665e-21));
  const d = f64x2.mul(k, f64x2.splat(8.4784276603689e-32));
  // a - b and the next difference, each with the error of its subtraction.
  const ab = f64x2.sub(a, b);
  const back = f64x2.sub(a, ab);
  const abLow = f64x2.add(f64x2.sub(a, f64x2.add(ab, back)), f64x2.sub(back, b));
  const abc = f64x2.sub(ab, c);
  const back2 = f64x2.sub(ab, abc);
  const abcLow = f64x2.add(f64x2.sub(ab, f64x2.add(abc, back2)), f64x2.sub(back2, c));
  const low = f64x2.sub(f64x2.add(abLow, abcLow), d);
  const r = f64x2.add(abc, low);
  const tail = f64x2.add(f64x2.sub(abc, r), low);
  const quadrant = i64x2.add(shifted, i64x2.splat(quarters));
  const one = i64x2.splat(1);
  const odd = i64x2.eq(v128.and(quadrant, one), one);
  const sign = i64x2.shl(i64x2.shr_u(quadrant, 1), 63);
  const value = v128.bitselect(cosineNear(r, tail), sineNear(r, tail), odd);
  const signed = v128.xor(value, sign);
  // Keeps the sign of zero, which a - b loses.
  return quarters == 0 ? v128.bitselect(x, signed, f64x2.eq(x, f64x2.splat(0.0))) : signed;
}

/** sin(x) for |x| of any size. Largest error seen: see docs/accuracy.md. sin(+-Infinity) = NaN. */
export function sinVec(x: v128): v128 {
  const near = f64x2.le(f64x2.abs(x), f64x2.splat(reductionLimit));
  if (i64x2.all_true(near)) return sineShifted(x, 0);
  const result = f64x2(NativeMath.sin(f64x2.extract_lane(x, 0)), NativeMath.sin(f64x2.extract_lane(x, 1)));
  return v128.bitselect(sineShifted(x, 0), result, near);
}

/** cos(x) for |x| of any size. Largest error seen: see docs/accuracy.md. cos(+-Infinity) = NaN. */
export function cosVec(x: v128): v128 {
  const near = f64x2.le(f64x2.abs(x), f64x2.splat(reductionLimit));
  if (i64x2.all_true(near)) return sineShifted(x, 1);
  const result = f64x2(NativeMath.cos(f64x2.extract_lane(x, 0)), NativeMath.cos(f64x2.extract_lane(x, 1)));
  return v128.bitselect(sineShifted(x, 1), result, near);
}

/** sin(pi t) for |t| <= 1/2. */
@inline
export function sineHalfTurn(t: v128): v128 {
  const z = f64x2.mul(t, t);
  const z2 = f64x2.mul(z, z);
  let odd = f64x2.add(f64x2.mul(f64x2.splat(7.725743030789876e-7), z2), f64x2.splat(0.00046630087411496363));
  let even = f64x2.add(
    f64x2.mul(f64x2.splat(-2.1906201655131958e-5), z2),
    f64x2.splat(-0.007370430719634586),
  );
  odd = f64x2.add(f64x2.mul(odd, z2), f64x2.splat(0.08214588659675232));
  even = f64x2.add(f64x2.mul(even, z2), f64x2.splat(-0.599264529320343));
  odd = f64x2.add(f64x2.mul(odd, z2), f64x2.splat(2.55016403987734));
  even = f64x2.add(f64x2.mul(even, z2), f64x2.splat(-5.16771278004997));
  const rest = f64x2.mul(f64x2.add(f64x2.mul(odd, z), even), z);
  const small = f64x2.mul(t, f64x2.add(rest, f64x2.splat(1.2246467991473532e-16)));
  return f64x2.add(f64x2.mul(t, f64x2.splat(3.141592653589793)), small);
}

/** sin(pi t) for |t| < 2^51; the reduction is exact. */
@inline
export function sineHalfTurns(t: v128): v128 {
  const shift = f64x2.splat(roundingShift);
  const shifted = f64x2.add(t, shift);
  const sign = i64x2.shl(shifted, 63);
  return v128.xor(sineHalfTurn(f64x2.sub(t, f64x2.sub(shifted, shift))), sign);
}
