import { exp, expOf, log, logOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { gaussNodes, gaussWeights } from './gauss.js';
import { requireAllPositive } from './positive.js';

/**
 * Linear regression by SGD on a stream of Gaussian examples, a ~ N(0, featureScale^2 I): the iterates are
 * multiplied by random matrices, and their stationary law has power tails (Gurbuzbalaban, Simsekli and Zhu 2021,
 * arXiv 2006.04740; Kesten 1973).
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
 * h(s) = E [((1 - cX)^2 + c^2 X Y)^(s/2)], c = stepSize featureScale^2/batchSize, X and Y independent chi-square
 * numbers of batchSize and dimension - 1 degrees: the growth of the s-th moment a step.
 *
 * Gauss-Legendre quadrature in the square roots of X and Y on panels that shrink towards 1 - cX = 0, where the
 * integrand has a cusp; relative error about 1e-8.
 *
 * @param power - s, from 0 on
 * @throws {UserError} when a parameter is out of range
 */
export function momentGrowth(problem: StreamingRegression, power: number): number {
  return growthOf(quadrature(problem, power), power);
}

/**
 * Top Lyapunov exponent, E log |(I - stepSize/batchSize H) e|: a stationary law exists where it is negative.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function lyapunovExponent(problem: StreamingRegression): number {
  const { weights, logs } = quadrature(problem, 0);
  return weights.reduce((sum, weight, i) => sum + 0.5 * weight * logs[i], 0);
}

/**
 * Tail index of the stationary iterates: the positive root of h(alpha) = 1.
 *
 * @throws {UserError} when a parameter is out of range, or the Lyapunov exponent is not negative, so that there
 * is no stationary law
 */
export function iterateTailIndex(problem: StreamingRegression): number {
  const exponent = lyapunovExponent(problem);
  if (!(exponent < 0)) {
    throw new UserError(
      `At step size ${problem.stepSize} the Lyapunov exponent is ${exponent.toPrecision(3)}: the iterates have no stationary law.`,
      `Give a step size below ${largestStationaryStep(problem).toPrecision(4)}.`,
    );
  }
  // h is convex with h(0) = 1 and falls at 0: below the root it is under 1.
  let low = 0;
  let high = 1;
  let rule = quadrature(problem, high);
  while (growthOf(rule, high) < 1) {
    low = high;
    high *= 2;
    if (high > mostPower) return Infinity;
    rule = quadrature(problem, high);
  }
  return rootBetween(low, high, (power) => logOf(growthOf(rule, power)));
}

/**
 * Step size at which the tail index is 2: 2 batchSize/(featureScale^2 (dimension + batchSize + 1)). Below it the
 * variance of the iterates is finite.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function criticalStepSize({
  batchSize,
  featureScale,
  dimension,
}: Omit<StreamingRegression, 'stepSize'>): number {
  requireProblem({ stepSize: 1, batchSize, featureScale, dimension });
  return (2 * batchSize) / (featureScale ** 2 * (dimension + batchSize + 1));
}

/**
 * Step size at which the Lyapunov exponent is 0: above it the iterates diverge.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function largestStationaryStep(problem: Omit<StreamingRegression, 'stepSize'>): number {
  let low = criticalStepSize(problem);
  let high = 2 * low;
  while (lyapunovExponent({ ...problem, stepSize: high }) < 0) {
    low = high;
    high *= 2;
  }
  return rootBetween(low, high, (stepSize) => lyapunovExponent({ ...problem, stepSize }));
}

/** A tail index beyond this one is called infinite. */
const mostPower = 2 ** 12;
/** Relative width at which a root is found. */
const precision = 1e-11;
const mostRounds = 100;

/** Zero of a function that is not positive at `low` and positive at `high`, by the Illinois method. */
function rootBetween(low: number, high: number, f: (x: number) => number): number {
  let [atLow, atHigh] = [Math.min(f(low), -Number.MIN_VALUE), f(high)];
  // At power 0 the logarithm of h is 0, a root that is not meant: halve until it is below.
  while (low === 0) {
    const middle = high / 2;
    const value = f(middle);
    if (value < 0) [low, atLow] = [middle, value];
    else [high, atHigh] = [middle, value];
  }
  for (let round = 0; round < mostRounds && high - low > precision * high; round++) {
    // Moments of high order overflow; then halving brings them back.
    const x = atHigh < Infinity ? high - (atHigh * (high - low)) / (atHigh - atLow) : (low + high) / 2;
    const value = f(x);
    if (value > 0) {
      [high, atHigh] = [x, value];
      // An end that stays loses weight, so that the other comes in, too.
      atLow /= 2;
    } else {
      [low, atLow] = [x, value];
      atHigh /= 2;
    }
    if (value === 0) return x;
  }
  return (low + high) / 2;
}

/** Widest panel, in standard deviations of the square roots. */
const widest = 1;
/** Halvings of the panels towards a cusp: on the line it is sharp, in the plane blunt. */
const refinements = { line: 40, plane: 12 } as const;
/** Standard deviations beyond the largest of the integrand at which it is nothing. */
const reach = 9;

interface Rule {
  readonly points: Float64Array;
  /** Weights times the density of a chi number. */
  readonly weights: Float64Array;
}

/** Weights of an expectation, and log((1 - cX)^2 + c^2 X Y) at its nodes. */
interface Quadrature {
  readonly weights: Float64Array;
  readonly logs: Float64Array;
}

/** A rule for powers of at most `power`. */
function quadrature(problem: StreamingRegression, power: number): Quadrature {
  requireProblem(problem);
  const { stepSize, batchSize, featureScale, dimension } = problem;
  const c = (stepSize * featureScale ** 2) / batchSize;
  const halved = dimension === 1 ? refinements.line : refinements.plane;
  const us = chiRule(batchSize, 2 * power, 1 / Math.sqrt(c), halved);
  const vs =
    dimension === 1
      ? { points: Float64Array.of(0), weights: Float64Array.of(1) }
      : chiRule(dimension - 1, power, 0, halved);
  const count = us.points.length * vs.points.length;
  const weights = new Float64Array(count);
  const squares = new Float64Array(count);
  let at = 0;
  us.points.forEach((u, i) => {
    const x = u * u;
    const along = (1 - c * x) ** 2;
    vs.points.forEach((v, j) => {
      weights[at] = us.weights[i] * vs.weights[j];
      squares[at] = along + c * c * x * v * v;
      at += 1;
    });
  });
  return { weights, logs: log(squares) };
}

/** E of the power, by a rule for it. */
function growthOf({ weights, logs }: Quadrature, power: number): number {
  const sizes = exp(logs.map((value) => (power / 2) * value));
  return weights.reduce((sum, weight, i) => sum + weight * sizes[i], 0);
}

/** Nodes and weights of E g(U), U the square root of a chi-square number, g growing as u^power at most, cusp at `at`. */
function chiRule(degrees: number, power: number, at: number, halved: number): Rule {
  const centre = Math.sqrt(degrees + power);
  const from = Math.max(0, Math.min(Math.sqrt(degrees), centre) - reach - 2);
  const to = centre + reach;
  const points: number[] = [];
  const weights: number[] = [];
  // Densities relative to the largest, so that none overflows; divided by their own sum in the end.
  const logDensity = (u: number) => (degrees - 1) * logOf(u) - (u * u) / 2;
  const peak = Math.sqrt(Math.max(degrees - 1, 0));
  const top = peak === 0 ? 0 : logDensity(peak);
  for (const [left, right] of panels(from, to, at, halved)) {
    const half = (right - left) / 2;
    for (let k = 0; k < gaussNodes.length; k++) {
      const u = left + half * (1 + gaussNodes[k]);
      points.push(u);
      weights.push(half * gaussWeights[k] * expOf(logDensity(u) - top));
    }
  }
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    points: Float64Array.from(points),
    weights: Float64Array.from(weights, (weight) => weight / mass),
  };
}

function panels(from: number, to: number, at: number, halved: number): [number, number][] {
  const ends = new Set([from, to]);
  const steps = Math.ceil((to - from) / widest);
  for (let i = 1; i < steps; i++) ends.add(from + ((to - from) * i) / steps);
  for (let k = 0; k <= halved; k++) {
    for (const end of [at - widest / 2 ** k, at + widest / 2 ** k, at]) {
      if (end > from && end < to) ends.add(end);
    }
  }
  const sorted = [...ends].sort((a, b) => a - b);
  return sorted.slice(1).map((right, i) => [sorted[i], right]);
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
