import { expOf, logOf } from '../kernel/index.js';
import type { Stream } from './stream.js';

/** What one law computes of arrays of points or probabilities; the functions of law.ts call these. */
export interface LawFunctions {
  logDensity(xs: ArrayLike<number>): Float64Array;
  logDistribution(xs: ArrayLike<number>): Float64Array;
  logSurvival(xs: ArrayLike<number>): Float64Array;
  quantile(ps: ArrayLike<number>): Float64Array;
  survivalQuantile(ps: ArrayLike<number>): Float64Array;
  draw(n: number, stream: Stream): Float64Array;
  mean(): number | undefined;
  variance(): number;
  support(): [lowest: number, highest: number];
}

/** The same, one number at a time; points are numbers and probabilities lie in [0, 1]. `draw` gives all. */
export interface PointFunctions {
  logDensity(x: number): number;
  logDistribution(x: number): number;
  logSurvival(x: number): number;
  /** The ends of the support at 0 and 1. */
  quantile(p: number): number;
  survivalQuantile(p: number): number;
  draw(n: number, stream: Stream): Float64Array;
  mean(): number | undefined;
  variance(): number;
}

/** Functions of arrays, which refuse what is no point and no probability. */
export function pointwise(law: PointFunctions): LawFunctions {
  const at = (f: (x: number) => number) => (xs: ArrayLike<number>) =>
    Float64Array.from(xs, (x, i) => {
      if (Number.isNaN(x)) throw new RangeError(`Point ${i} is NaN; points must be numbers.`);
      return f(x);
    });
  const inverse = (f: (p: number) => number) => (ps: ArrayLike<number>) =>
    Float64Array.from(ps, (p, i) => {
      if (!(p >= 0 && p <= 1)) {
        throw new RangeError(`Probability ${i} is ${p}; it must lie between 0 and 1.`);
      }
      return f(p);
    });
  return {
    logDensity: at(law.logDensity),
    logDistribution: at(law.logDistribution),
    logSurvival: at(law.logSurvival),
    quantile: inverse(law.quantile),
    survivalQuantile: inverse(law.survivalQuantile),
    draw: law.draw,
    mean: law.mean,
    variance: law.variance,
    support: () => [law.quantile(0), law.quantile(1)],
  };
}

/**
 * A standard law where |z| is above the number range or below it, by the logarithm of |z|. Laws whose
 * functions have come to their limits there do without.
 */
export interface FarFunctions {
  logDensity(logSize: number, negative: boolean): number;
  logDistribution(logSize: number, negative: boolean): number;
  logSurvival(logSize: number, negative: boolean): number;
  /** log |z| of a quantile above the number range. */
  logQuantile(p: number): number;
  logSurvivalQuantile(p: number): number;
}

const leastNormal = 2 ** -1022;
const ln2 = 0.6931471805599453;

/** location + scale z, also where the product alone is beyond the number range. */
export function placed(location: number, scale: number, z: number): number {
  const plain = location + scale * z;
  return Number.isFinite(plain) ? plain : 2 * (location / 2 + scale * (z / 2));
}

/** location + scale z by the sign and the logarithm of z, where z itself is beyond the number range. */
export function placedFar(location: number, logScale: number, logSize: number, sign: number): number {
  return location + sign * expOf(logScale + logSize);
}

/** The law of location + scale Z, whose density at scale 1 is multiplied by exp(-logScale). */
export function shiftedAndScaled(
  standard: PointFunctions,
  location: number,
  scale: number,
  logScale: number,
  far?: FarFunctions,
): PointFunctions {
  /** A function of x by the functions of z and of log |z|. */
  const at = (name: 'logDensity' | 'logDistribution' | 'logSurvival') => (x: number) => {
    const difference = x - location;
    // The half of a difference beyond the number range is in it.
    const halved = Number.isFinite(x) && !Number.isFinite(difference);
    const half = x / 2 - location / 2;
    const z = halved ? 2 * (half / scale) : difference / scale;
    const size = Math.abs(z);
    const ordinary = (size >= leastNormal && size < Infinity) || difference === 0 || !Number.isFinite(x);
    if (ordinary || far === undefined) return standard[name](z);
    const log = halved ? logOf(Math.abs(half)) + ln2 : logOf(Math.abs(difference));
    return far[name](log - logScale, half < 0 || difference < 0);
  };
  const inverse =
    (name: 'quantile' | 'survivalQuantile', farName: 'logQuantile' | 'logSurvivalQuantile') =>
    (p: number) => {
      const z = standard[name](p);
      return Number.isFinite(z) || p === 0 || p === 1 || far === undefined
        ? placed(location, scale, z)
        : placedFar(location, logScale, far[farName](p), Math.sign(z));
    };
  const logDensity = at('logDensity');
  return {
    logDensity: (x) => logDensity(x) - logScale,
    logDistribution: at('logDistribution'),
    logSurvival: at('logSurvival'),
    quantile: inverse('quantile', 'logQuantile'),
    survivalQuantile: inverse('survivalQuantile', 'logSurvivalQuantile'),
    draw: (n, stream) => standard.draw(n, stream).map((value) => placed(location, scale, value)),
    mean: () => {
      const mean = standard.mean();
      return mean === undefined ? undefined : placed(location, scale, mean);
    },
    variance: () => {
      const square = scale * scale;
      const inRange = square >= leastNormal && square < Infinity;
      return inRange ? square * standard.variance() : scale * standard.variance() * scale;
    },
  };
}

/**
 * Refuses a parameter that is not positive and finite.
 *
 * @throws {RangeError} with its name and value
 */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} is ${value}; it must be positive and finite.`);
  }
}

/**
 * Refuses a parameter that is not finite.
 *
 * @throws {RangeError} with its name and value
 */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}; it must be finite.`);
}
