import { log, powOf, square } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { clippedLevy, exitTimes, levy, quadraticWell } from '../../../sde/index.js';

/**
 * SGD on f(w) = w^2/2 under symmetric stable noise of scale 1, many independent iterates that start at the
 * minimum: sums of log|w_k| at given times, from which the scale follows.
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
  /** Of log|w|, and of its squares. */
  readonly sums: readonly number[];
  readonly squares: readonly number[];
  /** Of w^2. */
  readonly energies: readonly number[];
};

/** Scale at a checkpoint, as logarithm with its standard error. */
export interface ScalePoint {
  readonly steps: number;
  readonly logScale: number;
  readonly standardError: number;
}

/** stepSize * k of the checkpoints, in relaxation times: from the start to the floor. */
const checkpoints = [0.25, 1, 4];

/** No path gets this far. */
const farAway = 1e200;
/** Euler's constant. */
const eulerGamma = 0.5772156649015329;

/** Steps at the checkpoints. */
export function checkedSteps(stepSize: number): number[] {
  return checkpoints.map((time) => Math.round(time / stepSize));
}

/** Runs a cell; numbers are keyed by it, each checkpoint having iterates of its own. */
export function runDescent(cell: DescentCell, seed: number): DescentResult {
  const { alpha, stepSize, clip, part, iterates } = cell;
  // Over a time step eta a driver of this scale moves by noise of scale eta.
  const scale = powOf(stepSize, 1 - 1 / alpha);
  const driver = clip > 0 ? clippedLevy(alpha, scale, clip * stepSize) : levy(alpha, scale);
  const places = checkedSteps(stepSize).map(
    (steps) =>
      // The Euler scheme with this time step is the iteration of SGD itself, for Gaussian noise as well.
      exitTimes({
        potential: quadraticWell(1),
        driver,
        low: -farAway,
        high: farAway,
        start: 0,
        timeStep: stepSize,
        paths: iterates,
        maximalSteps: steps,
        scheme: 'euler',
        stream: stream(seed, 'levy-convergence', alpha, stepSize, clip, part, steps),
      }).places,
  );
  const logs = places.map((all) => log(all.map(Math.abs)));
  const total = (values: Float64Array, of: (value: number) => number) =>
    values.reduce((sum, value) => sum + of(value), 0);
  return {
    ...cell,
    sums: logs.map((values) => total(values, (value) => value)),
    squares: logs.map((values) => total(values, square)),
    energies: places.map((values) => total(values, square)),
  };
}

const countOf = (parts: readonly DescentResult[]) => parts.reduce((sum, { iterates }) => sum + iterates, 0);

/**
 * Scales at the checkpoints from the mean of log|w|, log scale = E log|w| - gamma (1/alpha - 1) with Euler's
 * gamma, the index being known.
 *
 * @param parts - of one step size
 * @param alpha - of the law whose scale is asked for
 */
export function scalesOf(parts: readonly DescentResult[], alpha: number): ScalePoint[] {
  const count = countOf(parts);
  return checkedSteps(parts[0].stepSize).map((steps, c) => {
    const mean = parts.reduce((sum, { sums }) => sum + sums[c], 0) / count;
    const meanSquare = parts.reduce((sum, { squares }) => sum + squares[c], 0) / count;
    const standardError = Math.sqrt(Math.max(0, meanSquare - mean * mean) / count);
    return { steps, logScale: mean - eulerGamma * (1 / alpha - 1), standardError };
  });
}

/**
 * Mean square of w at the last checkpoint with its standard error, of Gaussian iterates.
 *
 * @param parts - of one step size
 */
export function meanSquareOf(parts: readonly DescentResult[]): { value: number; standardError: number } {
  const count = countOf(parts);
  const value = parts.reduce((sum, { energies }) => sum + energies.at(-1)!, 0) / count;
  return { value, standardError: value * Math.sqrt(2 / count) };
}

/** One step size of one index, with what theory says. */
export interface Descent {
  readonly alpha: number;
  readonly stepSize: number;
  readonly points: readonly ScalePoint[];
  /** Exact scales at the points. */
  readonly exact: readonly number[];
}
