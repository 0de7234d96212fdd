import { exp, expOf, logOf, stableLogarithms } from '../../kernel/index.js';
import type { StableLaw } from './law.js';

/**
 * Points at which a law has given tail probabilities, by Newton steps held in brackets, all points at once.
 * The unknown is the coordinate w of the distance y from a centre: y = r w for |w| <= 1 and sign(w) r exp(|w|
 * - 1) beyond, in which both tails are as smooth as the middle.
 */

export type Tail = 'distribution' | 'survival';

/**
 * How distances are measured: from the shift point or from S0's location, in the unit of the scale or in that
 * of the points.
 */
export interface Measure {
  readonly fromShift: boolean;
  readonly scaled: boolean;
  /** Whether distances are wanted to the last digits, which a step in w leaves uncertain. */
  readonly polished: boolean;
}

/** Below this alpha the law is peaked at its shift point, on a scale that shrinks fast with alpha. */
export const peakedBelow = 0.9;
/** Below this alpha on a scale that is not in the number range. */
const narrowBelow = 0.1;
const smallRadius = 1e-40;
const mostSteps = 200;
/** A step of Newton this short is the last. */
const lastStep = 1e-8;
/** A coordinate beyond this share of the farthest one stands for a point beyond the number range. */
const atTheEnd = 1 - 1e-12;
/** A bracket as narrow as this share of its place holds nothing but its ends. */
const narrowest = 2e-16;
/**
 * Where the target is the probability of the centre itself, the search would close in on it for ever: it ends
 * this near.
 */
const nearestCoordinate = 2 ** -100;

/** Natural logarithms of a tail and of the density, both of the law and measure of a search. */
interface Curves {
  readonly tail: (ys: Float64Array) => Float64Array;
  readonly density: (ys: Float64Array) => Float64Array;
  /** Sign of the tail's slope. */
  readonly sign: 1 | -1;
}

function curvesOf({ alpha, beta, scale }: StableLaw, tail: Tail, { fromShift, scaled }: Measure): Curves {
  const place = { fromShift, scale: scaled ? scale : 1, location: 0 };
  const logUnit = scaled ? logOf(scale) : 0;
  return {
    tail: (ys) => stableLogarithms(tail, ys, { alpha, beta }, place),
    density: (ys) => stableLogarithms('density', ys, { alpha, beta }, place).map((value) => value - logUnit),
    sign: tail === 'distribution' ? 1 : -1,
  };
}

/** The distances with log P = target in the given tail; infinite where they exceed the number range. */
export function tailPoints(
  law: StableLaw,
  tail: Tail,
  targets: Float64Array,
  measure: Measure,
): Float64Array {
  const curves = curvesOf(law, tail, measure);
  const tiny = measure.scaled || law.alpha < narrowBelow;
  const logRadius = logOf(tiny ? Number.MIN_VALUE : measure.fromShift ? smallRadius : 1);
  const logStart = measure.scaled ? logOf(law.scale) : 0;
  const start = tiny || measure.fromShift ? 1 + logStart - logRadius : 0;
  const found = search(curves, targets, logRadius, start);
  return measure.polished ? polish(curves, targets, found) : found;
}

/** y at coordinate w. */
function distanceAt(w: number, logRadius: number): number {
  return Math.max(-1, Math.min(1, w)) * expOf(Math.max(Math.abs(w) - 1, 0) + logRadius);
}

function search(curves: Curves, targets: Float64Array, logRadius: number, start: number): Float64Array {
  const farthest = 1 + logOf(Number.MAX_VALUE) - logRadius;
  const result = new Float64Array(targets.length);
  let active = Array.from(targets.keys());
  const low = new Float64Array(targets.length).fill(-farthest);
  const high = new Float64Array(targets.length).fill(farthest);
  const w = new Float64Array(targets.length).fill(start);
  const lastMove = new Float64Array(targets.length).fill(2 * farthest);
  for (let step = 0; step < mostSteps && active.length > 0; step++) {
    const sizes = exp(active.map((i) => Math.max(Math.abs(w[i]) - 1, 0) + logRadius));
    const ys = Float64Array.from(active, (i, k) => Math.max(-1, Math.min(1, w[i])) * sizes[k]);
    const values = curves.tail(ys);
    const densities = curves.density(ys);
    const slopes = exp(densities.map((value, k) => value - values[k]));
    const remaining: number[] = [];
    active.forEach((i, k) => {
      const excess = values[k] - targets[i];
      const tooFar = curves.sign * excess > 0;
      if (tooFar) high[i] = w[i];
      else low[i] = w[i];
      result[i] = ys[k];
      // Beyond the number range.
      if (Math.abs(w[i]) > farthest * atTheEnd) result[i] = ys[k] * Infinity;
      if (excess === 0 || !(high[i] - low[i] > narrowest * Math.abs(w[i]))) return;
      if (high[i] - low[i] < nearestCoordinate) {
        result[i] = 0;
        return;
      }
      const slope = slopes[k] * sizes[k] * curves.sign;
      const newton = w[i] - excess / slope;
      // The error after a step is about its square.
      if (Math.abs(newton - w[i]) <= lastStep * Math.max(1, Math.abs(w[i]) / 100)) {
        result[i] = distanceAt(newton, logRadius);
        return;
      }
      // Newton's step. Until both ends of a bracket are known, at most to twice the distance from the start;
      // then, if it leaves the bracket or is not half the one before, to the bracket's middle instead.
      const reach = 2 * Math.max(1, Math.abs(w[i] - start));
      const open = low[i] === -farthest || high[i] === farthest;
      const outermost = tooFar ? w[i] - reach : w[i] + reach;
      const within = newton > low[i] && newton < high[i];
      const halves = Math.abs(newton - w[i]) <= lastMove[i] / 2;
      const next = open
        ? Math.max(
            -farthest,
            Math.min(farthest, within && Math.abs(newton - w[i]) < reach ? newton : outermost),
          )
        : within && halves
          ? newton
          : low[i] / 2 + high[i] / 2;
      lastMove[i] = Math.abs(next - w[i]);
      if (next !== w[i]) remaining.push(i);
      w[i] = next;
    });
    active = remaining;
  }
  if (active.length > 0) throw new Error('A search for quantiles of a stable law has not come to its end.');
  return result;
}

/** One more step in y itself: where w is large, its rounding is many roundings of y. */
function polish(curves: Curves, targets: Float64Array, found: Float64Array): Float64Array {
  const inside = found.map((y) => (Number.isFinite(y) ? y : 0));
  const values = curves.tail(inside);
  const densities = curves.density(inside);
  return found.map((y, i) => {
    const move = (curves.sign * (values[i] - targets[i])) / expOf(densities[i] - values[i]);
    return Math.abs(move) < lastStep * Math.abs(y) && Number.isFinite(y) ? y - move : y;
  });
}
