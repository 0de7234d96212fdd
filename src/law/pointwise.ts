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

/** The law of location + scale Z, whose density at scale 1 is multiplied by exp(-logScale). */
export function shiftedAndScaled(
  standard: PointFunctions,
  location: number,
  scale: number,
  logScale: number,
): PointFunctions {
  const z = (x: number) => (x - location) / scale;
  return {
    logDensity: (x) => standard.logDensity(z(x)) - logScale,
    logDistribution: (x) => standard.logDistribution(z(x)),
    logSurvival: (x) => standard.logSurvival(z(x)),
    quantile: (p) => location + scale * standard.quantile(p),
    survivalQuantile: (p) => location + scale * standard.survivalQuantile(p),
    draw: (n, stream) => standard.draw(n, stream).map((value) => location + scale * value),
    mean: () => {
      const mean = standard.mean();
      return mean === undefined ? undefined : location + scale * mean;
    },
    variance: () => scale * scale * standard.variance(),
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
