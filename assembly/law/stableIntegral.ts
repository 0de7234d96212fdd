import { expOf, logOf } from '../math/math';
import { exponentAt, farthest, setAnchor } from './stableExponent';
import { Frame, nearOne } from './stableFrame';
import {
  addD,
  addE,
  addPanel,
  exponentFrom,
  origin,
  reference,
  referenceD,
  resetSums,
  setOrigin,
  sumD,
  sumE,
  sumG,
} from './stablePanels';

/**
 * Density and both tails of a standard stable law at one point, by three integrals over the angle, in half
 * turns, with the same nodes,
 *
 *   G = int g exp(-g),   E = int exp(-g),   D = int (1 - exp(-g)),
 *
 * all of positive terms, so that nothing cancels: with y the distance from the shift point, the density is
 * power/y G, and E or D is the probability beyond the point. The angle is a = length/(1 + e^-u), which
 * resolves both its ends, and u = origin + v runs over Gauss-Legendre panels so short that neither u nor log g
 * changes much in one.
 */

/** Enough for a term to be lost in rounding: e^-40 = 4e-18. */
const negligible: f64 = 40.0;
/** Beyond this least g, log f = -g to 1e-12. */
const heaviest: f64 = 1e14;
const mostPanels: i32 = 4000;

@inline
function exponentOf(frame: Frame, u: f64): f64 {
  return f64x2.extract_lane(exponentAt(frame, f64x2.splat(u)), 0);
}

/** u with log g = target, within a tolerance in log g where that can be resolved. */
function root(frame: Frame, target: f64, tolerance: f64): f64 {
  let low: f64 = 0;
  let high: f64 = 0;
  let lowValue = exponentOf(frame, 0) - target;
  let highValue = lowValue;
  let step: f64 = 1;
  if (lowValue < 0) {
    while (highValue < 0 && high < 4000) {
      low = high;
      lowValue = highValue;
      high += step;
      step *= 2;
      highValue = exponentOf(frame, high) - target;
    }
  } else {
    while (lowValue >= 0 && low > -4000) {
      high = low;
      highValue = lowValue;
      low -= step;
      step *= 2;
      lowValue = exponentOf(frame, low) - target;
    }
  }
  // Illinois' variant of the secant rule, with a bisection now and then.
  let side = 0;
  for (let n = 0; n < 200; n++) {
    let u = (n & 3) == 3 ? 0.5 * (low + high) : high - (highValue * (high - low)) / (highValue - lowValue);
    if (!(u > low && u < high)) u = 0.5 * (low + high);
    if (u <= low || u >= high) return u;
    const value = exponentOf(frame, u) - target;
    if (abs(value) < tolerance) return u;
    if (value < 0) {
      low = u;
      lowValue = value;
      if (side == -1) highValue *= 0.5;
      side = -1;
    } else {
      high = u;
      highValue = value;
      if (side == 1) lowValue *= 0.5;
      side = 1;
    }
  }
  return 0.5 * (low + high);
}

/** Log of the weight times g e^-g, up to a constant. */
@inline
function height(v: f64, ell: f64): f64 {
  return ell - abs(origin + v) - expOf(ell);
}

/** Whether the integrands are as good as polynomials over a panel, by log g at its ends and middle. */
function fits(first: f64, middle: f64, last: f64, step: f64): bool {
  const change = abs(last - first);
  const top = max(first, last);
  if (top > -2.0)
    return step <= 3.0 && change <= 2.0 && (top < 1.0 || abs(expOf(last) - expOf(first)) < 12.0);
  if (change > 5.0) return false;
  return step <= 3.0 || (step <= 8.0 && abs(middle - 0.5 * (first + last)) < 1e-3);
}

/**
 * Adds panels from v = start in one direction: rightwards (1) to where log g reaches `last`, leftwards (-1)
 * to where G's rest is negligible beside `peak`, the largest height. Returns the end.
 */
function march(frame: Frame, start: f64, direction: f64, last: f64, firstPeak: f64): f64 {
  let v = start;
  let peak = firstPeak;
  let ell = f64x2.extract_lane(exponentFrom(frame, f64x2.splat(v)), 0);
  let step: f64 = 1;
  for (let n = 0; n < mostPanels; n++) {
    step *= 2.0;
    // A panel lies in one half, up to rounding.
    const u = origin + v;
    if (u * direction < -1e-12) step = min(step, abs(u));
    let ends = exponentFrom(frame, f64x2(v + direction * 0.5 * step, v + direction * step));
    while (!fits(ell, f64x2.extract_lane(ends, 0), f64x2.extract_lane(ends, 1), step) && step > 1e-300) {
      step *= 0.5;
      ends = exponentFrom(frame, f64x2(v + direction * 0.5 * step, v + direction * step));
    }
    const next = v + direction * step;
    const ellNext = f64x2.extract_lane(ends, 1);
    addPanel(frame, min(v, next), abs(next - v), expOf(min(ell, ellNext)));
    v = next;
    ell = ellNext;
    const here = height(v, ell);
    peak = max(peak, here);
    if (direction < 0 ? here < peak - negligible : ell > last) return v;
  }
  return v;
}

/** log(length/(1 + e^-u)). */
function logDistance(frame: Frame, u: f64): f64 {
  return logOf(frame.length) + min(u, 0.0) - NativeMath.log1p(expOf(-abs(u)));
}

/** log G, log E and log D of the last call of `integrate`. */
export let logG: f64 = 0;
export let logE: f64 = 0;
export let logD: f64 = 0;

/** The three integrals at the frame's point; its length is not 0. */
export function integrate(frame: Frame): void {
  const lowest = frame.left.slope > 0.0 ? 0.0 : expOf(exponentOf(frame, -farthest));
  if (lowest > heaviest) {
    // E and G are e^-lowest times a power of it, which is lost beside it.
    logE = -lowest;
    logG = -lowest;
    logD = logOf(frame.length);
    return;
  }
  resetSums();
  const base = lowest < 1.0 ? 0.0 : lowest;
  const tolerance = 0.3 / (base + 1.0);
  const start = root(frame, logOf(base + 1.0), tolerance);
  // Where g exceeds its least value by this much, not even the largest weight to come makes it count.
  let excess = negligible + 15.0;
  if (start < -excess) {
    const bound = root(frame, logOf(base + excess - start), tolerance);
    excess += min(bound, 0.0) - start;
  } else if (start < 0.0) {
    excess -= start;
  }
  const anchored = frame.excess < nearOne;
  setOrigin(anchored ? start : 0.0, anchored);
  if (anchored) {
    // Where neighbouring numbers u differ much in log g, the target is met between them.
    const value = exponentOf(frame, start);
    const target = logOf(base + 1.0);
    setAnchor(frame, start, abs(value - target) < tolerance ? value : target);
  }
  const v = anchored ? 0.0 : start;
  const peak = height(v, logOf(base + 1.0));
  const end = march(frame, v, 1.0, logOf(base + excess), peak);
  const begin = march(frame, v, -1.0, 0.0, peak);
  const gBegin = expOf(f64x2.extract_lane(exponentFrom(frame, f64x2.splat(begin)), 0));
  addE(0.0, 1.0, logDistance(frame, origin + begin) - gBegin);
  addD(1.0, logDistance(frame, -origin - end));
  logG = logOf(sumG) + reference;
  logE = logOf(sumE) + reference;
  logD = logOf(sumD) + referenceD;
}
