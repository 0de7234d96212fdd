import { expm1Vec, expVec, logVec } from '../math/math';
import { logNormal } from '../math/logarithm';
import { sineHalfTurn, sineHalfTurns } from '../math/sine';
import { Frame, Half } from './stableFrame';

/**
 * log g of a frame (stableFrame.ts) at the angle a = length/(1 + e^-u), of two lanes that lie in one half.
 * It is increasing in u.
 *
 * Near alpha = 1, where rounding of log(S1/S2) is magnified by 1/|alpha - 1|, log g is computed from its
 * value at one `anchor`, by differences that keep their relative accuracy; rounding of that value itself only
 * shifts the angle by about one rounding.
 */

/** Beyond |u| = 690 the sines are powers of e^u to beyond doubt, and soon below the number range. */
export const farthest: f64 = 690.0;
const farAnchor: f64 = 640.0;

const one: v128 = f64x2.splat(1.0);
const halfTurn: v128 = f64x2.splat(0.5);
const pi: v128 = f64x2.splat(3.141592653589793);

@inline
function lane(v: v128): f64 {
  return f64x2.extract_lane(v, 0);
}

@inline
function line(m: f64, k: f64, d: v128): v128 {
  return f64x2.add(f64x2.splat(m), f64x2.mul(f64x2.splat(k), d));
}

/** sin(pi t) for 0 <= t <= 1. */
@inline
function sine(t: v128): v128 {
  return sineHalfTurn(f64x2.pmin(t, f64x2.sub(one, t)));
}

/** log(1 + q) for q > -1. */
@inline
function log1p(q: v128): v128 {
  const w = f64x2.add(one, q);
  const lost = f64x2.sub(q, f64x2.sub(w, one));
  return f64x2.add(logNormal(w), f64x2.div(lost, w));
}

/** e^-|u|, held at |u| = 690. */
@inline
export function decay(absolute: v128): v128 {
  return expVec(f64x2.neg(f64x2.pmin(absolute, f64x2.splat(farthest))));
}

/** What to add beyond |u| = 690. */
@inline
function extension(half: Half, absolute: v128): v128 {
  const beyond = f64x2.pmin(f64x2.splat(0.0), f64x2.sub(f64x2.splat(farthest), absolute));
  return f64x2.mul(f64x2.splat(half.slope), beyond);
}

/** log g - constant for alpha = 1. */
@inline
function limitExponent(half: Half, d: v128): v128 {
  const s3 = line(half.m3, half.k3, d);
  const s = sine(d);
  const tangent = f64x2.div(sineHalfTurn(line(half.mTheta, half.kTheta, d)), s);
  return f64x2.add(logVec(f64x2.div(s3, s)), f64x2.mul(pi, f64x2.mul(s3, tangent)));
}

/** log(S1/S2) where it is small: S1/S2 or its inverse is cos(pi H) + sin(pi H) tan(theta), H the angle of S3. */
@inline
function smallLogRatio(frame: Frame, half: Half, d: v128, s1: v128, s2: v128, s3: v128): v128 {
  const s = frame.above ? s1 : s2;
  const tangent = f64x2.div(sineHalfTurn(line(half.mTheta, half.kTheta, d)), s);
  const square = f64x2.mul(s3, s3);
  const versine = f64x2.div(square, f64x2.add(one, f64x2.sqrt(f64x2.sub(one, square))));
  const q = f64x2.sub(f64x2.mul(s3, tangent), versine);
  const near = log1p(q);
  const exact = logNormal(f64x2.div(s1, s2));
  return v128.bitselect(frame.above ? f64x2.neg(near) : near, exact, f64x2.lt(f64x2.abs(q), halfTurn));
}

/** log g at distance d from the end of a half. */
@inline
export function exponent(frame: Frame, half: Half, d: v128, absolute: v128): v128 {
  const constant = f64x2.splat(frame.constant);
  if (frame.limit) return f64x2.add(constant, limitExponent(half, d));
  const s1 = sine(line(half.m1, half.k1, d));
  const s2 = sine(line(half.m2, half.k2, d));
  const s3 = sine(line(half.m3, half.k3, d));
  const last = logNormal(f64x2.div(s3, frame.above ? s1 : s2));
  const ratio = frame.small ? smallLogRatio(frame, half, d, s1, s2, s3) : logNormal(f64x2.div(s1, s2));
  const result = f64x2.add(constant, f64x2.add(f64x2.mul(f64x2.splat(frame.power), ratio), last));
  return f64x2.add(result, extension(half, absolute));
}

/** log g at u, both lanes in one half. */
export function exponentAt(frame: Frame, u: v128): v128 {
  const half = lane(u) + f64x2.extract_lane(u, 1) < 0.0 ? frame.left : frame.right;
  const absolute = f64x2.abs(u);
  const t = decay(absolute);
  const d = f64x2.div(f64x2.mul(f64x2.splat(frame.length), t), f64x2.add(one, t));
  return exponent(frame, half, d, absolute);
}

