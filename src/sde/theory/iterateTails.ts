import { exp, expOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { growthRule, logSum, type GrowthRule } from './growthRule.js';
import { requireAllPositive } from './positive.js';

/**
 * Linear regression by SGD on a stream of Gaussian examples, a ~ N(0, featureScale^2 I): the iterates are
 * multiplied by random matrices, and their stationary law has power tails (Gurbuzbalaban, Simsekli and Zhu
 * 2021, arXiv 2006.04740; Kesten 1973).
 */
export interface StreamingRegression {
  readonly stepSize: number;
  /** Examples a step. */
  readonly batchSize: number;
  /** Standard deviation of each feature. */
  readonly featureScale: number;
  readonly dimension: number;
}

/**
 * h(s) = E [((1 - cX)^2 + c^2 X Y)^(s/2)], c = stepSize featureScale^2/batchSize, X and Y independent
 * chi-square numbers of batchSize and dimension - 1 degrees: the growth of the s-th moment a step.
 *
 * Gauss-Legendre quadrature in the square roots of X and Y on panels that shrink towards 1 - cX = 0, where
 * the integrand has a cusp; relative error about 1e-8.
 *
 * @param power - s, from 0 on
 * @returns h(s); Infinity beyond the range of numbers
 * @throws {UserError} when a parameter is out of range
 */
export function momentGrowth(problem: StreamingRegression, power: number): number {
  return expOf(logGrowth(problem, power));
}

/**
 * Top Lyapunov exponent, E log |(I - stepSize/batchSize H) e|: a stationary law exists where it is negative.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function lyapunovExponent(problem: StreamingRegression): number {
  const { logWeights, logs } = ruleFor(problem, 0);
  return exp(logWeights).reduce((sum, weight, i) => sum + 0.5 * weight * logs[i], 0);
}

/**
 * Tail index of the stationary iterates: the positive root of h(alpha) = 1.
 *
 * @throws {UserError} when a parameter is out of range, or the Lyapunov exponent is not negative, so that
 *   there
 * is no stationary law
 */
export function iterateTailIndex(problem: StreamingRegression): number {
  const exponent = lyapunovExponent(problem);
  if (!(exponent < 0)) {
    throw new UserError(
      `At step size ${problem.stepSize} the Lyapunov exponent is ${exponent.toPrecision(3)}: ` +
        'the iterates have no stationary law.',
      `Give a step size below ${largestStationaryStep(problem).toPrecision(4)}.`,
    );
  }
  // log h is convex and 0 at 0, so that its ratio to the power grows, from the exponent on, almost along a
  // line.
  const ratio = (power: number): Point => [power, logGrowth(problem, power) / power];
  let low: Point = [0, exponent];
  let high = ratio(1);
  while (high[1] < 0) {
    low = high;
    if (2 * low[0] > mostPower) return Infinity;
    high = ratio(2 * low[0]);
  }
  return rootBetween(low, high, ratio);
}

/**
 * Step size at which the tail index is 2: 2 batchSize/(featureScale^2 (dimension + batchSize + 1)). Below it
 * the variance of the iterates is finite.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function criticalStepSize({
  batchSize,
  featureScale,
  dimension,
}: Omit<StreamingRegression, 'stepSize'>): number {
  requireProblem({ stepSize: 1, batchSize, featureScale, dimension });
  return (2 * batchSize) / (featureScale * featureScale * (dimension + batchSize + 1));
}

/**
 * Step size at which the Lyapunov exponent is 0: above it the iterates diverge.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function largestStationaryStep(problem: Omit<StreamingRegression, 'stepSize'>): number {
  const exponent = (stepSize: number): Point => [stepSize, lyapunovExponent({ ...problem, stepSize })];
  let low = exponent(criticalStepSize(problem));
  let high = exponent(2 * low[0]);
  while (high[1] < 0) {
    low = high;
    high = exponent(2 * low[0]);
  }
  return rootBetween(low, high, exponent);
}

/** A tail index beyond this one is called infinite. */
const mostPower = 2 ** 12;
/** A step of a search for a root that is shorter than this share of the root is the last. */
const precision = 1e-11;
const mostRounds = 100;

/** A place and the value of a function there. */
type Point = readonly [place: number, value: number];

/** Zero of a function, negative at `low` and not at `high`, by the Illinois method. */
function rootBetween(low: Point, high: Point, f: (place: number) => Point): number {
  let [[left, below], [right, above]] = [low, high];
  let last = left;
  for (let round = 0; round < mostRounds && above !== 0; round++) {
    const [x, value] = f(right - (above * (right - left)) / (above - below));
    if (value === 0 || Math.abs(x - last) <= precision * x) return x;
    // An end that stays loses weight, so that the other comes in, too.
    if (value > 0) {
      [right, above] = [x, value];
      below /= 2;
    } else {
      [left, below] = [x, value];
      above /= 2;
    }
    last = x;
  }
  return right;
}

/** A rule for the moment of a power. */
function ruleFor(problem: StreamingRegression, power: number): GrowthRule {
  requireProblem(problem);
  const { stepSize, batchSize, featureScale, dimension } = problem;
  return growthRule(
    (stepSize * (featureScale * featureScale)) / batchSize,
    [batchSize, dimension - 1],
    power,
  );
}

/** log h(power). */
function logGrowth(problem: StreamingRegression, power: number): number {
  const { logWeights, logs } = ruleFor(problem, power);
  return logSum(logWeights.map((weight, i) => weight + (power / 2) * logs[i]));
}

function requireProblem(problem: StreamingRegression): void {
  const { stepSize, batchSize, featureScale, dimension } = problem;
  requireAllPositive({ stepSize, featureScale });
  if (![batchSize, dimension].every((count) => Number.isInteger(count) && count >= 1 && count <= 10_000)) {
    throw new UserError(
      `The batch size is ${batchSize} and the dimension ${dimension}.`,
      'Give whole numbers from 1 to 10000.',
    );
  }
}
