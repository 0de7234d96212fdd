import { expOf, expVec } from '../math/math';
import { anchoredExponent, decay, exponent, exponentAt } from './stableExponent';
import { Frame } from './stableFrame';

/**
 * The three integrals of stableIntegral.ts as running sums over Gauss-Legendre panels in v, u = origin + v.
 */

const nodes: usize = memory.data<f64>([
  0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438, 0.755404408355003,
  0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
]);
const weights: usize = memory.data<f64>([
  0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674, 0.12462897125553388,
  0.09515851168249279, 0.062253523938647894, 0.027152459411754096,
]);

const one: v128 = f64x2.splat(1.0);

/** Whether log g comes from the anchor, which is then the origin; else the origin is 0. */
let anchored: bool = false;
export let origin: f64 = 0;

/** Where v = 0 lies, and whether that is the anchor. */
export function setOrigin(u: f64, isAnchor: bool): void {
  origin = u;
  anchored = isAnchor;
}

/** log g at origin + v, both lanes in one half. */
export function exponentFrom(frame: Frame, v: v128): v128 {
  const u = f64x2.add(f64x2.splat(origin), v);
  if (!anchored) return exponentAt(frame, u);
  const left = f64x2.extract_lane(u, 0) + f64x2.extract_lane(u, 1) < 0.0;
  const t = decay(f64x2.abs(u));
  const s = f64x2.div(one, f64x2.add(one, t));
  const small = f64x2.mul(t, s);
  const d = f64x2.mul(f64x2.splat(frame.length), small);
  return anchoredExponent(frame, left ? frame.left : frame.right, d, left ? small : s, v);
}

/** Running sums: G and E in units of e^reference, D in units of e^referenceD. */
export let sumG: f64 = 0;
export let sumE: f64 = 0;
export let sumD: f64 = 0;
export let reference: f64 = 0;
export let referenceD: f64 = 0;

/** Begins the sums. */
export function resetSums(): void {
  sumG = 0;
  sumE = 0;
  sumD = 0;
  reference = -Infinity;
  referenceD = -Infinity;
}

/** Adds to G and E, in units of e^at. */
export function addE(g: f64, e: f64, at: f64): void {
  if (at > reference) {
    const scale = expOf(reference - at);
    sumG *= scale;
    sumE *= scale;
    reference = at;
  }
  const scale = expOf(at - reference);
  sumG += g * scale;
  sumE += e * scale;
}

/** Adds to D, in units of e^at. */
export function addD(d: f64, at: f64): void {
  if (at > referenceD) {
    sumD *= expOf(referenceD - at);
    referenceD = at;
  }
  sumD += d * expOf(at - referenceD);
}

/** 1 - e^-g for 0 <= g <= 1/2, by its series to g^15 (remainder below 1e-17 of it). */
@inline
function smallLoss(g: v128): v128 {
  let p = one;
  for (let n = 15; n > 1; n--) p = f64x2.sub(one, f64x2.mul(f64x2.mul(g, f64x2.splat(1.0 / <f64>n)), p));
  return f64x2.mul(g, p);
}

/** Adds the panel from v to v + width; gStart is g at its left end. */
export function addPanel(frame: Frame, v: f64, width: f64, gStart: f64): void {
  const radius = 0.5 * width;
  const centre = v + radius;
  const left = origin + centre < 0.0;
  const half = left ? frame.left : frame.right;
  const at = abs(origin + centre);
  const length = f64x2.splat(frame.length);
  const anchor = f64x2.splat(gStart);
  const startFactor = f64x2.splat(expOf(-gStart));
  let sum0 = f64x2.splat(0.0);
  let sum1 = f64x2.splat(0.0);
  let sum2 = f64x2.splat(0.0);
  for (let i: usize = 0; i < 64; i += 8) {
    const offset = radius * load<f64>(nodes + i);
    const place = f64x2(centre - offset, centre + offset);
    const absolute = f64x2.abs(f64x2.add(f64x2.splat(origin), place));
    const t = decay(absolute);
    const s = f64x2.div(one, f64x2.add(one, t));
    const small = f64x2.mul(t, s);
    const d = f64x2.mul(length, small);
    const g = expVec(
      anchored
        ? anchoredExponent(frame, half, d, left ? small : s, place)
        : exponent(frame, half, d, absolute),
    );
    const weight = f64x2.mul(
      expVec(f64x2.sub(f64x2.splat(at), absolute)),
      f64x2.mul(f64x2.mul(s, s), v128.load64_splat(weights + i)),
    );
    const kept = expVec(f64x2.sub(anchor, g));
    const term = f64x2.mul(weight, kept);
    sum1 = f64x2.add(sum1, term);
    // Where g is infinite, its term is 0.
    sum0 = f64x2.add(sum0, f64x2.mul(term, f64x2.pmin(g, f64x2.splat(1e300))));
    const lost = v128.bitselect(
      smallLoss(f64x2.pmin(g, f64x2.splat(0.5))),
      f64x2.sub(one, f64x2.mul(kept, startFactor)),
      f64x2.lt(g, f64x2.splat(0.5)),
    );
    sum2 = f64x2.add(sum2, f64x2.mul(weight, lost));
  }
  const scale = radius * frame.length;
  addE(
    scale * (f64x2.extract_lane(sum0, 0) + f64x2.extract_lane(sum0, 1)),
    scale * (f64x2.extract_lane(sum1, 0) + f64x2.extract_lane(sum1, 1)),
    -at - gStart,
  );
  addD(scale * (f64x2.extract_lane(sum2, 0) + f64x2.extract_lane(sum2, 1)), -at);
}
