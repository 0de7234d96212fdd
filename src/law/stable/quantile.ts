import { exp, expOf, log, logOf, shiftPoint, stableLogarithms } from '../../kernel/index.js';
import type { StableLaw } from './law.js';

/**
 * Points at which a standard law has given tail probabilities, by Newton steps held in brackets, all points
 * at once. The unknown is the coordinate w of the distance y from a centre: y = r w for |w| <= 1 and
 * sign(w) r exp(|w| - 1) beyond, in which both tails are as smooth as the middle.
 */

type Tail = 'distribution' | 'survival';

/** Below this alpha the law is peaked at its shift point, on a scale that shrinks fast with alpha. */
const peakedBelow = 0.9;
const smallRadius = 1e-40;
const mostSteps = 200;
/** A step of Newton this short is the last. */
const lastStep = 1e-8;

/** y at coordinate w. */
function distanceAt(w: number, logRadius: number): number {
  return Math.max(-1, Math.min(1, w)) * expOf(Math.max(Math.abs(w) - 1, 0) + logRadius);
}

/** Solves log P = target in the given tail. */
function solve(law: StableLaw, tail: Tail, targets: Float64Array): Float64Array {
  const peaked = law.alpha < peakedBelow;
  const radius = peaked ? smallRadius : 1;
  const centre = peaked ? shiftPoint(law.alpha, law.beta) : 0;
  const logRadius = logOf(radius);
  const farthest = 1 + logOf(Number.MAX_VALUE) - logRadius;
  const result = new Float64Array(targets.length);
  let active = Array.from(targets.keys());
  const low = new Float64Array(targets.length).fill(-farthest);
  const high = new Float64Array(targets.length).fill(farthest);
  const start = peaked ? 1 - logRadius : 0;
  const w = new Float64Array(targets.length).fill(start);
  const lastMove = new Float64Array(targets.length).fill(2 * farthest);
  for (let step = 0; step < mostSteps && active.length > 0; step++) {
    const sizes = exp(active.map((i) => Math.max(Math.abs(w[i]) - 1, 0) + logRadius));
    const ys = Float64Array.from(active, (i, k) => Math.max(-1, Math.min(1, w[i])) * sizes[k]);
    const values = stableLogarithms(tail, ys, law, peaked);
    const densities = stableLogarithms('density', ys, law, peaked);
    const slopes = exp(densities.map((value, k) => value - values[k]));
    const remaining: number[] = [];
    active.forEach((i, k) => {
      const excess = values[k] - targets[i];
      const tooFar = tail === 'distribution' ? excess > 0 : excess < 0;
      if (tooFar) high[i] = w[i];
      else low[i] = w[i];
      result[i] = centre + ys[k];
      // Beyond the number range.
      if (Math.abs(w[i]) > farthest * (1 - 1e-12)) result[i] = ys[k] * Infinity;
      if (excess === 0 || !(high[i] - low[i] > 2e-16 * Math.abs(w[i]))) return;
      const slope = slopes[k] * sizes[k] * (tail === 'distribution' ? 1 : -1);
      const newton = w[i] - excess / slope;
      // The error after a step is about its square.
      if (Math.abs(newton - w[i]) <= lastStep * Math.max(1, Math.abs(w[i]) / 100)) {
        result[i] = centre + distanceAt(newton, logRadius);
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

function inverse(law: StableLaw, ps: ArrayLike<number>, tail: Tail): Float64Array {
  const other: Tail = tail === 'distribution' ? 'survival' : 'distribution';
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < ps.length; i++) {
    const p = ps[i];
    if (!(p >= 0 && p <= 1)) {
      throw new RangeError(`Probability ${i} is ${p}; it must lie between 0 and 1.`);
    }
    if (p > 0 && p <= 0.5) small.push(i);
    else if (p > 0.5 && p < 1) large.push(i);
  }
  const smallRoots = solve(law, tail, log(small.map((i) => ps[i])));
  const largeRoots = solve(law, other, log(large.map((i) => 1 - ps[i])));
  const [lowest, highest] = support(law);
  const result = Float64Array.from(ps, (p) => ((p === 0) === (tail === 'distribution') ? lowest : highest));
  small.forEach((i, k) => {
    result[i] = law.locationS0 + law.scale * smallRoots[k];
  });
  large.forEach((i, k) => {
    result[i] = law.locationS0 + law.scale * largeRoots[k];
  });
  return result;
}

/** The ends of the law's support: infinite but for the one-sided laws alpha < 1, |beta| = 1. */
export function support(law: StableLaw): [lowest: number, highest: number] {
  const { alpha, beta, locationS0, scale } = law;
  const end = alpha < 1 && Math.abs(beta) === 1 ? locationS0 + scale * shiftPoint(alpha, beta) : undefined;
  return [beta > 0 ? (end ?? -Infinity) : -Infinity, beta < 0 ? (end ?? Infinity) : Infinity];
}

/**
 * Quantiles of an alpha-stable law: P(X <= quantile) = p, to 1e-12 of p and of 1 - p, as far as the
 * rounding of the result allows.
 *
 * @param law - any stable law
 * @param ps - probabilities from 0 (the lower end of the support) to 1 (the upper end)
 * @returns one point a probability, in the unit of law.scale; infinite where it exceeds the number range
 * @throws {RangeError} when a probability is not between 0 and 1
 * @example
 * quantile(stable({ alpha: 1 }), [0.25]) // [-1]
 */
export function quantile(law: StableLaw, ps: ArrayLike<number>): Float64Array {
  return inverse(law, ps, 'distribution');
}

/**
 * Inverse of the survival function: P(X > point) = p, for p down to 1e-300, where 1 - p would be 1.
 * See quantile.
 */
export function survivalQuantile(law: StableLaw, ps: ArrayLike<number>): Float64Array {
  return inverse(law, ps, 'survival');
}
