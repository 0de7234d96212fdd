import { pathPlaces } from '../../kernel/index.js';
import type { StreamPosition } from '../../law/index.js';
import { UserError } from '../../error.js';
import type { Driver } from './driver.js';
import type { Potential } from '../potential/index.js';
import { discretise, type Scheme } from './scheme.js';

export interface PathSettings {
  readonly potential: Potential;
  readonly driver: Driver;
  readonly start: number;
  readonly timeStep: number;
  readonly steps: number;
  readonly stream: StreamPosition;
  /** Default: euler. */
  readonly scheme?: Exclude<Scheme, 'bridge'>;
}

/**
 * One path of dX = -U'(X) dt + noise, at 0, timeStep, 2 timeStep, ...: steps + 1 places.
 *
 * With the stream and scheme of `exitTimes` it is the path whose exit that reports, bit for bit.
 *
 * @throws {UserError} when the time step is too coarse for the potential, the start is not finite or the
 * number of steps is no whole number from 1 to 2^31 - 1
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
