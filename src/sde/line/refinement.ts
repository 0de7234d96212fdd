import { hypotenuse, logOf, PathDraws, square } from '../../kernel/index.js';
import { Stream, type StreamPosition } from '../../law/index.js';
import { UserError } from '../../error.js';
import { CoupledPath } from './coupledPath.js';
import type { Driver } from './driver.js';
import type { ExitSettings } from './exit.js';
import { noiseOf, type Scheme, steepnessFor } from './scheme.js';

export interface RefinementSettings
  extends Pick<ExitSettings, 'potential' | 'low' | 'high' | 'start' | 'paths' | 'firstPath'> {
  /** Brownian or Levy: clipped increments do not add up to clipped ones. */
  readonly driver: Driver;
  /** The coarsest time step; level k has timeStep/2^k. */
  readonly timeStep: number;
  /** Number of time steps, from 2. */
  readonly levels: number;
  /**
   * Exit times are cut off here: a multiple of the coarsest time step is made of it. Infinity waits for every
   * path.
   */
  readonly horizon: number;
  readonly stream: StreamPosition;
  /** Default: euler. */
  readonly scheme?: Scheme;
}

export interface Refinement {
  /** From coarse to fine. */
  readonly timeSteps: number[];
  /** times[k][p]: exit time of path p at level k, or the horizon. */
  readonly times: Float64Array[];
  /** censored[k][p]: 1 where path p had not left at level k by the horizon. */
  readonly censored: Uint8Array[];
  /** Mean over paths of times[k] - times[k + 1], with its standard error. */
  readonly differences: { readonly mean: number; readonly standardError: number }[];
  /**
   * log2 of a difference over the next: the order of the bias in the time step, where differences are
   * many standard errors from 0; NaN where they have not the same sign.
   */
  readonly orders: { readonly order: number; readonly standardError: number }[];
}

/**
 * Exit times of the same paths at time steps timeStep, timeStep/2, ...: the increments of
 * a coarse step are the sums of those of the fine ones, so that paths differ by their time steps alone and
 * the bias of a step shows in few paths.
 *
 * @throws {UserError} when there are fewer than 2 levels or paths, the coarsest step is unstable, the driver
 *   is
 * clipped, the scheme does not fit, or a path leaves all numbers
 */
export function refinement(settings: RefinementSettings): Refinement {
  const { timeStep, levels, horizon, paths, firstPath = 0, driver, stream, scheme = 'euler' } = settings;
  requireLevels(settings);
  const finest = 2 ** (levels - 1);
  const noise = noiseOf(driver);
  const times = Array.from({ length: levels }, () => new Float64Array(paths));
  const censored = times.map(() => new Uint8Array(paths));
  const rounds = Math.ceil(horizon / timeStep);
  for (let p = 0; p < paths; p++) {
    const lane = (stream.lane + firstPath + p) % 2 ** 32;
    const words = { key0: stream.key0, key1: stream.key1, lane, tag: stream.tag };
    const source = new PathDraws(noise, words);
    const crossings = new Stream(words);
    crossings.advance(crossingBlocks);
    const walkers = times.map((_, k) => new CoupledPath({ ...settings, scheme }, k, finest / 2 ** k));
    let count: number;
    for (let round = 0; round < rounds && walkers.some(({ inside }) => inside); round += count) {
      // Few draws for a path that soon leaves, many at a time for one that stays.
      count = Math.min(Math.max(shortest, round), longest, rounds - round);
      const draws = {
        noise: source.next(finest * count),
        crossings: scheme === 'bridge' ? crossings.uniforms(count) : none,
      };
      for (const walker of walkers) if (walker.inside) walker.follow(draws);
    }
    walkers.forEach((walker, k) => {
      times[k][p] = walker.time;
      censored[k][p] = Number(walker.inside);
    });
  }
  const differences = times.slice(1).map((fine, k) => meanDifference(times[k], fine));
  return {
    timeSteps: times.map((_, k) => timeStep / 2 ** k),
    times,
    censored,
    differences,
    orders: differences.slice(1).map((next, k) => orderOf(differences[k], next)),
  };
}

/** Coarsest steps whose increments are drawn at a time. */
const shortest = 16;
const longest = 1024;
/** Blocks of a path's substream before those of crossings, which are the exit kernel's for them. */
const crossingBlocks = 2 ** 32;
const none = new Float64Array(0);

function meanDifference(coarse: Float64Array, fine: Float64Array): { mean: number; standardError: number } {
  const n = coarse.length;
  const gaps = coarse.map((time, p) => time - fine[p]);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / n;
  const squares = gaps.reduce((sum, gap) => sum + square(gap - mean), 0);
  return { mean, standardError: Math.sqrt(squares / (n * (n - 1))) };
}

/** The errors of the two differences are taken for independent; their bias is of the same paths. */
function orderOf(
  coarse: { mean: number; standardError: number },
  fine: { mean: number; standardError: number },
): { order: number; standardError: number } {
  const ratio = coarse.mean / fine.mean;
  const error = hypotenuse(coarse.standardError / coarse.mean, fine.standardError / fine.mean);
  return { order: ratio > 0 ? logOf(ratio) / logOf(2) : Number.NaN, standardError: error / logOf(2) };
}

/** Largest timeStep times |U''| of the coarsest level: below the limit of stability, 2. */
const coarsest = 1;

function requireLevels({
  potential,
  timeStep,
  levels,
  paths,
  horizon,
  low,
  high,
  start,
  driver,
  scheme,
}: RefinementSettings): void {
  if (driver.kind === 'clipped') {
    throw new UserError(
      'Refinement was asked for a clipped driver, which is another process at every time step.',
      'Use a Brownian or Lévy driver.',
    );
  }
  const whole = Number.isInteger(levels) && levels >= 2 && levels <= 16;
  if (!(whole && Number.isInteger(paths) && paths >= 2)) {
    throw new UserError(
      `${levels} time steps and ${paths} paths were asked for.`,
      'Give 2 to 16 time steps, each half of the one before, and at least 2 paths.',
    );
  }
  if (!(low < start && start < high)) {
    throw new UserError(
      `The start ${start} lies outside the domain from ${low} to ${high}.`,
      'Start inside the domain.',
    );
  }
  const steepest = steepnessFor(potential, scheme ?? 'euler', low, high);
  if (!(timeStep > 0 && timeStep * steepest <= coarsest && horizon >= timeStep)) {
    throw new UserError(
      `The coarsest time step is ${timeStep}, the curvature up to ${steepest}, the horizon ${horizon}.`,
      `Give a time step above 0 whose product with the curvature is at most ${coarsest}, ` +
        'and a horizon above it.',
    );
  }
}
