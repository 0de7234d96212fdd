import { exp, log, logOf, square } from '../../kernel/index.js';
import { gaussNodes, gaussWeights } from './gauss.js';

/**
 * Gauss-Legendre rules for expectations of (1 - cX)^2 + c^2 X Y, X and Y independent chi-square numbers, in the
 * square roots u of X and v of Y. A high power of it has all its weight in a small part of the plane, far from
 * where the densities have theirs; nodes lie in that part only.
 */

/** Logarithms of the weights of an expectation, and log((1 - cX)^2 + c^2 X Y) at its nodes. */
export interface GrowthRule {
  readonly logWeights: Float64Array;
  readonly logs: Float64Array;
}

/** Widest panel, in standard deviations of a square root. */
const widest = 1.5;
/** Halvings of the panels towards a cusp: on the line it is sharp, in the plane blunt. */
const refinements = { line: 40, plane: 12 } as const;
/** Standard deviations beyond the largest of the integrand at which it is nothing. */
const reach = 9;
/** How far below its largest the logarithm of the integrand is nothing. */
const depth = 45;

/**
 * A rule for the expectation of the square to the power/2, which for power 0 is one for its logarithm too.
 *
 * @param c - above 0
 * @param degrees - of X, at least 1, and of Y, 0 for Y = 0
 * @param power - from 0 on
 */
export function growthRule(c: number, degrees: readonly [number, number], power: number): GrowthRule {
  const [degreesX, degreesY] = degrees;
  const us = nodesInX(c, degrees, power);
  const densities = logDensities(degreesX, Float64Array.from(us.points));
  const slices = us.points.map((u, i) => new Slice(c, u, us.logWidths[i] + densities[i], degreesY, power));
  const least = slices.reduce((most, slice) => Math.max(most, slice.peak), -Infinity) - depth;
  const kept = slices.filter((slice) => slice.peak >= least);
  const rules = kept.map((slice) => slice.nodes(least));
  const count = rules.reduce((sum, { points }) => sum + points.length, 0);
  const vs = new Float64Array(count);
  const logWeights = new Float64Array(count);
  const squares = new Float64Array(count);
  let at = 0;
  rules.forEach(({ points, logWidths }, i) => {
    const { along, across, logWeight } = kept[i];
    for (let k = 0; k < points.length; k++) {
      vs[at] = points[k];
      logWeights[at] = logWeight + logWidths[k];
      squares[at] = along + across * points[k] * points[k];
      at += 1;
    }
  });
  if (degreesY > 0) logDensities(degreesY, vs).forEach((density, k) => (logWeights[k] += density));
  // A low power leaves the densities where they are; dividing by what the nodes themselves have of them then takes out
  // the rounding of their logarithms, which moments near 1 would feel.
  const logMass =
    power <= 1 ? logSum(logWeights) : logMassOf(degreesX) + (degreesY === 0 ? 0 : logMassOf(degreesY));
  return { logWeights: logWeights.map((weight) => weight - logMass), logs: log(squares) };
}

/** log sum exp(terms) without overflow. */
export function logSum(terms: Float64Array): number {
  const largest = terms.reduce((a, b) => Math.max(a, b));
  return largest + logOf(exp(terms.map((term) => term - largest)).reduce((sum, value) => sum + value, 0));
}

/** Nodes on the line and the logarithms of their weights. */
interface Nodes {
  readonly points: readonly number[];
  readonly logWidths: readonly number[];
}

/** The integrand over v at one u: (a + b v^2)^(power/2) times the density of v. */
class Slice {
  /** a and b. */
  readonly along: number;
  readonly across: number;
  /** The largest of its logarithm. */
  readonly peak: number;
  /** Logarithm of the weight of u. */
  readonly logWeight: number;
  readonly #mode: number;
  readonly #degrees: number;
  readonly #power: number;

  constructor(c: number, u: number, logWeight: number, degrees: number, power: number) {
    const x = u * u;
    this.along = square(1 - c * x);
    this.across = c * c * x;
    this.logWeight = logWeight;
    this.#degrees = degrees;
    this.#power = power;
    this.#mode = degrees === 0 ? 0 : this.#largestAt();
    this.peak = this.#logarithm(this.#mode);
  }

  /** Where the derivative of the logarithm is zero: a quadratic equation in v^2 with one root that is not negative. */
  #largestAt(): number {
    const [a, b, k] = [this.along, this.across, this.#degrees - 1];
    const linear = (k + this.#power) * b - a;
    const root = Math.sqrt(linear * linear + 4 * a * b * k);
    return Math.sqrt(
      linear > 0 ? (linear + root) / (2 * b) : root > linear ? (2 * a * k) / (root - linear) : 0,
    );
  }

  #logarithm(v: number): number {
    const k = this.#degrees - 1;
    const density = k > 0 ? k * logOf(v) - (v * v) / 2 : (-v * v) / 2;
    const growth = this.#power === 0 ? 0 : (this.#power / 2) * logOf(this.along + this.across * v * v);
    return this.logWeight + density + growth;
  }

