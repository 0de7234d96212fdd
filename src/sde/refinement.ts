import { logOf, PathDraws } from '../kernel/index.js';
import type { StreamPosition } from '../law/index.js';
import { UserError } from '../error.js';
import type { Driver } from './driver.js';
import type { ExitSettings } from './exit.js';
import { noiseOf, stableScale } from './scheme.js';

export interface RefinementSettings
  extends Pick<ExitSettings, 'potential' | 'low' | 'high' | 'start' | 'paths' | 'firstPath'> {
  /** Brownian or Levy: clipped increments do not add up to clipped ones. */
  readonly driver: Driver;
  /** The coarsest time step; level k has timeStep/2^k. */
  readonly timeStep: number;
  /** Number of time steps, from 2. */
  readonly levels: number;
  /** Exit times are cut off here: a multiple of the coarsest time step is made of it. */
  readonly horizon: number;
  readonly stream: StreamPosition;
}

export interface Refinement {
  /** From coarse to fine. */
  readonly timeSteps: number[];
  /** times[k][p]: exit time of path p at level k, or the horizon. */
  readonly times: Float64Array[];
  /** Mean over paths of times[k] - times[k + 1], with its standard error. */
  readonly differences: { readonly mean: number; readonly standardError: number }[];
  /**
   * log2 of a difference over the next: the order of the bias in the time step, where differences are
   * many standard errors from 0; NaN where they have not the same sign.
   */
  readonly orders: { readonly order: number; readonly standardError: number }[];
}

/**
 * Exit times of the same paths by the Euler scheme at time steps timeStep, timeStep/2, ...: the increments of
 * a coarse step are the sums of those of the fine ones, so that paths differ by their time steps alone and the
 * bias of a step shows in few paths.
 *
 * @throws {UserError} when there are fewer than 2 levels or paths, the coarsest step is unstable, the driver is
 * clipped, or a path leaves all numbers
 */
export function refinement(settings: RefinementSettings): Refinement {
  const { timeStep, levels, horizon, paths, firstPath = 0, driver, stream } = settings;
  requireLevels(settings);
  const finest = 2 ** (levels - 1);
  const amplitude = stableScale(driver, timeStep / finest);
  const noise = noiseOf(driver);
  const times = Array.from({ length: levels }, () => new Float64Array(paths));
  const rounds = Math.ceil(horizon / timeStep);
  for (let p = 0; p < paths; p++) {
    const lane = (stream.lane + firstPath + p) % 2 ** 32;
    const { key0, key1, tag } = stream;
    const source = new PathDraws(noise, { key0, key1, lane, tag });
    const walkers = times.map((_, k) => new Walker(settings, k, finest / 2 ** k));
    for (let round = 0; round < rounds && walkers.some((walker) => walker.inside); round += stretch) {
      const count = finest * Math.min(stretch, rounds - round);
      const draws = source.next(count);
      for (const walker of walkers) walker.follow(draws, amplitude);
    }
    walkers.forEach((walker, k) => {
      times[k][p] = walker.time;
    });
  }
  const differences = times.slice(1).map((fine, k) => meanDifference(times[k], fine));
  return {
    timeSteps: times.map((_, k) => timeStep / 2 ** k),
    times,
    differences,
    orders: differences.slice(1).map((next, k) => orderOf(differences[k], next)),
  };
}

/** Coarsest steps whose increments are drawn at a time. */
const stretch = 256;

/** One path at one time step. */
class Walker {
  inside = true;
  time = 0;
  #place: number;
  #steps = 0;
  readonly #timeStep: number;

  constructor(
    private readonly settings: RefinementSettings,
    level: number,
    private readonly fineSteps: number,
  ) {
    this.#place = settings.start;
    this.#timeStep = settings.timeStep / 2 ** level;
  }

  follow(draws: Float64Array, amplitude: number): void {
    const { potential, low, high } = this.settings;
    for (let i = 0; i < draws.length && this.inside; i += this.fineSteps) {
      let sum = 0;
      for (let j = i; j < i + this.fineSteps; j++) sum += draws[j];
      this.#place += -this.#timeStep * potential.gradient(this.#place) + amplitude * sum;
      this.#steps += 1;
      this.inside = this.#place > low && this.#place < high;
    }
    if (Number.isNaN(this.#place)) {
      throw new UserError(
        `A path left all numbers after ${this.#steps} steps of ${this.#timeStep}.`,
        'Far out the drift overflows: bound the domain on both sides, or take a potential that grows quadratically there.',
      );
    }
    this.time = this.#steps * this.#timeStep;
  }
}

function meanDifference(coarse: Float64Array, fine: Float64Array): { mean: number; standardError: number } {
  const n = coarse.length;
  const gaps = coarse.map((time, p) => time - fine[p]);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / n;
  const square = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(square / (n * (n - 1))) };
}

/** The errors of the two differences are taken for independent; their bias is of the same paths. */
function orderOf(
  coarse: { mean: number; standardError: number },
  fine: { mean: number; standardError: number },
): { order: number; standardError: number } {
  const ratio = coarse.mean / fine.mean;
  const error = Math.hypot(coarse.standardError / coarse.mean, fine.standardError / fine.mean);
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
  const steepest = potential.steepestCurvature(low, high);
  if (!(timeStep > 0 && timeStep * steepest <= coarsest && horizon >= timeStep && horizon < Infinity)) {
    throw new UserError(
      `The coarsest time step is ${timeStep}, the curvature up to ${steepest}, the horizon ${horizon}.`,
      `Give a time step above 0 whose product with the curvature is at most ${coarsest}, and a finite horizon above it.`,
    );
  }
}
