import { exactProduct, exactSum, low, product, sum, tangent } from '../math/doubleDouble';
import { logOf } from '../math/math';

/**
 * Where a point lies beside a stable law: its distances x from the origin of S0 and y = x - zeta from the shift
 * point, the origin of S1, in units of the scale, with zeta = -beta tan(pi alpha/2). A law has its location in S0 or
 * in S1; the distance from that one is a quotient, and the other is taken from it in double-double arithmetic, so
 * that each keeps its digits however far the two origins are apart and however close the point is to one.
 *
 * At alpha = 1 there is no shift point, and the location of S1 is that of S0 moved by (2/pi) beta scale log(scale).
 */

const ln2: f64 = 0.6931471805599453;
const ln2Low: f64 = 2.3190468138462996e-17;
const twoOverPi: f64 = 0.6366197723675814;
const twoOverPiLow: f64 = -3.935735335036497e-17;

/** Powers of two by which a scale far from 1 and a difference are brought where products are exact. */
const large: f64 = reinterpret<f64>((<u64>(1023 + 600)) << 52);
const small: f64 = reinterpret<f64>((<u64>(1023 - 600)) << 52);
/** The remainder of a quotient counts beside zeta within these sizes only. */
const mostSize: f64 = reinterpret<f64>((<u64>(1023 + 200)) << 52);
const leastSize: f64 = reinterpret<f64>((<u64>(1023 - 200)) << 52);
export const leastNormal: f64 = reinterpret<f64>((<u64>1) << 52);

/** The shift point, high and low part; 0 at alpha = 1. */
export let zetaHigh: f64 = 0;
export let zetaLow: f64 = 0;

/** Whether the location is that of S1. */
let fromShift: bool = false;
/** Where S1's location lies as seen from S0's: zeta, unless alpha = 1. */
let offsetHigh: f64 = 0;
let offsetLow: f64 = 0;

let location: f64 = 0;
let scale: f64 = 1;
/** A power of two, and the scale times it. */
let factor: f64 = 1;
let scaled: f64 = 1;

/** x and y of the point last placed. */
export let pointX: f64 = 0;
export let pointY: f64 = 0;
/** Whether y is too small or too large for a number: `logSize` is then the logarithm of its size. */
export let outOfRange: bool = false;
export let logSize: f64 = 0;
/** The sign of y. */
export let side: f64 = 1;

/** Computes the shift point of a law, and tan(pi alpha/2), which is returned. */
export function prepareShift(alpha: f64, beta: f64): f64 {
  zetaHigh = 0;
  zetaLow = 0;
  if (alpha == 1.0) return 0;
  const t = tangent(alpha);
  zetaHigh = -product(t, low, beta, 0);
  zetaLow = -low;
  return t;
}

/** log(size) = k log 2 + log m with m from 0.7 to 1.4: high part, and `low`. */
function doubleLog(size: f64): f64 {
  let k: f64 = 0;
  let m = size;
  if (m < leastNormal) {
    m *= large;
    k = -600;
  }
  const bits = reinterpret<u64>(m);
  k += <f64>(<i64>(bits >> 52) - 1023);
  m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k += 1.0;
  }
  const high = product(k, 0, ln2, ln2Low);
  return sum(high, low, logOf(m), 0);
}

/**
 * Chooses how points are given, after `prepareShift`.
 *
 * @param shifted - whether `at` is the location in S1; else it is the one in S0
 */
export function preparePlace(alpha: f64, beta: f64, shifted: bool, at: f64, unit: f64): void {
  fromShift = shifted;
  location = at;
  scale = unit;
  factor = unit < small ? large : unit > large ? small : 1.0;
  scaled = unit * factor;
  offsetHigh = zetaHigh;
  offsetLow = zetaLow;
  if (alpha != 1.0 || beta == 0.0) return;
  const high = doubleLog(unit);
  const step = product(high, low, twoOverPi, twoOverPiLow);
  offsetHigh = -product(step, low, beta, 0);
  offsetLow = -low;
}

/** The point at `distance` from the location, S1's if `shifted`, else S0's: what `place` takes apart. */
function pointAt(distance: f64, shifted: bool): f64 {
  let high = distance;
  let rest: f64 = 0;
  if (shifted != fromShift) {
    const sign: f64 = shifted ? 1.0 : -1.0;
    high = sum(distance, 0, sign * offsetHigh, sign * offsetLow);
    rest = low;
  }
  const wide = product(high, rest, scaled, 0);
  const value = sum(wide, low, location * factor, 0) / factor;
  // Beyond the range of double-double arithmetic plain numbers are as good.
  return abs(value) < Infinity ? value : 2.0 * (0.5 * location + 0.5 * high * scale);
}

/**
 * The point of a law with a scale and a location (in S1 if `fromShift`) at a standardised distance from its
 * location in S0 or, if `shifted`, in S1; rounded once.
 */
export function stablePoint(
  alpha: f64,
  beta: f64,
  fromShift: bool,
  at: f64,
  unit: f64,
  distance: f64,
  shifted: bool,
): f64 {
  prepareShift(alpha, beta);
  preparePlace(alpha, beta, fromShift, at, unit);
  return pointAt(distance, shifted);
}

/** What the quotient z = (point - location)/scale lacks, where it counts beside zeta. */
function remainder(point: f64, z: f64): f64 {
  const size = abs(z);
  if (!(size > leastSize && size < mostSize)) return 0;
  const part: f64 = abs(point) + abs(location) < Infinity ? 1.0 : 0.5;
  const high = exactSum(part * point, -part * location);
  const rest = low;
  const p = exactProduct(part * z, scaled);
  return (high * factor - p - low + rest * factor) / scaled / part;
}

/** (point - location)/scale where that or the difference is no number of full precision; sets outOfRange. */
function farQuotient(point: f64): f64 {
  const difference = point - location;
  const half = 0.5 * point - 0.5 * location;
  const halved = abs(difference) == Infinity;
  const z = halved ? 2.0 * (half / scale) : difference / scale;
  const below = abs(z) < leastNormal;
  outOfRange = abs(z) == Infinity || (below && (fromShift || offsetHigh == 0.0));
  logSize = (halved ? logOf(abs(half)) + ln2 : logOf(abs(difference))) - logOf(scale);
  pointX = below && fromShift ? offsetHigh : z;
  pointY = z;
  side = half < 0.0 || difference < 0.0 ? -1.0 : 1.0;
  return z;
}

/** Places a finite point. At alpha = 1 all that counts is x. */
@inline
export function place(point: f64): void {
  const difference = point - location;
  let z = difference / scale;
  outOfRange = false;
  if (!(abs(z) < Infinity) || (abs(z) < leastNormal && difference != 0.0 && scale != 1.0)) {
    z = farQuotient(point);
    if (outOfRange) return;
  }
  pointX = z;
  pointY = z;
  if (offsetHigh != 0.0) {
    const total = exactSum(z, fromShift ? offsetHigh : -offsetHigh);
    const part = low + (fromShift ? offsetLow : -offsetLow);
    let other = total + part;
    // Where the sum cancels, the rounding of the quotient is felt.
    if (fromShift || abs(other) < 0.125 * abs(z)) other = total + (part + remainder(point, z));
    if (fromShift) pointX = other;
    else pointY = other;
  }
  side = pointY < 0.0 ? -1.0 : 1.0;
}
