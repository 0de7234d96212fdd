import { exactSum, low } from './doubleDouble';
import { logOf } from './math';
import { flat, Frame, frameAt, logDistance, logPeak, preparePoint, prepareSide } from './stableFrame';
import { integrate, logD, logE, logG } from './stableIntegral';
import { logSize, outOfRange, pointX, pointY, prepareShift, side, zetaHigh, zetaLow } from './stablePoint';

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
/** Of the point last evaluated. */
export let logDensity: f64 = 0;
export let logDistribution: f64 = 0;
export let logSurvival: f64 = 0;

/** Chooses the law. */
export function prepareLaw(alpha: f64, beta: f64): void {
  limit = alpha == 1.0;
  cauchy = limit && abs(beta) < leastSkewness;
  mirroredLaw = beta < 0.0;
  const t = prepareShift(alpha, beta);
  if (cauchy) return;
  if (limit) {
    prepareSide(upper, alpha, abs(beta), 0);
    return;
  }
  prepareSide(upper, alpha, beta, t);
  prepareSide(lower, alpha, -beta, t);
}

/** log(1 - e^x) for x <= 0. */
function logComplement(x: f64): f64 {
  return x < -ln2 ? NativeMath.log1p(-NativeMath.exp(x)) : logOf(-NativeMath.expm1(x));
}

/**
 * One point at distance y >= 0 from the shift point on the frame's side, with its logarithm; x counts towards that
 * side from the origin of S0.
 */
function evaluate(frame: Frame, x: f64, logY: f64, mirrored: bool): void {
  let beyond: f64 = -Infinity;
  let before: f64 = 0;
  logDensity = -Infinity;
  if (frame.length > 0.0) {
    let other: f64 = -Infinity;
    if (logY > -Infinity) {
      preparePoint(frame, x, logY);
      integrate(frame);
      logDensity = frame.factor + logG;
      beyond = frame.above ? logE : logD;
      other = frame.above ? logD : logE;
    } else {
      if (frame.rest > 0.0) logDensity = logPeak(frame);
      beyond = logOf(frame.length);
    }
    if (beyond < -ln2) before = logComplement(beyond);
    else if (frame.rest == 0.0) before = other;
    else before = logOf(frame.rest + NativeMath.exp(other));
    before = min(before, 0.0);
    beyond = min(beyond, 0.0);
  }
  logDistribution = mirrored ? beyond : before;
  logSurvival = mirrored ? before : beyond;
}

/** At x of Cauchy's law; logX is the logarithm of |x|, which may be beyond the number range. */
function evaluateCauchy(x: f64, logX: f64): void {
  const y = abs(x);
  logDensity = -logPi - (y > 1e8 ? 2.0 * logX : NativeMath.log1p(y * y));
  // The angle becomes subnormal.
  const far = y > 1e300;
  logSurvival = (far && x > 0.0 ? -logX : logOf(NativeMath.atan2(1.0, x))) - logPi;
  logDistribution = (far && x < 0.0 ? -logX : logOf(NativeMath.atan2(1.0, -x))) - logPi;
}

/** alpha = 1 at x of a law with beta > 0; logX as above. */
function evaluateLimit(x: f64, logX: f64, mirrored: bool): void {
  const y = abs(x);
  const mass = x > 0.0 ? 1.0 + upper.beta : 1.0 - upper.beta;
  if (y * mass < powerTail) {
    evaluate(upper, x, 0, mirrored);
    return;
  }
  const tail = logOf(mass) - logPi - logX;
  logDensity = tail - logX;
  logDistribution = x > 0.0 == mirrored ? tail : 0.0;
  logSurvival = x > 0.0 == mirrored ? 0.0 : tail;
}

/** At distance y from the shift point, of either sign; needs |alpha - 1| >= 0.1. */
export function evaluateFromShift(y: f64): void {
  const frame = y < 0.0 ? lower : upper;
  evaluate(frame, 0, logDistance(frame, abs(y)), y < 0.0);
}

/** The same at a distance of given sign and logarithm. */
export function evaluateAtLogarithm(logY: f64, negative: bool): void {
  evaluate(negative ? lower : upper, 0, logY, negative);
}

/** alpha = 1 at x, with the logarithm of its size. */
function evaluateOne(x: f64, logX: f64): void {
  if (cauchy) evaluateCauchy(x, logX);
  else evaluateLimit(mirroredLaw ? -x : x, logX, mirroredLaw);
}

/** At x from the origin of S0. */
export function evaluateAt(x: f64): void {
  if (limit) {
    evaluateOne(x, logOf(abs(x)));
    return;
  }
  const y = exactSum(x, -zetaHigh) + (low - zetaLow);
  if (y < 0.0) evaluate(lower, -x, logDistance(lower, -y), true);
  else evaluate(upper, x, logDistance(upper, y), false);
}

/** At the point that was placed last (stablePoint.ts). */
export function evaluatePlaced(): void {
  if (limit) {
    evaluateOne(pointX, abs(pointX) == Infinity ? logSize : logOf(abs(pointX)));
    return;
  }
  const negative = side < 0.0;
  const frame = negative ? lower : upper;
  const beyond = outOfRange && (logSize > 0.0 || !flat(frame));
  const logY = beyond ? logSize : logDistance(frame, abs(pointY));
  evaluate(frame, negative ? -pointX : pointX, logY, negative);
}

/** The point -beta tan(pi alpha/2) at which S0 differs from S1; 0 at alpha = 1. */
export function shiftPoint(alpha: f64, beta: f64): f64 {
  prepareShift(alpha, beta);
  return zetaHigh;
}
