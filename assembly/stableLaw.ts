import { exactSum, low, product, tangent } from './doubleDouble';
import { logOf } from './math';
import { frameAt, preparePoint, prepareSide, Frame } from './stableFrame';
import { integrate, logD, logE, logG } from './stableIntegral';

/** Logarithms of density, distribution and survival of a standard stable law (S0), point by point. */

const logPi: f64 = 1.1447298858494002;
const ln2: f64 = 0.6931471805599453;
/** Below this |beta|, at alpha = 1, the law is Cauchy's to rounding. */
const leastSkewness: f64 = 1e-17;

const upper: Frame = frameAt(memory.data(128, 16), memory.data(80, 16), memory.data(80, 16));
const lower: Frame = frameAt(memory.data(128, 16), memory.data(80, 16), memory.data(80, 16));

/** log(1 - e^x) for x <= 0. */
function logComplement(x: f64): f64 {
  return x < -ln2 ? NativeMath.log1p(-NativeMath.exp(x)) : logOf(-NativeMath.expm1(x));
}

let logDensity: f64 = 0;
let logBeyond: f64 = 0;
let logBefore: f64 = 0;

/** One point at distance y >= 0 from the shift point on the frame's side; x counts towards that side. */
function evaluate(frame: Frame, x: f64, y: f64): void {
  if (frame.length <= 0.0) {
    logDensity = -Infinity;
    logBeyond = -Infinity;
    logBefore = 0;
    return;
  }
  preparePoint(frame, x, y);
  integrate(frame);
  logDensity = frame.factor + logG;
  logBeyond = frame.above ? logE : logD;
  const other = frame.above ? logD : logE;
  if (logBeyond < -ln2) logBefore = logComplement(logBeyond);
  else if (frame.rest == 0.0) logBefore = other;
  else logBefore = logOf(frame.rest + NativeMath.exp(other));
}

/** Cauchy's law. */
function evaluateCauchy(x: f64): void {
  const y = abs(x);
  logDensity = -logPi - (y > 1e8 ? 2.0 * logOf(y) : NativeMath.log1p(y * y));
  logBeyond = logOf(NativeMath.atan2(1.0, x)) - logPi;
  logBefore = logOf(NativeMath.atan2(1.0, -x)) - logPi;
}

/** out: `count` logarithms of the density, then of the distribution, then of the survival. */
export function stableLogarithms(xs: usize, count: i32, out: usize, alpha: f64, beta: f64): void {
  const cauchy = alpha == 1.0 && abs(beta) < leastSkewness;
  let zetaHigh: f64 = 0;
  let zetaLow: f64 = 0;
  let t: f64 = 0;
  if (alpha != 1.0) {
    t = tangent(alpha);
    zetaHigh = -product(t, low, beta, 0);
    zetaLow = -low;
  }
  if (!cauchy) {
    prepareSide(upper, alpha, alpha == 1.0 ? abs(beta) : beta, t);
    prepareSide(lower, alpha, -beta, t);
  }
  const stride = <usize>count << 3;
  for (let at: usize = 0; at < stride; at += 8) {
    const x = load<f64>(xs + at);
    let mirrored = false;
    if (cauchy) {
      evaluateCauchy(x);
    } else if (alpha == 1.0) {
      mirrored = beta < 0.0;
      evaluate(upper, mirrored ? -x : x, 1.0);
    } else {
      const difference = exactSum(x, -zetaHigh);
      const y = difference + (low - zetaLow);
      mirrored = y < 0.0;
      if (mirrored) evaluate(lower, -x, -y);
      else evaluate(upper, x, y);
    }
    store<f64>(out + at, logDensity);
    store<f64>(out + stride + at, mirrored ? logBeyond : logBefore);
    store<f64>(out + 2 * stride + at, mirrored ? logBefore : logBeyond);
  }
}
