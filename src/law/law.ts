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
 * @param xs - points; -Infinity is returned outside the support and at infinite points
 * @throws {RangeError} when a point is NaN
 * @example
 * logDensity(laplace({ scale: 2 }), [0]) // [log(1/4)]
 */
export function logDensity(law: Law, xs: ArrayLike<number>): Float64Array {
  return functionsOf(law).logDensity(xs);
}

/** Density of a law; see logDensity. */
export function density(law: Law, xs: ArrayLike<number>): Float64Array {
  return exp(logDensity(law, xs));
}

/**
 * Logarithm of P(X <= x), relatively accurate in the lower tail.
 *
 * @throws {RangeError} when a point is NaN
 */
export function logDistribution(law: Law, xs: ArrayLike<number>): Float64Array {
  return functionsOf(law).logDistribution(xs);
}

/** P(X <= x), relatively accurate in the lower tail; see logDistribution. */
export function distribution(law: Law, xs: ArrayLike<number>): Float64Array {
  return exp(logDistribution(law, xs));
}

/**
 * Logarithm of P(X > x), relatively accurate in the upper tail.
 *
 * @throws {RangeError} when a point is NaN
 */
export function logSurvival(law: Law, xs: ArrayLike<number>): Float64Array {
  return functionsOf(law).logSurvival(xs);
}

/** P(X > x), relatively accurate in the upper tail; see logSurvival. */
export function survival(law: Law, xs: ArrayLike<number>): Float64Array {
  return exp(logSurvival(law, xs));
}

/**
 * Quantiles of a law: P(X <= quantile) = p.
 *
 * @param ps - probabilities from 0 (the lower end of the support) to 1 (the upper end)
 * @throws {RangeError} when a probability is not between 0 and 1
 * @example
 * quantile(studentT({ degrees: 1 }), [0.75]) // [1]
 */
export function quantile(law: Law, ps: ArrayLike<number>): Float64Array {
  return functionsOf(law).quantile(ps);
}

/**
 * The points with P(X > point) = p, also for p so small that 1 - p is 1.
 *
 * @throws {RangeError} when a probability is not between 0 and 1
 */
export function survivalQuantile(law: Law, ps: ArrayLike<number>): Float64Array {
  return functionsOf(law).survivalQuantile(ps);
}

/**
 * Independent draws of a law; the stream moves on.
 *
 * @throws {RangeError} when n is not a whole number from 0 to 2^31 - 1
 * @example
 * draw(pareto({ tailIndex: 1.5 }), 1000, stream(1, 'example'))
 */
export function draw(law: Law, n: number, stream: Stream): Float64Array {
  return functionsOf(law).draw(n, stream);
}

/** Mean of a law: undefined where it has none, Infinity where the upper tail alone is too heavy. */
export function mean(law: Law): number | undefined {
  return functionsOf(law).mean();
}

/** Median of a law. */
export function median(law: Law): number {
  return quantile(law, [0.5])[0];
}

/** Variance of a law: Infinity where the tails are too heavy. */
export function variance(law: Law): number {
  return functionsOf(law).variance();
}

/** The ends of a law's support. */
export function support(law: Law): [lowest: number, highest: number] {
  return functionsOf(law).support();
}
