import { expOf, log, square } from '../../../kernel/index.js';
import { halfWidth } from './intervalErrors.js';
import { leastAlpha } from './climb.js';
import { sampleQuantiles } from './quantileMethod.js';
import type { ParameterName, Parameters } from './parameters.js';

const eulerGamma = 0.5772156649015329;
/** Where intervals of 1/alpha^2 end: a little below 1/4, so that those that reach the normal law hold it. */
const beyondNormal = 0.2;
const zetaOf3 = 1.2020569031595942;
const zetaOf5 = 1.0369277551433699;
/** Of the third moment: far more than its own skewness needs at 50 points. */
const mostErrors = 4;

/** A law with the standard errors of its parameters. */
export interface LogMomentFit {
  readonly parameters: Parameters;
  readonly standardErrors: Readonly<Record<ParameterName, number>> | undefined;
}

/**
 * The symmetric law about the sample's median whose log|X| has the sample's mean and variance,
 * E log|X| = gamma (1/alpha - 1) + log scale and Var log|X| = (pi^2/6)(1/alpha^2 + 1/2), where gamma is
 * Euler's constant. alpha is at most 2, where the variance is below that of the normal law. Points at the
 * median are left out.
 *
 * @param sorted - in order
 * @throws {RangeError} when fewer than 10 points differ from the median
 * @see Ma and Nikias 1995
 */
export function logMomentMethod(sorted: Float64Array): LogMomentFit | undefined {
  const location = sampleQuantiles(sorted, [0.5])[0];
  // The two points beside the median are equally far from it, and often very near: one of them counts, as
  // would the nearest point to a location that is known.
  const twin = sorted.length % 2 === 0 ? sorted.length / 2 : undefined;
  const distances = sorted.map((x) => Math.abs(x - location)).filter((x, i) => x > 0 && i !== twin);
  const n = distances.length;
  if (n < 10) throw new RangeError(`Only ${n} points differ from the median ${location}; at least 10 must.`);
  const logs = log(distances);
  const mean = logs.reduce((sum, x) => sum + x, 0) / n;
  const variance = logs.reduce((sum, x) => sum + square(x - mean), 0) / (n - 1);
  const inverseSquare = (6 * variance) / square(Math.PI) - 0.5;
  const alpha = inverseSquare > 0.25 ? 1 / Math.sqrt(inverseSquare) : 2;
  const third = logs.reduce((sum, x) => sum + cube(x - mean), 0) / n;
  if (alpha < leastAlpha || (alpha < 2 && isForeign(alpha, third, n))) return undefined;
  const scale = expOf(mean - eulerGamma * (1 / alpha - 1));
  return {
    parameters: { alpha, beta: 0, scale, location },
    standardErrors: alpha === 2 ? undefined : errorsOf(alpha, scale, n),
  };
}

/** Cumulants of log|X|, from the second to the sixth. */
function cumulants(alpha: number): {
  second: number;
  third: number;
  fourth: number;
  fifth: number;
  sixth: number;
} {
  const [squareOfPi, squareOfAlpha, cubeOfAlpha] = [square(Math.PI), square(alpha), cube(alpha)];
  return {
    second: (squareOfPi / 6) * (1 / squareOfAlpha + 1 / 2),
    third: 2 * zetaOf3 * (1 / cubeOfAlpha - 1),
    fourth: (square(squareOfPi) / 15) * (1 / square(squareOfAlpha) + 7 / 8),
    fifth: 24 * zetaOf5 * (1 / (squareOfAlpha * cubeOfAlpha) - 1),
    sixth: ((8 * cube(squareOfPi)) / 63) * (1 / square(cubeOfAlpha) + 31 / 32),
  };
}

function cube(x: number): number {
  return x * x * x;
}

/**
 * Whether the third central moment of log|x| is farther than chance allows from that of the law with the
 * sample's variance: so it is where a sample has clusters or a share of points of another size.
 */
function isForeign(alpha: number, third: number, n: number): boolean {
  const k = cumulants(alpha);
  const fourth = k.fourth + 3 * square(k.second);
  const fifth = k.fifth + 10 * k.second * k.third;
  const sixth = k.sixth + 15 * k.fourth * k.second + 10 * square(k.third) + 15 * cube(k.second);
  // Of the third central moment and the variance, times n.
  const varianceOfThird = sixth - square(k.third) - 6 * fourth * k.second + 9 * cube(k.second);
  const varianceOfSecond = fourth - square(k.second);
  const covariance = fifth - 4 * k.third * k.second;
  // The expected third moment follows the variance: dthird = -6 zeta(3) alpha^-4 dalpha, dalpha as in
  // errorsOf.
  const slope = (18 * zetaOf3) / (alpha * square(Math.PI));
  const spread = varianceOfThird - 2 * slope * covariance + slope * slope * varianceOfSecond;
  return Math.abs(third - k.third) > mostErrors * Math.sqrt(spread / n);
}

/**
 * By the cumulants of log|X|. That of alpha reaches as far up as the interval of 1/alpha^2, in which the
 * method is linear; that of scale is taken where it depends most on alpha, at the upper end of the interval
 * of alpha.
 */
function errorsOf(alpha: number, scale: number, n: number): Record<ParameterName, number> {
  const { second, third, fourth } = cumulants(alpha);
  const errorOfVariance = Math.sqrt((fourth + 2 * (second * second)) / n);
  const leastInverseSquare = 1 / (alpha * alpha) - halfWidth * (6 / square(Math.PI)) * errorOfVariance;
  const highest = 1 / Math.sqrt(Math.max(beyondNormal, leastInverseSquare));
  // dalpha = -(alpha^3/2)(6/pi^2) dVar, dlog scale = dmean + gamma dalpha/alpha^2.
  const toAlpha = (3 * cube(alpha)) / square(Math.PI);
  const toScale = (-3 * eulerGamma * highest) / square(Math.PI);
  const ofLogScale = Math.sqrt(second / n + 2 * toScale * (third / n) + square(toScale * errorOfVariance));
  return {
    alpha: Math.max(toAlpha * errorOfVariance, (highest - alpha) / halfWidth),
    beta: 0,
    scale: scale * ofLogScale,
    location: 0,
  };
}
