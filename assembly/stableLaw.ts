import { exactSum, low, product, tangent } from './doubleDouble';
import { logOf } from './math';
import { Frame, frameAt, preparePoint, prepareSide } from './stableFrame';
import { integrate, logD, logE, logG } from './stableIntegral';

/** Logarithms of density, distribution and survival of a standard stable law (S0), one point at a time. */

const logPi: f64 = 1.1447298858494002;
const ln2: f64 = 0.6931471805599453;
/** Below this |beta|, at alpha = 1, the law is Cauchy's to rounding. */
const leastSkewness: f64 = 1e-17;
/** At alpha = 1 the tail is (1 + beta)/(pi x) (1 + O(log x/x)). */
const powerTail: f64 = 1e18;

const upper: Frame = frameAt(memory.data(128, 16), memory.data(80, 16), memory.data(80, 16));
const lower: Frame = frameAt(memory.data(128, 16), memory.data(80, 16), memory.data(80, 16));

let cauchy: bool = false;
let limit: bool = false;
let mirroredLaw: bool = false;
/** The shift point, high and low part; 0 at alpha = 1. */
let zetaHigh: f64 = 0;
let zetaLow: f64 = 0;

/** Of the point last evaluated. */
export let logDensity: f64 = 0;
export let logDistribution: f64 = 0;
export let logSurvival: f64 = 0;

/** Chooses the law. */
export function prepareLaw(alpha: f64, beta: f64): void {
  limit = alpha == 1.0;
  cauchy = limit && abs(beta) < leastSkewness;
  mirroredLaw = beta < 0.0;
  zetaHigh = 0;
  zetaLow = 0;
  if (cauchy) return;
  if (limit) {
    prepareSide(upper, alpha, abs(beta), 0);
    return;
  }
  const t = tangent(alpha);
  zetaHigh = -product(t, low, beta, 0);
  zetaLow = -low;
  prepareSide(upper, alpha, beta, t);
  prepareSide(lower, alpha, -beta, t);
}

/** log(1 - e^x) for x <= 0. */
function logComplement(x: f64): f64 {
  return x < -ln2 ? NativeMath.log1p(-NativeMath.exp(x)) : logOf(-NativeMath.expm1(x));
}

/** One point at distance y >= 0 from the shift point on the frame's side; x counts towards that side. */
function evaluate(frame: Frame, x: f64, y: f64, mirrored: bool): void {
  let beyond: f64 = -Infinity;
  let before: f64 = 0;
  logDensity = -Infinity;
  if (frame.length > 0.0) {
    preparePoint(frame, x, y);
    integrate(frame);
    logDensity = frame.factor + logG;
    beyond = frame.above ? logE : logD;
    const other = frame.above ? logD : logE;
    if (beyond < -ln2) before = logComplement(beyond);
    else if (frame.rest == 0.0) before = other;
    else before = logOf(frame.rest + NativeMath.exp(other));
    before = min(before, 0.0);
    beyond = min(beyond, 0.0);
  }
  logDistribution = mirrored ? beyond : before;
  logSurvival = mirrored ? before : beyond;
}

function evaluateCauchy(x: f64): void {
  const y = abs(x);
  logDensity = -logPi - (y > 1e8 ? 2.0 * logOf(y) : NativeMath.log1p(y * y));
  logSurvival = logOf(NativeMath.atan2(1.0, x)) - logPi;
  logDistribution = logOf(NativeMath.atan2(1.0, -x)) - logPi;
}

/** At distance y from the shift point, of either sign; needs |alpha - 1| >= 0.1. */
export function evaluateFromShift(y: f64): void {
  if (y < 0.0) evaluate(lower, 0, -y, true);
  else evaluate(upper, 0, y, false);
}

/** x - zeta. */
export function distanceFromShift(x: f64): f64 {
  const difference = exactSum(x, -zetaHigh);
  return difference + (low - zetaLow);
}

/** alpha = 1 at x of a law with beta > 0. */
function evaluateLimit(x: f64, mirrored: bool): void {
  const y = abs(x);
  const mass = x > 0.0 ? 1.0 + upper.beta : 1.0 - upper.beta;
  if (y * mass < powerTail) {
    evaluate(upper, x, 1.0, mirrored);
    return;
  }
  const tail = logOf(mass) - logPi - logOf(y);
  logDensity = tail - logOf(y);
  logDistribution = x > 0.0 == mirrored ? tail : 0.0;
  logSurvival = x > 0.0 == mirrored ? 0.0 : tail;
}

export function evaluateAt(x: f64): void {
  if (cauchy) {
    evaluateCauchy(x);
  } else if (limit) {
    evaluateLimit(mirroredLaw ? -x : x, mirroredLaw);
  } else {
    const y = distanceFromShift(x);
    if (y < 0.0) evaluate(lower, -x, -y, true);
    else evaluate(upper, x, y, false);
  }
}

/** The point -beta tan(pi alpha/2) at which S0 differs from S1; 0 at alpha = 1. */
export function shiftPoint(alpha: f64, beta: f64): f64 {
  prepareLaw(alpha, beta);
  return zetaHigh;
}
