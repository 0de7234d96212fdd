import { expOf } from '../../kernel/index.js';

/** A power law above one of the points of a sample. */
export interface PowerLawTail {
  /** Points from the threshold on, itself included. */
  readonly tail: number;
  readonly tailIndex: number;
  /** Largest distance between the empirical distribution of those points and the power law. */
  readonly distance: number;
}

/** What rounding can change a distance by, and a mean of logarithms relative to their size. */
const rounding = 1e-12;

/** The first candidates that are tried shrink by this factor: a few of every size. */
const firstStride = 0.97;

/** Points of the grid on which a candidate is looked at first. */
const coarseCells = 32;

/**
 * A candidate seen before: none like it can be closer to its power law than `distance` less what sets them
 * apart.
 */
interface Anchor {
  readonly tail: number;
  readonly tailIndex: number;
  readonly distance: number;
}

/**
 * The threshold among the points of a sample above which a power law is closest in the Kolmogorov-Smirnov
 * distance, with its tail index by likelihood (Clauset, Shalizi, Newman 2009, equations 3.1 and 3.9).
 *
 * Every different point with at least `fewest` points from it on is a candidate, and the result is that of
 * trying them all in full. It is found in less time because a candidate is dropped once some of its points
 * are farther from the power law than the best so far; because its neighbours are dropped with it as far as
 * the change from one to the other cannot make up for that; and because between two points of known
 * distance no point can be farther than the two let it be (both distributions only rise).
 *
 * @param logs - logarithms of the sample, from the largest down
 * @param sums - sums[k] is the sum of the first k
 * @param fewest - at least 2
 * @returns undefined when no candidate is left
 */
export function closestPowerLaw(
  logs: Float64Array,
  sums: Float64Array,
  fewest: number,
): PowerLawTail | undefined {
  let best: PowerLawTail | undefined;
  let anchor: Anchor | undefined;
  const worst: Place = { rank: 0 };
  const consider = (tail: number) => {
    if (tail < logs.length && logs[tail] === logs[tail - 1]) return;
    const excess = sums[tail] - tail * logs[tail - 1];
    // Equal points leave the rounding of the sums.
    if (!(excess > rounding * tail * (1 + Math.abs(logs[tail - 1])))) return;
    const tailIndex = tail / excess;
    const limit = best?.distance ?? 1;
    if (anchor !== undefined && anchor.distance - change(anchor, tail, tailIndex) > limit + rounding) return;
    const distance = distanceWithin({ logs, tail, tailIndex }, limit, worst);
    if (distance < limit || (distance === limit && tail > (best?.tail ?? 0)))
      best = { tail, tailIndex, distance };
    anchor = { tail, tailIndex, distance };
  };
  /**
   * Bound on the change of the distance from an anchor to a shorter tail: of the empirical distribution, of
   * the power law when its threshold moves, and when its index does (x exp(-x) is at most 1/e).
   */
  const change = (from: Anchor, tail: number, tailIndex: number): number => {
    const moved = from.tailIndex * (logs[tail - 1] - logs[from.tail - 1]);
    const bent = Math.max(tailIndex / from.tailIndex, from.tailIndex / tailIndex) - 1;
    return (from.tail - tail) / from.tail + moved + bent / Math.E;
  };
  // The sooner a good candidate is found, the sooner the others are dropped.
  for (let tail = logs.length; tail >= fewest; tail = Math.min(tail - 1, Math.floor(tail * firstStride))) {
    consider(tail);
  }
  anchor = undefined;
  for (let tail = logs.length; tail >= fewest; tail--) consider(tail);
  return best;
}

/** A rank from the largest point, from 0. */
interface Place {
  rank: number;
}

/**
 * The distance of the first `tail` points from their power law if it does not exceed `limit`; otherwise a
 * bound from below that does.
 *
 * @param worst - where to look first: the place of the largest distance of a candidate before, then of this
 *   one
 */
export function distanceWithin(
  candidate: { readonly logs: Float64Array; readonly tail: number; readonly tailIndex: number },
  limit: number,
  worst: Place,
): number {
  const { logs, tail, tailIndex } = candidate;
  const threshold = logs[tail - 1];
  let largest = 0;
  /** Survival of the power law at a point; raises `largest` by the distances on both sides of the point. */
  const look = (rank: number): number => {
    const survival = expOf(tailIndex * (threshold - logs[rank]));
    const distance = Math.max(survival - rank / tail, (rank + 1) / tail - survival);
    if (distance > largest) {
      largest = distance;
      worst.rank = rank;
    }
    return survival;
  };
  if (worst.rank < tail) look(worst.rank);
  if (largest > limit) return largest;
  const cells = Math.min(coarseCells, tail - 1);
  const places = new Int32Array(cells + 1);
  const survivals = new Float64Array(cells + 1);
  for (let c = 0; c <= cells; c++) {
    places[c] = Math.floor((c * (tail - 1)) / cells);
    survivals[c] = look(places[c]);
  }
  if (largest > limit) return largest;
  const refine = (from: number, to: number, low: number, high: number): boolean => {
    if (to - from < 2) return true;
    // Of the points strictly between: survival in [low, high], rank in [from + 1, to - 1].
    if (Math.max(high - (from + 1) / tail, to / tail - low) <= largest) return true;
    const middle = (from + to) >> 1;
    const survival = look(middle);
    return largest <= limit && refine(from, middle, low, survival) && refine(middle, to, survival, high);
  };
  for (let c = 0; c < cells; c++) {
    if (!refine(places[c], places[c + 1], survivals[c], survivals[c + 1])) return largest;
  }
  return largest;
}
