import { exp, log, logOf, square } from '../../kernel/index.js';
import { nodeCount, nodesOn, panels, setNodes, widest, type Nodes } from './panels.js';

/**
 * Gauss-Legendre rules for expectations of (1 - cX)^2 + c^2 X Y, X and Y independent chi-square numbers, in
 * the square roots u of X and v of Y. A high power of it has all its weight in a small part of the plane, far
 * from where the densities have theirs; nodes lie in that part only.
 */

/** Logarithms of the weights of an expectation, and log((1 - cX)^2 + c^2 X Y) at its nodes. */
export interface GrowthRule {
  readonly logWeights: Float64Array;
  readonly logs: Float64Array;
}

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
  const densities = logDensities(degreesX, us.points);
  const slices = Array.from(
    us.points,
    (u, i) => new Slice(c, u, us.logWidths[i] + densities[i], degreesY, power),
  );
  const least = slices.reduce((most, slice) => Math.max(most, slice.peak), -Infinity) - depth;
  const kept = slices.filter((slice) => slice.peak >= least);
  const { logWeights, squares } = degreesY === 0 ? onLine(kept) : inPlane(kept, least, degreesY);
  // A low power leaves the densities where they are; dividing by what the nodes themselves have of them then
  // takes out the rounding of their logarithms, which moments near 1 would feel.
  const logMass =
    power <= 1 ? logSum(logWeights) : logMassOf(degreesX) + (degreesY === 0 ? 0 : logMassOf(degreesY));
  for (let i = 0; i < logWeights.length; i++) logWeights[i] -= logMass;
  return { logWeights, logs: log(squares) };
}

/** What a rule is made of: logarithms of weights, and (1 - cX)^2 + c^2 X Y, at all nodes. */
interface Values {
  readonly logWeights: Float64Array;
  readonly squares: Float64Array;
}

/** For Y = 0. */
function onLine(slices: readonly Slice[]): Values {
  return {
    logWeights: Float64Array.from(slices, ({ logWeight }) => logWeight),
    squares: Float64Array.from(slices, ({ along }) => along),
  };
}

/** With the nodes in v of every slice, where it is above `least`. */
function inPlane(slices: readonly Slice[], least: number, degrees: number): Values {
  const parts = slices.map((slice) => slice.panels(least));
  const count = parts.reduce((sum, ends) => sum + nodeCount(ends), 0);
  const vs = new Float64Array(count);
  const logWeights = new Float64Array(count);
  const squares = new Float64Array(count);
  let at = 0;
  parts.forEach((ends, i) => {
    const { along, across, logWeight } = slices[i];
    const next = at + nodeCount(ends);
    setNodes(ends, vs, logWeights, at);
    for (; at < next; at++) {
      logWeights[at] += logWeight;
      squares[at] = along + across * vs[at] * vs[at];
    }
  });
  const densities = logDensities(degrees, vs);
  for (let i = 0; i < count; i++) logWeights[i] += densities[i];
  return { logWeights, squares };
}

/** log sum exp(terms) without overflow. */
export function logSum(terms: Float64Array): number {
  // Loops, not map and reduce: a rule has tens of thousands of nodes, and a search for a root some twenty
  // rules.
  let largest = -Infinity;
  for (let i = 0; i < terms.length; i++) largest = Math.max(largest, terms[i]);
  const below = new Float64Array(terms.length);
  for (let i = 0; i < terms.length; i++) below[i] = terms[i] - largest;
  const values = exp(below);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return largest + logOf(sum);
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

  /**
   * Where the derivative of the logarithm is zero: a quadratic equation in v^2 with one root that is not
   * negative.
   */
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

  /** Ends of panels in v, where the logarithm is above `least`. */
  panels(least: number): Float64Array {
    // Where a + b v^2 = 0 off the real line, a power has a cusp; panels need not be shorter than it is far.
    const distance = Math.sqrt(this.along / this.across);
    let halvings = 0;
    while (halvings < refinements.plane && distance < (2 * widest) / 2 ** halvings) halvings++;
    return panels(this.#edge(-1, least), this.#edge(1, least), 0, halvings);
  }
}

/** Nodes in u, where the density or its product with the power may count. */
function nodesInX(c: number, [degrees, degreesY]: readonly [number, number], power: number): Nodes {
  const cusp = 1 / Math.sqrt(c);
  // |1 - c u^2|^power exp(-u^2/2) has its far mode at u^2 = 2 power + 1/c; for 1/c > 2 power it is too low to
  // count.
  const centre = Math.sqrt(degrees + 2 * power + Math.min(cusp * cusp, 2 * power));
  const from = Math.max(0, Math.min(Math.sqrt(degrees), centre) - reach - 2);
  const halvings = degreesY === 0 ? refinements.line : refinements.plane;
  return nodesOn(panels(from, centre + reach, cusp, halvings));
}

/**
 * Logarithms of u^(degrees - 1) exp(-u^2/2) over its value at sqrt(degrees), without which they were large
 * for many degrees and short of digits; the ratio's own rounding is taken out of its logarithm (Goldberg
 * 1991, theorem 4).
 */
function logDensities(degrees: number, us: Float64Array): Float64Array {
  const middle = Math.sqrt(degrees);
  const ratios = new Float64Array(us.length);
  for (let i = 0; i < us.length; i++) ratios[i] = 1 + (us[i] - middle) / middle;
  const logs = log(ratios);
  const result = new Float64Array(us.length);
  for (let i = 0; i < us.length; i++) {
    const u = us[i];
    const excess = (u - middle) / middle;
    const logRatio = ratios[i] === 1 ? excess : (logs[i] * excess) / (ratios[i] - 1);
    result[i] = (degrees - 1) * logRatio - ((u - middle) * (u + middle)) / 2;
  }
  return result;
}

/** Logarithm of the integral of what logDensities gives. */
function logMassOf(degrees: number): number {
  const centre = Math.sqrt(degrees);
  const { points, logWidths } = nodesOn(
    panels(Math.max(0, centre - reach), centre + reach, 0, refinements.plane),
  );
  return logSum(logDensities(degrees, points).map((value, i) => value + logWidths[i]));
}
