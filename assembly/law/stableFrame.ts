import { logOf } from '../math/math';
import { sineHalfTurn } from '../math/sine';

/**
 * Zolotarev's integral for the alpha-stable law (Nolan 1997, theorem 1), made ready for one law and one
 * side of the shift point zeta = -beta tan(pi alpha/2), and then for one point.
 *
 * With y the distance from zeta, and a, b the distances of the angle from the end where g = 0 and from the
 * end where g is infinite (a + b = `length`), all angles in half turns,
 *
 *   log g = constant + power log(S1/S2) + log(S3/S)
 *
 * where S1, S2, S3 are sines and S, the sine of pi/2 - theta, is S1 for alpha > 1 and S2 for alpha < 1. Each
 * sine is sin(pi (m + k d)) with d = a in the half where a < b and d = b in the other, in the one of its two
 * forms (of an angle or of its supplement) that does not cancel.
 *
 * For alpha = 1 the limit is log g = constant + log(S3/S) + pi S3 tan(theta), where S3 is no sine but the
 * limit of its angle over |alpha - 1|.
 */

/** Angles of one half, as m + k d: of S1, S2, S3, and theta; the slope of log g beyond |u| = 690. */
@unmanaged
export class Half {
  m1: f64;
  k1: f64;
  m2: f64;
  k2: f64;
  m3: f64;
  k3: f64;
  mTheta: f64;
  kTheta: f64;
  slope: f64;
}

@unmanaged
export class Frame {
  alpha: f64;
  /** Of the law as seen from this side: beta or -beta. */
  beta: f64;
  /** |alpha - 1|. */
  excess: f64;
  /** alpha/|alpha - 1|. */
  power: f64;
  above: bool;
  /** alpha = 1. */
  limit: bool;
  /** All of log(S1/S2) is of order |alpha - 1|. */
  small: bool;
  /** The range of the angle. */
  length: f64;
  /** 1 - length. */
  rest: f64;
  /** |zeta|. */
  shift: f64;
  /** Of log g, at this point. */
  constant: f64;
  /** log of the density's factor before the integral (over half turns), at this point. */
  factor: f64;
  left: Half;
  right: Half;
}

const logPi: f64 = 1.1447298858494002;
const halfLogTwoPi: f64 = 0.9189385332046728;
/** Below this |alpha - 1| log g needs forms free of cancellation. */
export const nearOne: f64 = 0.1;
/** The law is flat below such distances from zeta, unless it ends there. */
const flatDistance: f64 = 1e-40;
/** Below this alpha it is nowhere flat at such distances, and a peak at zeta itself. */
export const peaked: f64 = 0.1;

/** A frame in static memory. */
export function frameAt(frame: usize, left: usize, right: usize): Frame {
  const result = changetype<Frame>(frame);
  result.left = changetype<Half>(left);
  result.right = changetype<Half>(right);
  return result;
}

/** The angle of (x, y) in half turns, y >= 0. */
@inline
function angle(y: f64, x: f64): f64 {
  return NativeMath.atan2(y, x) / NativeMath.PI;
}

function setHalf(half: Half, m1: f64, k1: f64, m2: f64, k2: f64, m3: f64, k3: f64): void {
  half.m1 = m1;
  half.k1 = k1;
  half.m2 = m2;
  half.k2 = k2;
  half.m3 = m3;
  half.k3 = k3;
}

function setTheta(half: Half, m: f64, k: f64): void {
  half.mTheta = m;
  half.kTheta = k;
}

@inline
function vanishes(m: f64): f64 {
  return m == 0.0 ? 1.0 : 0.0;
}

function setSlope(half: Half, power: f64, above: bool): void {
  const first = vanishes(half.m1);
  const second = vanishes(half.m2);
  half.slope = power * (first - second) + vanishes(half.m3) - (above ? first : second);
}

/** The angles of a law with alpha = 1 and beta > 0; they serve all its points. */
function prepareLimit(frame: Frame, beta: f64): void {
  const left = frame.left;
  const right = frame.right;
  frame.length = 1.0;
  frame.rest = 0.0;
  setHalf(left, 0, 1, 0, 1, (0.5 * (1.0 - beta)) / beta, 1);
  setHalf(right, 0, 1, 0, 1, (0.5 * (1.0 + beta)) / beta, -1);
  setTheta(left, -0.5, 1);
  setTheta(right, 0.5, -1);
  // log g falls faster than this, unless beta = 1.
  left.slope = beta < 1.0 ? 1.0 : 0.0;
  right.slope = 0;
}

/** The angles of one side, for alpha > 1. `e` vanishes where the law has a light tail on this side. */
function prepareAbove(frame: Frame, alpha: f64, beta: f64, t: f64): void {
  const excess = frame.excess;
  const left = frame.left;
  const right = frame.right;
  const e = angle((1.0 + beta) * t, 1.0 - beta * t * t);
  const rim = angle((1.0 + beta) * t, beta * t * t - 1.0);
  const length = rim / alpha;
  const rest = (excess + e) / alpha;
  frame.length = length;
  frame.rest = rest;
  if (e > 0.5) setHalf(left, 0, 1, rim, -alpha, rim, -excess);
  else setHalf(left, 0, 1, e, alpha, e, excess);
  if (rest > 0.5) setHalf(right, length, -1, 0, alpha, length, excess);
  else setHalf(right, rest, 1, 0, alpha, rest, -excess);
  setTheta(left, 0.5, -1);
  setTheta(right, 0.5 - length, 1);
}

