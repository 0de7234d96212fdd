import { log } from '../../../kernel/index.js';
import { draw, stable, stream } from '../../../law/index.js';

/**
 * SGD on f(w) = w^2/2 under symmetric stable noise of scale 1, many independent iterates at a time: sums of
 * log|w_k| at given times, from which the scale follows.
 */

/** Some iterates of one step size. */
export type DescentCell = {
  readonly alpha: number;
  readonly stepSize: number;
  /** Bound on the size of the noise in a step's gradient; 0: none. */
  readonly clip: number;
  readonly part: number;
  readonly iterates: number;
};

/** Sums over those iterates, one a checkpoint. */
export type DescentResult = DescentCell & {
  readonly sums: readonly number[];
  readonly squares: readonly number[];
};

/** Scale at a checkpoint, as logarithm with its standard error. */
export interface ScalePoint {
  readonly steps: number;
  readonly logScale: number;
  readonly standardError: number;
}

/** stepSize * k of the checkpoints, in relaxation times: from the start of the descent to its floor. */
const checkpoints = [0.25, 0.5, 1, 2, 3.5, 5];

/** Iterates advanced together. */
const chunk = 10_000;
/** Euler's constant. */
const eulerGamma = 0.5772156649015329;

/** Steps at the checkpoints. */
export function checkedSteps(stepSize: number): number[] {
  return checkpoints.map((time) => Math.round(time / stepSize));
}

/** Runs a cell, starting from a stable law of scale 1; numbers are keyed by the cell. */
export function runDescent(cell: DescentCell, seed: number): DescentResult {
  const { alpha, stepSize, clip, part, iterates } = cell;
  const noise = stable({ alpha });
  const steps = checkedSteps(stepSize);
  const sums = steps.map(() => 0);
  const squares = steps.map(() => 0);
  const source = stream(seed, 'levy-convergence', alpha, stepSize, clip, part);
  for (let done = 0; done < iterates; done += chunk) {
    const count = Math.min(chunk, iterates - done);
    const places = draw(noise, count, source);
    let step = 0;
    steps.forEach((until, c) => {
      for (; step < until; step++) {
        const jumps = draw(noise, count, source);
        for (let i = 0; i < count; i++) {
          const jump = clip > 0 ? Math.max(-clip, Math.min(clip, jumps[i])) : jumps[i];
          places[i] -= stepSize * (places[i] + jump);
        }
      }
      for (const value of log(places.map(Math.abs))) {
        sums[c] += value;
        squares[c] += value * value;
      }
    });
  }
  return { ...cell, sums, squares };
}

/**
 * Scales at the checkpoints from the mean of log|w|, log scale = E log|w| - gamma (1/alpha - 1) with Euler's
 * gamma, the index being known.
 *
 * @param parts - of one step size
 * @param alpha - of the law whose scale is asked for
 */
export function scalesOf(parts: readonly DescentResult[], alpha: number): ScalePoint[] {
  const count = parts.reduce((sum, { iterates }) => sum + iterates, 0);
  return checkedSteps(parts[0].stepSize).map((steps, c) => {
    const mean = parts.reduce((sum, { sums }) => sum + sums[c], 0) / count;
    const square = parts.reduce((sum, { squares }) => sum + squares[c], 0) / count;
    const standardError = Math.sqrt(Math.max(0, square - mean * mean) / count);
    return { steps, logScale: mean - eulerGamma * (1 / alpha - 1), standardError };
  });
}

/** One step size of one index, with what theory says. */
export interface Descent {
  readonly alpha: number;
  readonly stepSize: number;
  readonly points: readonly ScalePoint[];
  /** Exact scales at the points. */
  readonly exact: readonly number[];
}
