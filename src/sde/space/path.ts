import { UserError } from '../../error.js';
import { type SpaceSettings, Walk } from './walk.js';

/**
 * What `spacePath` simulates: a motion, and at how many times it is looked at.
 */
export interface SpacePathSettings extends SpaceSettings {
  /** How many steps, from 1 on. */
  readonly steps: number;
}

/**
 * One path of dX = -grad U(X) dt + noise at 0, timeStep, 2 timeStep, ...: steps + 1 places, one after the
 * other, steps + 1 x dimension.
 *
 * With stream.substream(p) and otherwise the settings of `spaceExits` it is the path p of that, bit for bit.
 *
 * @param settings - see SpacePathSettings
 * @returns (steps + 1) x dimension numbers, one place after the other
 * @throws {UserError} when the time step is too coarse for the landscape, a setting is out of range, or the
 *   path leaves all numbers
 */
export function spacePath(settings: SpacePathSettings): Float64Array {
  const { landscape, steps, stream } = settings;
  if (!Number.isInteger(steps) || steps < 1 || steps >= 2 ** 31) {
    throw new UserError(
      `The number of steps is ${steps}; it must be a whole number from 1 to 2^31 - 1.`,
      'Give at least one step.',
    );
  }
  const { dimension } = landscape;
  const walk = new Walk(settings);
  const { key0, key1, lane, tag } = stream;
  walk.begin({ key0, key1, lane, tag });
  const places = new Float64Array((steps + 1) * dimension);
  places.set(walk.place);
  for (let step = 1; step <= steps; step++) {
    walk.step();
    places.set(walk.place, step * dimension);
  }
  walk.requireFinite();
  return places;
}
