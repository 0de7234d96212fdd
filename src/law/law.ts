import { exp } from '../kernel/index.js';
import { generalisedParetoFunctions, type GeneralisedParetoLaw } from './generalisedPareto.js';
import { laplaceFunctions, type LaplaceLaw } from './laplace.js';
import { logNormalFunctions, type LogNormalLaw } from './logNormal.js';
import {
  normalInverseGaussianFunctions,
  type NormalInverseGaussianLaw,
} from './normalInverseGaussian/normalInverseGaussian.js';
import { normalFunctions, type NormalLaw } from './normalLaw.js';
import { paretoFunctions, type ParetoLaw } from './pareto.js';
import { pointwise, type LawFunctions } from './pointwise.js';
import * as ofStable from './stable/index.js';
import type { StableLaw } from './stable/index.js';
import type { Stream } from './stream.js';
import { studentFunctions, type StudentLaw } from './studentT.js';

/** A law on the line: a plain, frozen value of its parameters, told apart by `family`. */
export type Law =
  | StableLaw
  | NormalLaw
  | StudentLaw
  | LaplaceLaw
  | NormalInverseGaussianLaw
  | GeneralisedParetoLaw
  | LogNormalLaw
  | ParetoLaw;

/** What each family computes. */
const families: {
  readonly [Family in Law['family']]: (law: Extract<Law, { family: Family }>) => LawFunctions;
} = {
  stable: stableFunctions,
  normal: (law) => pointwise(normalFunctions(law)),
  'student-t': (law) => pointwise(studentFunctions(law)),
  laplace: (law) => pointwise(laplaceFunctions(law)),
  'normal-inverse-gaussian': (law) => pointwise(normalInverseGaussianFunctions(law)),
  'generalised-pareto': (law) => pointwise(generalisedParetoFunctions(law)),
  'log-normal': (law) => pointwise(logNormalFunctions(law)),
  pareto: (law) => pointwise(paretoFunctions(law)),
};

function stableFunctions(law: StableLaw): LawFunctions {
  return {
    logDensity: (xs) => ofStable.logDensity(law, xs),
    logDistribution: (xs) => ofStable.logDistribution(law, xs),
    logSurvival: (xs) => ofStable.logSurvival(law, xs),
    quantile: (ps) => ofStable.quantile(law, ps),
    survivalQuantile: (ps) => ofStable.survivalQuantile(law, ps),
    draw: (n, stream) => ofStable.draw(law, n, stream),
    mean: () => ofStable.mean(law),
    variance: () => ofStable.variance(law),
    support: () => ofStable.support(law),
  };
}

function functionsOf(law: Law): LawFunctions {
  if (!Object.hasOwn(families, law.family)) {
    throw new RangeError(
      `The family of the law is ${law.family}; it must be one of ${Object.keys(families).join(', ')}.`,
    );
  }
  return (families[law.family] as (law: Law) => LawFunctions)(law);
}

/**
 * Logarithm of the density of a law, also where the density is below the number range.
 *
 * @param law - any law of this package
 * @param xs - points, in the unit of the law; infinite ones are allowed
 * @returns one natural logarithm a point; -Infinity outside the support and at infinite points
 * @throws {RangeError} when a point is NaN
 * @example
 * import { laplace, logDensity } from 'heavytail/law';
 * logDensity(laplace({ scale: 2 }), [0])[0]; // → -1.38629
 */
export function logDensity(law: Law, xs: ArrayLike<number>): Float64Array {
  return functionsOf(law).logDensity(xs);
}

/**
 * Density of a law. Where it may be below the number range, logDensity says more.
 *
 * @param law - any law of this package
 * @param xs - points, in the unit of the law; infinite ones are allowed
 * @returns one density a point, in 1/unit of the law; 0 where it is below the number range
 * @throws {RangeError} when a point is NaN
 * @example
 * import { density, normal } from 'heavytail/law';
 * density(normal(), [0])[0]; // → 0.398942
 */
export function density(law: Law, xs: ArrayLike<number>): Float64Array {
  return exp(logDensity(law, xs));
}

/**
 * Logarithm of P(X <= x). It is accurate in the lower tail, also where the probability is below the number
 * range.
 *
 * @param law - any law of this package
 * @param xs - points, in the unit of the law; infinite ones are allowed
 * @returns one natural logarithm a point
 * @throws {RangeError} when a point is NaN
 */
export function logDistribution(law: Law, xs: ArrayLike<number>): Float64Array {
  return functionsOf(law).logDistribution(xs);
}