/** The angles of one side, for alpha < 1. */
function prepareBelow(frame: Frame, alpha: f64, beta: f64, t: f64): void {
  const excess = frame.excess;
  const left = frame.left;
  const right = frame.right;
  const e = angle((1.0 - beta) * t, 1.0 + beta * t * t) / alpha;
  const rim = angle((1.0 + beta) * t, 1.0 - beta * t * t);
  const length = rim / alpha;
  const rest = excess + alpha * e;
  frame.length = length;
  frame.rest = e;
  if (e > 0.5) setHalf(left, 0, alpha, length, -1, length, -excess);
  else setHalf(left, 0, alpha, e, 1, e, excess);
  if (rest > 0.5) setHalf(right, rim, -alpha, 0, 1, rim, excess);
  else setHalf(right, rest, alpha, 0, 1, rest, -excess);
  setTheta(left, 0.5 - length, 1);
  setTheta(right, 0.5, -1);
}

/** Everything of one side that does not depend on the point; `tangent` is tan(pi alpha/2). */
export function prepareSide(frame: Frame, alpha: f64, beta: f64, tangent: f64): void {
  const t = abs(tangent);
  frame.alpha = alpha;
  frame.beta = beta;
  frame.above = alpha > 1.0;
  frame.limit = alpha == 1.0;
  frame.excess = abs(alpha - 1.0);
  frame.power = alpha / frame.excess;
  frame.shift = abs(beta) * t;
  if (frame.limit) {
    prepareLimit(frame, beta);
    return;
  }
  if (frame.above) prepareAbove(frame, alpha, beta, t);
  else prepareBelow(frame, alpha, beta, t);
  setSlope(frame.left, frame.power, frame.above);
  setSlope(frame.right, frame.power, frame.above);
}

/** Whether the law is flat close to zeta, as seen from this side. */
export function flat(frame: Frame): bool {
  return frame.alpha >= peaked && frame.rest > 0.0;
}

/** The logarithm of a distance from zeta, which counts as no smaller than where the law is flat to rounding. */
export function logDistance(frame: Frame, distance: f64): f64 {
  return logOf(flat(frame) ? max(distance, flatDistance) : distance);
}

/**
 * The constants of one point: x counted from the origin of S0 towards this side, and the logarithm of its distance
 * y = x - zeta >= 0, which may be beyond the number range.
 */
export function preparePoint(frame: Frame, x: f64, logY: f64): void {
  if (frame.limit) {
    const b = frame.beta;
    frame.small = true;
    frame.constant = (-0.5 * NativeMath.PI * x) / b + logOf(2.0 * b);
    frame.factor = logOf((0.5 * NativeMath.PI) / b);
    return;
  }
  const excess = frame.excess;
  const z = frame.shift;
  const sign: f64 = frame.above ? 1.0 : -1.0;
  frame.factor = logOf(frame.power) - logY;
  // zeta lies on the other side of the origin exactly where beta has the sign of 1 - alpha.
  const facing = frame.above ? frame.beta < 0.0 : frame.beta > 0.0;
  frame.small = facing && excess < nearOne && z > 1.0;
  if (frame.small) {
    const ratio = x / z;
    const logRatio = ratio < -0.5 || ratio == Infinity ? logY - logOf(z) : NativeMath.log1p(ratio);
    const rest = (0.5 * NativeMath.log1p(1.0 / (z * z))) / excess;
    frame.constant = sign * (frame.power * logRatio - rest) + logOf(z);
  } else {
    frame.constant = sign * (frame.power * logY - (0.5 * NativeMath.log1p(z * z)) / excess);
  }
}

/** log Gamma(1 + n) for n >= 10, by Stirling's series; the first term left out is below 1e-15. */
function logFactorial(n: f64): f64 {
  const s = 1.0 / (n * n);
  const series =
    1 / 12.0 -
    s * (1 / 360.0 - s * (1 / 1260.0 - s * (1 / 1680.0 - s * (1 / 1188.0 - s * (691 / 360360.0)))));
  return (n + 0.5) * logOf(n) - n + halfLogTwoPi + series / n;
}

/**
 * Log of the density at zeta of a law with alpha < 0.1 that is not one-sided,
 * Gamma(1 + 1/alpha) sin(pi length) (1 + zeta^2)^(-1/(2 alpha))/pi (Zolotarev 1986, section 2.2).
 */
export function logPeak(frame: Frame): f64 {
  const sine = sineHalfTurn(f64x2.splat(min(frame.length, frame.rest)));
  const z = frame.shift;
  return (
    logFactorial(1.0 / frame.alpha) +
    logOf(f64x2.extract_lane(sine, 0)) -
    logPi -
    (0.5 * NativeMath.log1p(z * z)) / frame.alpha
  );
}
