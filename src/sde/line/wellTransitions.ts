import { pathPlaces } from '../../kernel/index.js';
import type { StreamPosition } from '../../law/index.js';
import { UserError } from '../../error.js';
import type { Driver } from './driver.js';
import type { Potential } from '../potential/index.js';
import { discretise, type Scheme } from './scheme.js';

export interface WellTransitionSettings {
  readonly potential: Potential;
  readonly driver: Driver;
  /** Number of the well, from the left and from 0, at whose minimum every path begins. */
  readonly startWell: number;
  /**
   * A path visits a well when it comes this close to its minimum; until it visits another it belongs there.
   */
  readonly reach: number;
  readonly timeStep: number;
  /** Occupancy is noted this many times, evenly, the last time at the end. */
  readonly observations: number;
  /** Steps from one observation to the next. */
  readonly stepsBetween: number;
  readonly paths: number;
  /** Number of the first path: a range of paths of a larger experiment. Default 0. */
  readonly firstPath?: number;
  readonly stream: StreamPosition;
  /** Default: euler. */
  readonly scheme?: Exclude<Scheme, 'bridge'>;
}

/** Counts that add up over ranges of paths (a type alias: it is JSON). */
export type WellTransitions = {
  readonly paths: number;
  /** counts[i][j]: visits to well i that were followed by a visit to well j. */
  readonly counts: number[][];
  /** Time that paths belonged to each well, the last unfinished stay of every path included. */
  readonly residence: number[];
  /** occupancy[k][i]: paths that belonged to well i at observation k. */
  readonly occupancy: number[][];
};

/** Steps handed to the kernel at a time. */
const stretch = 1 << 15;

/**
 * Transitions between the wells of a potential and how many paths are where over time.
 *
 * A path belongs to the well whose minimum it was near last, so that coming and going over a saddle counts
 * once: counts[i][j] over residence[i] is the rate from i to j, under exponential holding times its likeliest
 * value also where the last stay is unfinished. Path p depends on the stream, p and the settings alone.
 *
 * @throws {UserError} when a setting is out of range, the reach covers a saddle, the time step is too coarse,
 *   or a path
 * leaves all numbers
 */
export function wellTransitions(settings: WellTransitionSettings): WellTransitions {
  requireWells(settings);
  const { potential, driver, startWell, timeStep, observations, stepsBetween, paths } = settings;
  const { firstPath = 0, scheme = 'euler' } = settings;
  const { key0, key1, lane, tag } = settings.stream;
  const wells = potential.minima.length;
  const start = potential.minima[startWell];
  const { dynamics, noise } = discretise(potential, driver, scheme, timeStep, start, -Infinity, Infinity);
  const zeros = () => new Array<number>(wells).fill(0);
  const counts = Array.from({ length: wells }, zeros);
  const steps = zeros();
  const occupancy = Array.from({ length: observations }, zeros);
  const piecesOfPath = observations * Math.ceil(stepsBetween / stretch);
  for (let p = 0; p < paths; p++) {
    const watch = new Watch(settings, counts, steps);
    let substream = (firstPath + p) * piecesOfPath;
    let place = start;
    for (let k = 0; k < observations; k++) {
      for (let done = 0; done < stepsBetween; done += stretch) {
        const length = Math.min(stretch, stepsBetween - done);
        const position = { key0, key1, tag, lane: (lane + substream) % 2 ** 32 };
        const places = pathPlaces({ ...dynamics, start: place }, noise, length, position);
        watch.follow(places);
        place = places[length - 1];
        // Once it is no number it stays so, and would belong to its last well forever.
        if (!Number.isFinite(place)) {
          throw new UserError(
            `Path ${firstPath + p} left all numbers: its place is ${place}.`,
            'Far out the drift overflows: take a potential that grows quadratically there.',
          );
        }
        substream += 1;
      }
      occupancy[k][watch.well] += 1;
    }
  }
  return { paths, counts, residence: steps.map((count) => count * timeStep), occupancy };
}

/** Adds what several ranges of paths did, in the order given. */
export function addTransitions(parts: readonly WellTransitions[]): WellTransitions {
  const addRows = (a: number[], b: number[]) => a.map((value, i) => value + b[i]);
  const addTables = (a: number[][], b: number[][]) => a.map((row, i) => addRows(row, b[i]));
  return parts.reduce((a, b) => ({
    paths: a.paths + b.paths,
    counts: addTables(a.counts, b.counts),
    residence: addRows(a.residence, b.residence),
    occupancy: addTables(a.occupancy, b.occupancy),
  }));
}

/** Follows one path from well to well. */
class Watch {
  well: number;
  readonly #minima: readonly number[];
  readonly #reach: number;

  constructor(
    { potential, startWell, reach }: WellTransitionSettings,
    private readonly counts: number[][],
    private readonly steps: number[],
  ) {
    this.well = startWell;
    this.#minima = potential.minima;
    this.#reach = reach;
  }

  follow(places: Float64Array): void {
    let since = 0;
    for (let k = 0; k < places.length; k++) {
      const x = places[k];
      const here = this.#minima[this.well];
      if (Math.abs(x - here) <= this.#reach) continue;
      const next = this.#minima.findIndex((minimum) => Math.abs(x - minimum) <= this.#reach);
      if (next < 0) continue;
      this.counts[this.well][next] += 1;
      this.steps[this.well] += k + 1 - since;
      since = k + 1;
      this.well = next;
    }
    this.steps[this.well] += places.length - since;
  }
}

function requireWells(settings: WellTransitionSettings): void {
  const { potential, startWell, reach, observations, stepsBetween, paths, firstPath = 0 } = settings;
  const { minima, saddles } = potential;
  if (minima.length < 2 || !(Number.isInteger(startWell) && startWell >= 0 && startWell < minima.length)) {
    throw new UserError(
      `The start well is ${startWell} in a potential of ${minima.length} wells.`,
      'Give a potential of at least two wells and count them from 0, from left to right.',
    );
  }
  const nearest = Math.min(...saddles.flatMap((s, i) => [s - minima[i], minima[i + 1] - s]));
  if (!(reach > 0 && reach < nearest)) {
    throw new UserError(
      `The reach around a minimum is ${reach}; it must be above 0 and below ${nearest}, ` +
        'the smallest distance to a saddle.',
      'Half of that distance is usual.',
    );
  }
  const counts = [observations, stepsBetween, paths];
  if (!counts.every((count) => Number.isInteger(count) && count >= 1 && count < 2 ** 31)) {
    throw new UserError(
      `Observations, steps between them and paths are ${counts.join(', ')}; ` +
        'all must be whole numbers from 1 to 2^31 - 1.',
      'Give at least one of each.',
    );
  }
  const pieces = observations * Math.ceil(stepsBetween / stretch);
  if (!Number.isInteger(firstPath) || firstPath < 0 || (firstPath + paths) * pieces > 2 ** 32) {
    throw new UserError(
      `Paths ${firstPath} to ${firstPath + paths - 1} of ${pieces} substreams each ` +
        'do not fit into one stream.',
      'Use several streams for more paths or longer ones.',
    );
  }
}
