import { pathPlaces } from '../../kernel/index.js';
import type { StreamPosition } from '../../law/index.js';
import { UserError } from '../../error.js';
import type { Driver } from './driver.js';
import type { Potential } from '../potential/index.js';
import { discretise, type Scheme } from './scheme.js';

/**
 * What `path` simulates: a motion, and at how many times it is looked at.
 */
export interface PathSettings {
  /** U, whose slope drives the path. */
  readonly potential: Potential;
  /** The noise. */
  readonly driver: Driver;
  /** Where the path begins. */
  readonly start: number;
  /** Length of a time step, above 0, in the unit of time of the equation. */
  readonly timeStep: number;
  /** How many steps, from 1 to 2^31 - 1. */
  readonly steps: number;
  /** Where the random numbers come from. It does not move on: the same stream gives the same paths. */
  readonly stream: StreamPosition;
  /** Default: euler. */
  readonly scheme?: Exclude<Scheme, 'bridge'>;
}

/**
 * One path of dX = -U'(X) dt + noise, at 0, timeStep, 2 timeStep, ...: steps + 1 places.
 *
 * With the stream and scheme of `exitTimes` it is the path whose exit that reports, bit for bit.
 *
 * @param settings - see PathSettings
 * @returns steps + 1 places, the start first
 * @throws {UserError} when the time step is too coarse for the potential, the start is not finite or the
 *   number of steps is no whole number from 1 to 2^31 - 1
 * @example
 * import { doubleWell, levy, path } from 'heavytail/sde';
 * import { stream } from 'heavytail/random';
 * const places = path({
 *   potential: doubleWell({ width: 1, height: 1 }),
 *   driver: levy(1.5, 0.1),
 *   start: -1,
 *   timeStep: 0.01,
 *   steps: 1000,
 *   stream: stream(1, 'example'),
 * });
 * places.length; // → 1001
 * places[1000]; // → -0.991249
 */
export function path(settings: PathSettings): Float64Array {
  const { potential, driver, start, timeStep, steps, stream, scheme = 'euler' } = settings;
  if (!Number.isInteger(steps) || steps < 1 || steps >= 2 ** 31) {
    throw new UserError(
      `The number of steps is ${steps}; it must be a whole number from 1 to 2^31 - 1.`,
      'Give at least one step.',
    );
  }
  if (!Number.isFinite(start)) {
    throw new UserError(`The start is ${start}; it must be finite.`, 'Start for example at a minimum.');
  }
  const { dynamics, noise } = discretise(potential, driver, scheme, timeStep, start, -Infinity, Infinity);
  const places = new Float64Array(steps + 1);
  places[0] = start;
  places.set(pathPlaces(dynamics, noise, steps, stream), 1);
  return places;
}