/**
 * P(X <= x), with a small relative error in the lower tail. For the upper tail use survival.
 *
 * @param law - any law of this package
 * @param xs - points, in the unit of the law; infinite ones are allowed
 * @returns one probability a point
 * @throws {RangeError} when a point is NaN
 * @example
 * import { distribution, studentT } from 'heavytail/law';
 * distribution(studentT({ degrees: 1 }), [1])[0]; // → 0.75
 */
export function distribution(law: Law, xs: ArrayLike<number>): Float64Array {
  return exp(logDistribution(law, xs));
}

/**
 * Logarithm of P(X > x). It is accurate in the upper tail, also where the probability is below the number
 * range.
 *
 * @param law - any law of this package
 * @param xs - points, in the unit of the law; infinite ones are allowed
 * @returns one natural logarithm a point
 * @throws {RangeError} when a point is NaN
 */
export function logSurvival(law: Law, xs: ArrayLike<number>): Float64Array {
  return functionsOf(law).logSurvival(xs);
}

/**
 * P(X > x), with a small relative error in the upper tail.
 *
 * @param law - any law of this package
 * @param xs - points, in the unit of the law; infinite ones are allowed
 * @returns one probability a point
 * @throws {RangeError} when a point is NaN
 * @example
 * import { normal, survival } from 'heavytail/law';
 * survival(normal(), [2])[0]; // → 0.0227501
 */
export function survival(law: Law, xs: ArrayLike<number>): Float64Array {
  return exp(logSurvival(law, xs));
}

/**
 * Quantiles of a law: P(X <= quantile) = p.
 *
 * @param law - any law of this package
 * @param ps - probabilities from 0 (the lower end of the support) to 1 (the upper end)
 * @returns one point a probability, in the unit of the law
 * @throws {RangeError} when a probability is not between 0 and 1
 * @example
 * import { quantile, studentT } from 'heavytail/law';
 * quantile(studentT({ degrees: 1 }), [0.75])[0]; // → 1
 */
export function quantile(law: Law, ps: ArrayLike<number>): Float64Array {
  return functionsOf(law).quantile(ps);
}

/**
 * The points with P(X > point) = p, also for p so small that 1 - p is 1.
 *
 * @param law - any law of this package
 * @param ps - probabilities from 0 (the upper end of the support) to 1 (the lower end)
 * @returns one point a probability, in the unit of the law
 * @throws {RangeError} when a probability is not between 0 and 1
 * @example
 * import { pareto, survivalQuantile } from 'heavytail/law';
 * survivalQuantile(pareto({ tailIndex: 1.5 }), [1e-12])[0]; // → 100000000
 */
export function survivalQuantile(law: Law, ps: ArrayLike<number>): Float64Array {
  return functionsOf(law).survivalQuantile(ps);
}

/**
 * Independent draws of a law. The same law, seed and key give the same bits on every machine.
 *
 * @param law - any law of this package
 * @param n - how many, a whole number from 0 to 2^31 - 1
 * @param stream - where the random numbers come from; it moves on by what the draws take
 * @returns n draws, in the unit of the law
 * @throws {RangeError} when n is not a whole number from 0 to 2^31 - 1
 * @example
 * import { draw, pareto, stream } from 'heavytail/law';
 * draw(pareto({ tailIndex: 1.5 }), 1000, stream(1, 'example'))[0]; // → 1.48441
 */
export function draw(law: Law, n: number, stream: Stream): Float64Array {
  return functionsOf(law).draw(n, stream);
}

/**
 * Mean of a law.
 *
 * @param law - any law of this package
 * @returns the mean, in the unit of the law; undefined where there is none, Infinity where the upper tail
 *   alone is too heavy
 * @example
 * import { mean, pareto } from 'heavytail/law';
 * mean(pareto({ tailIndex: 1.5 })); // → 3
 */
export function mean(law: Law): number | undefined {
  return functionsOf(law).mean();
}

/**
 * Median of a law.
 *
 * @param law - any law of this package
 * @returns the point that half of the draws do not exceed, in the unit of the law
 */
export function median(law: Law): number {
  return quantile(law, [0.5])[0];
}

/**
 * Variance of a law.
 *
 * @param law - any law of this package
 * @returns the variance, in the squared unit of the law; Infinity where the tails are too heavy
 * @example
 * import { studentT, variance } from 'heavytail/law';
 * variance(studentT({ degrees: 2.5 })); // → 5
 */
export function variance(law: Law): number {
  return functionsOf(law).variance();
}

/**
 * The ends of a law's support.
 *
 * @param law - any law of this package
 * @returns the lowest and the highest point, either of which may be infinite
 * @example
 * import { generalisedPareto, support } from 'heavytail/law';
 * support(generalisedPareto({ shape: -0.5 }))[1]; // → 2
 */
export function support(law: Law): [lowest: number, highest: number] {
  return functionsOf(law).support();
}