  /** Where the logarithm falls to `least`, on one side of its mode, at most 1/8 too far away. */
  #edge(sign: number, least: number): number {
    const mode = this.#mode;
    const farthest = sign < 0 ? mode : Infinity;
    let [inside, outside] = [0, Math.min(2, farthest)];
    while (outside < farthest && this.#logarithm(mode + sign * outside) > least) {
      [inside, outside] = [outside, Math.min(2 * outside, farthest)];
    }
    while (outside - inside > 1 / 8) {
      const middle = (inside + outside) / 2;
      if (this.#logarithm(mode + sign * middle) > least) inside = middle;
      else outside = middle;
    }
    return mode + sign * outside;
  }

  /** Nodes where the logarithm is above `least`. */
  nodes(least: number): Nodes {
    if (this.#degrees === 0) return { points: [0], logWidths: [0] };
    // Where a + b v^2 = 0 off the real line, a power has a cusp; panels need not be shorter than it is far.
    const distance = Math.sqrt(this.along / this.across);
    let halvings = 0;
    while (halvings < refinements.plane && distance < (2 * widest) / 2 ** halvings) halvings++;
    return nodesOn(panels(this.#edge(-1, least), this.#edge(1, least), 0, halvings));
  }
}

/** Nodes in u, where the density or its product with the power may count. */
function nodesInX(c: number, [degrees, degreesY]: readonly [number, number], power: number): Nodes {
  const cusp = 1 / Math.sqrt(c);
  // |1 - c u^2|^power exp(-u^2/2) has its far mode at u^2 = 2 power + 1/c; for 1/c > 2 power it is too low to count.
  const centre = Math.sqrt(degrees + 2 * power + Math.min(cusp * cusp, 2 * power));
  const from = Math.max(0, Math.min(Math.sqrt(degrees), centre) - reach - 2);
  const halvings = degreesY === 0 ? refinements.line : refinements.plane;
  return nodesOn(panels(from, centre + reach, cusp, halvings));
}

function nodesOn(between: readonly (readonly [number, number])[]): Nodes {
  const points: number[] = [];
  const logWidths: number[] = [];
  for (const [left, right] of between) {
    const half = (right - left) / 2;
    const logHalf = logOf(half);
    for (let k = 0; k < gaussNodes.length; k++) {
      points.push(left + half * (1 + gaussNodes[k]));
      logWidths.push(logHalf + logGaussWeights[k]);
    }
  }
  return { points, logWidths };
}

const logGaussWeights = gaussWeights.map(logOf);

/**
 * Logarithms of u^(degrees - 1) exp(-u^2/2) over its value at sqrt(degrees), without which they were large for many
 * degrees and short of digits; the ratio's own rounding is taken out of its logarithm (Goldberg 1991, theorem 4).
 */
function logDensities(degrees: number, us: Float64Array): Float64Array {
  const middle = Math.sqrt(degrees);
  const excesses = us.map((u) => (u - middle) / middle);
  const ratios = excesses.map((excess) => 1 + excess);
  const logs = log(ratios);
  return us.map((u, i) => {
    const ratio = ratios[i];
    const logRatio = ratio === 1 ? excesses[i] : (logs[i] * excesses[i]) / (ratio - 1);
    return (degrees - 1) * logRatio - ((u - middle) * (u + middle)) / 2;
  });
}

/** Logarithm of the integral of what logDensities gives. */
function logMassOf(degrees: number): number {
  const centre = Math.sqrt(degrees);
  const nodes = nodesOn(panels(Math.max(0, centre - reach), centre + reach, 0, refinements.plane));
  return logSum(
    logDensities(degrees, Float64Array.from(nodes.points)).map((value, i) => value + nodes.logWidths[i]),
  );
}

/** Panels between two places, not wider than they may be, that shrink towards a third. */
function panels(from: number, to: number, at: number, halvings: number): [number, number][] {
  const ends = new Set([from, to]);
  const steps = Math.ceil((to - from) / widest);
  for (let i = 1; i < steps; i++) ends.add(from + ((to - from) * i) / steps);
  for (let k = 0; k <= halvings; k++) {
    for (const end of [at - widest / 2 ** k, at + widest / 2 ** k, at]) {
      if (end > from && end < to) ends.add(end);
    }
  }
  const sorted = [...ends].sort((a, b) => a - b);
  return sorted.slice(1).map((right, i) => [sorted[i], right]);
}
