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
 * @returns h(s); Infinity beyond the range of numbers
 * @throws {UserError} when a parameter is out of range
 */
export function momentGrowth(problem: StreamingRegression, power: number): number {
  return expOf(logGrowthOf(quadrature(problem, power), power));
}

/**
 * Top Lyapunov exponent, E log |(I - stepSize/batchSize H) e|: a stationary law exists where it is negative.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function lyapunovExponent(problem: StreamingRegression): number {
  const { logWeights, logs } = quadrature(problem, 0);
  return exp(logWeights).reduce((sum, weight, i) => sum + 0.5 * weight * logs[i], 0);
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
  while (logGrowthOf(rule, high) < 0) {
    low = high;
    high *= 2;
    if (high > mostPower) return Infinity;
    rule = quadrature(problem, high);
  }
  return rootBetween(low, high, (power) => logGrowthOf(rule, power));
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
    const x = high - (atHigh * (high - low)) / (atHigh - atLow);
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
  /** Logarithms of the weights times the density of a chi number: far out the densities are no numbers any more. */
  readonly logWeights: Float64Array;
}

/** Logarithms of the weights of an expectation, and log((1 - cX)^2 + c^2 X Y) at its nodes. */
interface Quadrature {
  readonly logWeights: Float64Array;
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
      ? { points: Float64Array.of(0), logWeights: Float64Array.of(0) }
      : chiRule(dimension - 1, power, 0, halved);
  const count = us.points.length * vs.points.length;
  const logWeights = new Float64Array(count);
  const squares = new Float64Array(count);
  let at = 0;
  us.points.forEach((u, i) => {
    const x = u * u;
    const along = (1 - c * x) ** 2;
    vs.points.forEach((v, j) => {
      logWeights[at] = us.logWeights[i] + vs.logWeights[j];
      squares[at] = along + c * c * x * v * v;
      at += 1;
    });
  });
  return { logWeights, logs: log(squares) };
}

/** Logarithm of E of the power, by a rule for it. */
function logGrowthOf({ logWeights, logs }: Quadrature, power: number): number {
  return logSum(logWeights.map((weight, i) => weight + (power / 2) * logs[i]));
}

/** log sum exp(terms) without overflow. */
function logSum(terms: Float64Array): number {
  const largest = terms.reduce((a, b) => Math.max(a, b));
  return largest + logOf(exp(terms.map((term) => term - largest)).reduce((sum, value) => sum + value, 0));
}

/** Nodes and weights of E g(U), U the square root of a chi-square number, g growing as u^power at most, cusp at `at`. */
function chiRule(degrees: number, power: number, at: number, halved: number): Rule {
  // |1 - c u^2|^(power/2) exp(-u^2/2) has its far mode at u^2 = power + 1/c; for 1/c > power it is too low to count.
  const centre = Math.sqrt(degrees + power + Math.min(at * at, power));
  const from = Math.max(0, Math.min(Math.sqrt(degrees), centre) - reach - 2);
  const to = centre + reach;
  const points: number[] = [];
  const logWeights: number[] = [];
  for (const [left, right] of panels(from, to, at, halved)) {
    const half = (right - left) / 2;
    for (let k = 0; k < gaussNodes.length; k++) {
      const u = left + half * (1 + gaussNodes[k]);
      points.push(u);
      logWeights.push(logOf(half * gaussWeights[k]) + (degrees - 1) * logOf(u) - (u * u) / 2);
    }
  }
  // The constant of the density is found by the rule itself.
  const logMass = logSum(Float64Array.from(logWeights));
  return {
    points: Float64Array.from(points),
    logWeights: Float64Array.from(logWeights, (weight) => weight - logMass),
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
