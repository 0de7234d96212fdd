import type { StreamPosition } from '../../law/index.js';
import { UserError } from '../../error.js';
import { type PathCounts, requirePaths } from '../exits/requirePaths.js';
import { type Domain, regionOf } from './domain.js';
import { type SpaceSettings, Walk } from './walk.js';

export interface SpaceExitSettings extends SpaceSettings, PathCounts {
  readonly domain: Domain;
}

/** First exits of paths, in the order of paths. */
export interface SpaceExits {
  /** Time of exit, or for a censored path the time until which it was watched. */
  readonly times: Float64Array;
  readonly steps: Float64Array;
  /** Where the path was when it was first seen outside, path by path: paths x dimension. */
  readonly places: Float64Array;
  /** Length of the noise increment of the last step. */
  readonly jumps: Float64Array;
  /**
   * Distance from the domain at the exit, 0 for a censored path; absent for basins and for domains that are
   * given as a function.
   */
  readonly overshoots?: Float64Array;
  /** 1 where the path had not left. */
  readonly censored: Uint8Array;
}

/** Steps are counted exactly. */
const mostSteps = 2 ** 53 - 1;

/**
 * First exits of dX = -grad U(X) dt + noise from a domain of any dimension, seen at grid points.
 *
 * Path p depends on the stream, p and the settings alone: the same bits in one call or many, on any worker.
 * Paths run one after another, so that one that has left costs nothing more. Cost: see bench/space.ts.
 *
 * @throws {UserError} when the time step is too coarse for the landscape, the start lies outside the domain,
 * a setting is out of range, or a path leaves all numbers
 */
export function spaceExits(settings: SpaceExitSettings): SpaceExits {
  const { landscape, timeStep, paths, firstPath = 0, maximalSteps, stream } = settings;
  requirePaths(settings, mostSteps);
  const { dimension } = landscape;
  const walk = new Walk(settings);
  const region = regionOf(settings.domain, landscape);
  if (!region.inside(walk.place)) {
    throw new UserError(
      'The start lies outside the domain.',
      'Start inside the domain, for example at the minimum.',
    );
  }
  const result = {
    times: new Float64Array(paths),
    steps: new Float64Array(paths),
    places: new Float64Array(paths * dimension),
    jumps: new Float64Array(paths),
    censored: new Uint8Array(paths),
  };
  const overshoots = new Float64Array(paths);
  for (let p = 0; p < paths; p++) {
    walk.begin(pathStream(stream, firstPath + p));
    let steps = 0;
    let inside = true;
    while (inside && steps < maximalSteps) {
      walk.step();
      steps += 1;
      inside = region.inside(walk.place);
    }
    walk.requireFinite();
    result.times[p] = steps * timeStep;
    result.steps[p] = steps;
    result.places.set(walk.place, p * dimension);
    result.jumps[p] = walk.lastJump();
    result.censored[p] = Number(inside);
    if (!inside && region.overshoot) overshoots[p] = region.overshoot(walk.place);
  }
  return region.overshoot ? { ...result, overshoots } : result;
}

/** Where path p of an experiment draws its numbers: `stream.substream(p)` of the same bits. */
function pathStream({ key0, key1, lane, tag }: StreamPosition, path: number): StreamPosition {
  return { key0, key1, lane: (lane + path) % 2 ** 32, tag };
}
