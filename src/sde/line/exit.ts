import { exitRecord, exits, exitWays } from '../../kernel/index.js';
import type { StreamPosition } from '../../law/index.js';
import { UserError } from '../../error.js';
import type { Driver } from './driver.js';
import { type PathCounts, requirePaths } from '../exits/requirePaths.js';
import type { Potential } from '../potential/index.js';
import { defaultScheme, discretise, type Scheme } from './scheme.js';

export interface ExitSettings extends PathCounts {
  readonly potential: Potential;
  readonly driver: Driver;
  /** Edges of the domain; either may be infinite. */
  readonly low: number;
  readonly high: number;
  /** Where every path begins, inside the domain. */
  readonly start: number;
  readonly timeStep: number;
  readonly stream: StreamPosition;
  /** Default: bridge for a Brownian driver, euler for a Levy driver. */
  readonly scheme?: Scheme;
}

/** First exits of paths, in the order of paths. */
export interface Exits {
  /** Time of exit, or for a censored path the time until which it was watched. */
  readonly times: Float64Array;
  /**
   * Where the path was when it was first seen outside; the edge itself after a crossing between grid points.
   */
  readonly places: Float64Array;
  /** Noise increment of the last step. */
  readonly jumps: Float64Array;
  readonly steps: Float64Array;
  /** 1 where the path had not left. */
  readonly censored: Uint8Array;
}

/** Paths handed to the kernel at a time: its results stay in cache, its lanes are long busy. */
const chunk = 8192;
/** Steps are counted in 32 bits. */
const mostSteps = 2 ** 32 - 2;

/**
 * First exits of dX = -U'(X) dt + noise from the interval (low, high).
 *
 * Path p depends on the stream, p and the settings alone: the same bits in one call or many, on any worker.
 * An exit is dated at the grid point where the path is first outside, or in the middle of the step for
 * a crossing between grid points. Cost: see bench/exit.ts.
 *
 * @throws {UserError} when the time step is too coarse for the potential, the start lies outside the domain,
 * both edges are infinite, no path is asked for, the scheme does not fit, or a path leaves all numbers
 */
export function exitTimes(settings: ExitSettings): Exits {
  const { potential, driver, low, high, start, timeStep, paths, firstPath = 0, stream } = settings;
  requireInside(settings);
  requirePaths(settings, mostSteps);
  const scheme = settings.scheme ?? defaultScheme(driver);
  const { dynamics, noise } = discretise(potential, driver, scheme, timeStep, start, low, high);
  const result: Exits = {
    times: new Float64Array(paths),
    places: new Float64Array(paths),
    jumps: new Float64Array(paths),
    steps: new Float64Array(paths),
    censored: new Uint8Array(paths),
  };
  for (let done = 0; done < paths; done += chunk) {
    const count = Math.min(chunk, paths - done);
    const records = exits(
      { ...dynamics, noise, low, high, limit: Math.ceil(settings.maximalSteps) },
      count,
      stream,
      firstPath + done,
    );
    for (let p = 0; p < count; p++) {
      const [steps, place, jump, way] = records.subarray(exitRecord * p, exitRecord * (p + 1));
      requirePlace(place!, jump!, settings, firstPath + done + p, steps!);
      result.steps[done + p] = steps!;
      result.places[done + p] = place!;
      result.jumps[done + p] = jump!;
      result.censored[done + p] = Number(way === exitWays.censored);
      result.times[done + p] = (way === exitWays.crossed ? steps! - 0.5 : steps!) * timeStep;
    }
  }
  return result;
}

/**
 * Refuses a path that was found outside because its place is no number, or is infinite where no edge is, or
 * was made so by its drift: only an infinite jump over an edge is an exit.
 */
function requirePlace(
  place: number,
  jump: number,
  { low, high }: ExitSettings,
  path: number,
  steps: number,
): void {
  if (Number.isFinite(place)) return;
  if (place === jump && (place > 0 ? high < Infinity : low > -Infinity)) return;
  throw new UserError(
    `Path ${path} left all numbers: its place is ${place} after ${steps} steps.`,
    'Far out the drift overflows: bound the domain on both sides, ' +
      'or take a potential that grows quadratically there.',
  );
}

/**
 * How far beyond the edge each path was when it was first seen outside: 0 after a crossing between grid
 * points, NaN for a censored path, which is still inside.
 *
 * @param domain - the edges that `exitTimes` was given
 */
export function overshoots(
  { places, censored }: Pick<Exits, 'places' | 'censored'>,
  { low, high }: Pick<ExitSettings, 'low' | 'high'>,
): Float64Array {
  return places.map((place, p) => (censored[p] === 1 ? Number.NaN : Math.max(low - place, place - high)));
}

/**
 * Refuses a start that lies outside, and a domain that no path leaves.
 *
 * @throws {UserError}
 */
export function requireInside({ low, high, start }: Pick<ExitSettings, 'low' | 'high' | 'start'>): void {
  if (!(low < start && start < high)) {
    throw new UserError(
      `The start ${start} lies outside the domain from ${low} to ${high}.`,
      'Start inside the domain, for example at the minimum.',
    );
  }
  if (low === -Infinity && high === Infinity) {
    throw new UserError('The domain is the whole line, which no path leaves.', 'Give at least one edge.');
  }
}
