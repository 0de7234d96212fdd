import { expOf, logOf } from '../kernel/index.js';
import { logOfOnePlus } from './nearOne.js';

/** log(Gamma(a + 1/2)/Gamma(a)) for a > 0: Stirling's series beyond 20, reached by recurrence. */
export function logHalfRatio(a: number): number {
  let product = 1;
  let b = a;
  for (; b < 20; b++) product *= b / (b + 0.5);
  const s = 1 / (b * b);
  const series = -1 / 8 + s * (1 / 192 + s * (-1 / 640 + s * (17 / 14336 - (s * 31) / 18432)));
  return 0.5 * logOf(b) + series / b + logOf(product);
}

/** Derivative of logHalfRatio. */
export function halfRatioSlope(a: number): number {
  let sum = 0;
  let b = a;
  for (; b < 20; b++) sum += 0.5 / (b * (b + 0.5));
  const s = 1 / (b * b);
  return sum + 0.5 / b + s * (1 / 8 + s * (-1 / 64 + s * (1 / 128 + s * (-17 / 2048 + (s * 31) / 2048))));
}

/** Beside which 1 is less than a rounding. */
const oneIsLost = 1e16;

/** log(1 + z^2/degrees) for z >= 0, without overflow. */
export function logSpread(z: number, degrees: number): number {
  const square = (z / degrees) * z;
  return square > oneIsLost ? 2 * logOf(z) - logOf(degrees) : logOfOnePlus(square);
}

const logSqrtPi = 0.5723649429247001;
const mostTerms = 100_000;

/** What Lentz's method takes for 0, by which it would divide. */
const tiny = 1e-300;
/** Steps below this share of the value, a unit or two in its last place, change it no more. */
const lastFactor = 2e-16;
const lastBracket = 4e-16;
/** log z of the smallest and the largest z that are looked for, and Newton steps at most. */
const [lowestLog, highestLog] = [-60, 710];
const mostSteps = 200;

const nonZero = (x: number) => (x === 0 ? tiny : x);

/** The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const factor = c * d;
    value *= factor;
    // NaN ends it, too.
    if (!(Math.abs(factor - 1) >= lastFactor)) break;
  }
  return value;
}

/** log P(T > z) for z >= 0: half the regularised incomplete beta function, from its smaller side. */
export function logStudentTail(z: number, degrees: number): number {
  if (z === Infinity) return -Infinity;
  const a = degrees / 2;
  const ratio = z / Math.sqrt(degrees);
  const square = ratio * ratio;
  const spread = logSpread(z, degrees);
  const logBeta = logSqrtPi - logHalfRatio(a);
  const outer = 1 / (1 + square);
  const inner = square / (1 + square);
  if (outer < (a + 1) / (a + 2.5)) {
    const logInner = square > 1 ? -0.5 * logOfOnePlus(1 / square) : 0.5 * logOf(inner);
    return -a * spread + logInner - logBeta - logOf(2 * a) + logOf(betaFraction(outer, a, 0.5));
  }
  const centre = Math.sqrt(inner) * expOf(-a * spread - logBeta) * 2 * betaFraction(inner, 0.5, a);
  return logOf(0.5 * (1 - centre));
}

/** log P(T > z) where z is so large, given by its logarithm, that all but the leading power is lost. */
export function logFarTail(logZ: number, degrees: number): number {
  return farConstant(degrees) - degrees * (logZ - 0.5 * logOf(degrees));
}

/** log z with P(T > z) = p, where z is as large. */
export function logFarPoint(p: number, degrees: number): number {
  return (farConstant(degrees) - logOf(p)) / degrees + 0.5 * logOf(degrees);
}

/** Of (z^2/degrees)^(-degrees/2) in the tail: -log(degrees B(degrees/2, 1/2)). */
function farConstant(degrees: number): number {
  return logHalfRatio(degrees / 2) - logSqrtPi - logOf(degrees);
}

/** The z >= 0 with P(T > z) = p <= 1/2, by Newton steps for log P in log z, held in a bracket. */
export function studentTailPoint(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  const target = logOf(p);
  if (logStudentTail(Number.MAX_VALUE, degrees) > target || p === 0) return Infinity;
  const constant = logHalfRatio(degrees / 2) - 0.5 * logOf(degrees * Math.PI);
  let [low, high, w] = [lowestLog, highestLog, 0];
  for (let step = 0; step < mostSteps && high - low > lastBracket * Math.max(1, Math.abs(w)); step++) {
    const z = expOf(w);
    const value = logStudentTail(z, degrees);
    if (value > target) low = w;
    else high = w;
    const slope = expOf(constant - ((degrees + 1) / 2) * logSpread(z, degrees) + w - value);
    const next = w + (value - target) / slope;
    if (next === w) break;
    w = next > low && next < high ? next : (low + high) / 2;
  }
  return expOf(w);
}