/** Of the anchor: log g, b/length, S1/S2 or its inverse (see smallLogRatio), S, S3, tan(theta), the angle of S3. */
let anchorExponent: f64 = 0;
let anchorShare: f64 = 0;
let anchorRatio: f64 = 0;
let anchorS: f64 = 0;
let anchorS3: f64 = 0;
let anchorTangent: f64 = 0;
let anchorAngle: f64 = 0;

/** Where the anchor is so far that log g is linear in u: its slope. */
let anchorFar: bool = false;
let anchorSlope: f64 = 0;

/** Puts the anchor at u, where log g is `value`. */
export function setAnchor(frame: Frame, u: f64, value: f64): void {
  const half = u < 0.0 ? frame.left : frame.right;
  anchorExponent = value;
  anchorFar = abs(u) > farAnchor;
  anchorSlope = u < 0.0 ? half.slope : -half.slope;
  const absolute = f64x2.splat(abs(u));
  const t = lane(decay(absolute));
  const d = f64x2.splat((frame.length * t) / (1.0 + t));
  anchorShare = u < 0.0 ? 1.0 / (1.0 + t) : t / (1.0 + t);
  const s1 = lane(sine(line(half.m1, half.k1, d)));
  const s2 = lane(sine(line(half.m2, half.k2, d)));
  anchorRatio = frame.above ? s2 / s1 : s1 / s2;
  anchorS = frame.above ? s1 : s2;
  anchorTangent = lane(sineHalfTurn(line(half.mTheta, half.kTheta, d))) / anchorS;
  if (frame.limit) {
    anchorS3 = lane(line(half.m3, half.k3, d));
    return;
  }
  anchorS3 = lane(sine(line(half.m3, half.k3, d)));
  const first = frame.above ? frame.alpha * frame.rest - frame.excess : frame.rest;
  anchorAngle = first + frame.excess * frame.length * (1.0 - anchorShare);
}

/** log g at v = u - anchor, where d is the distance from the end of the half and share = a/length. */
@inline
export function anchoredExponent(frame: Frame, half: Half, d: v128, share: v128, v: v128): v128 {
  if (anchorFar) return f64x2.add(f64x2.splat(anchorExponent), f64x2.mul(f64x2.splat(anchorSlope), v));
  const s1 = sine(line(half.m1, half.k1, d));
  const s2 = sine(line(half.m2, half.k2, d));
  const s = frame.above ? s1 : s2;
  // a - a(anchor) = length share(a) (1 - share(anchor)) (1 - e^-v).
  const factor = f64x2.splat(-frame.length * anchorShare);
  const change = f64x2.mul(f64x2.mul(factor, share), expm1Vec(f64x2.neg(v)));
  // tan(theta) - tan(theta of the anchor).
  const signed = f64x2.splat(frame.above ? -anchorS : anchorS);
  const rise = f64x2.div(f64x2.div(sineHalfTurns(change), s), signed);
  // The change of S3 tan(theta) has two forms. Of its two terms none grows without bound where the sum does
  // not if the tangent is taken at the larger a and S3 at the smaller one.
  const forward = f64x2.gt(v, f64x2.splat(0.0));
  const own = f64x2.div(sineHalfTurn(line(half.mTheta, half.kTheta, d)), s);
  const tangent = v128.bitselect(own, f64x2.splat(anchorTangent), forward);
  const angle3 = line(half.m3, half.k3, d);
  const growth = f64x2.splat(anchorS / anchorS3);
  const base = f64x2.splat(anchorExponent);
  if (frame.limit) {
    const share3 = v128.bitselect(f64x2.splat(anchorS3), angle3, forward);
    const inner = f64x2.add(f64x2.mul(change, tangent), f64x2.mul(share3, rise));
    const last = logVec(f64x2.div(f64x2.mul(angle3, growth), s));
    return f64x2.add(base, f64x2.add(f64x2.mul(pi, inner), last));
  }
  const halfChange = f64x2.mul(f64x2.splat(0.5 * frame.excess), change);
  const middle = f64x2.add(f64x2.splat(anchorAngle), halfChange);
  const chord = f64x2.mul(f64x2.splat(2.0), sineHalfTurn(halfChange));
  const cosine = sineHalfTurn(f64x2.sub(halfTurn, middle));
  const bend = f64x2.sub(f64x2.mul(cosine, tangent), sineHalfTurns(middle));
  const s3 = sine(angle3);
  const share3 = v128.bitselect(f64x2.splat(anchorS3), s3, forward);
  const q = f64x2.div(f64x2.add(f64x2.mul(chord, bend), f64x2.mul(share3, rise)), f64x2.splat(anchorRatio));
  const relative = f64x2.splat(anchorRatio);
  const whole = f64x2.div(frame.above ? f64x2.div(s2, s1) : f64x2.div(s1, s2), relative);
  const ratio = v128.bitselect(log1p(q), logNormal(whole), f64x2.lt(f64x2.abs(q), halfTurn));
  const last = logNormal(f64x2.div(f64x2.mul(s3, growth), s));
  const power = f64x2.splat(frame.above ? -frame.power : frame.power);
  return f64x2.add(base, f64x2.add(f64x2.mul(power, ratio), last));
}
