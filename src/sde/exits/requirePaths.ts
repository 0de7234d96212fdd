import { UserError } from '../../error.js';

/** How many paths of an experiment are simulated, which ones, and for how long at most. */
export interface PathCounts {
  /** How many paths, from 1 to 2^31 - 1. */
  readonly paths: number;
  /** Path p draws from substream firstPath + p: a range of paths of a larger experiment. Default 0. */
  readonly firstPath?: number;
  /** A path that has not left after this many steps is censored. */
  readonly maximalSteps: number;
}

/** Paths are counted in 31 bits, and named by substreams of 32. */
const endOfPaths = 2 ** 31;
const endOfSubstreams = 2 ** 32;

/**
 * Refuses numbers of paths and steps that no experiment has.
 *
 * @param mostSteps - that are counted exactly
 * @throws {UserError}
 */
export function requirePaths({ paths, firstPath = 0, maximalSteps }: PathCounts, mostSteps: number): void {
  if (!Number.isInteger(paths) || paths < 1 || paths >= endOfPaths) {
    throw new UserError(
      `The number of paths is ${paths}; it must be a whole number from 1 to 2^31 - 1.`,
      'Give at least one path; some hundred for a mean with an error of a few percent.',
    );
  }
  if (!Number.isInteger(firstPath) || firstPath < 0 || firstPath + paths > endOfSubstreams) {
    throw new UserError(
      `The first path is ${firstPath}; all paths must have numbers from 0 to 2^32 - 1.`,
      'Use several streams for more paths than that.',
    );
  }
  if (!(maximalSteps >= 1 && maximalSteps <= mostSteps)) {
    throw new UserError(
      `The maximal number of steps is ${maximalSteps}; it must be from 1 to ${mostSteps}.`,
      'Choose it some ten times the mean exit time over the time step.',
    );
  }
}
