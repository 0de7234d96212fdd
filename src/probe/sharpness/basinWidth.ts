import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { LossLandscape, requireCount, requirePositive } from '../lossLandscape.js';

/** How the width is looked for. */
export interface BasinWidthSettings {
  /** How far the loss must rise above that at the weights; finite and positive. */
  readonly rise: number;
  /** Where the search ends, a Euclidean distance in weights; finite and positive. */
  readonly largestDistance: number;
  /** How many random directions; at least 1. */
  readonly directions: number;
  /** Further directions of any length, for example eigenvectors of the Hessian. */
  readonly chosen?: readonly ArrayLike<number>[];
  /** Draws the random directions; its own place does not move. */
  readonly stream: Stream;
}

/** The distances at which the loss has risen; undefined where it has not within the largest distance. */
export interface SidedWidth {
  readonly forward: number | undefined;
  readonly backward: number | undefined;
}

/** Widths of a basin along directions. */
export interface BasinWidth {
  /** Loss at the weights. */
  readonly loss: number;
  /** One for each random direction. */
  readonly random: readonly SidedWidth[];
  /** One for each chosen direction. */
  readonly chosen: readonly SidedWidth[];
  /**
   * The smallest distance that at least a quarter of all sides of the random directions do not exceed.
   * Undefined where it is beyond the largest distance.
   */
  readonly lowerQuartile: number | undefined;
  /** The same for a half of the sides. */
  readonly median: number | undefined;
  /** The same for three quarters. */
  readonly upperQuartile: number | undefined;
  /** How many sides of the random directions did not rise within the largest distance. */
  readonly censored: number;
}

/** The first distance tried is the largest one over 2^doublings. */
const doublings = 20;

/** Halvings of the interval in which the rise happens: 2^-14 of the distance. */
const halvings = 13;

/**
 * Width of the basin around the weights: the distance along random unit directions, both ways, at which the
 * loss has first risen by a stated amount.
 *
 * The distance is doubled, from 2^-20 of the largest, until the loss has risen. Bisection of the last
 * doubling then fixes it to 2^-14 of itself (or to 2^-33 of the largest distance where that is more). A
 * rise and fall between two doublings goes unseen. Distances below the spacing of single-precision weights
 * mean nothing.
 *
 * Costs one loss and at most 34 for each side, that is 68 for each direction; memory is O(parameters ×
 * directions given).
 *
 * @param source - the loss
 * @param weights - the middle of the basin
 * @param examples - over which the loss is a mean
 * @param settings - how far the loss must rise, and along how many directions
 * @returns the distances, side by side and as quartiles
 * @throws {RangeError} when a setting, the weights or a loss met on the way is out of range, or a chosen
 *   direction is zero
 */
export function basinWidth(
  source: GradientSource,
  weights: Float32Array,
  examples: Uint32Array,
  settings: BasinWidthSettings,
): BasinWidth {
  const { rise, largestDistance, directions, chosen = [], stream } = settings;
  requirePositive('rise', rise);
  requirePositive('largest distance', largestDistance);
  requireCount('directions', directions, 1);
  const landscape = new LossLandscape(source, examples);
  landscape.requirePoint('weight vector', weights);
  const units = chosen.map((direction, i) =>
    unit(landscape.requirePoint(`chosen direction ${i}`, direction)),
  );

  const loss = landscape.loss(weights);
  if (loss + rise === loss) {
    throw new RangeError(`The rise is ${rise}; that is less than the precision of the loss, ${loss}.`);
  }
  const sidedWidth = (direction: Float64Array): SidedWidth => {
    const search = (sign: 1 | -1) =>
      firstRise((t) => landscape.lossAlong(weights, direction, sign * t) >= loss + rise, largestDistance);
    return { forward: search(1), backward: search(-1) };
  };
  const random = Array.from({ length: directions }, (_, index) =>
    sidedWidth(unit(stream.substream(index).normals(weights.length))),
  );
  const met = random
    .flatMap(({ forward, backward }) => [forward, backward])
    .filter((distance) => distance !== undefined);
  const sorted = Float64Array.from(met).sort();
  const quantile = (share: number): number | undefined => sorted[Math.ceil(share * 2 * directions) - 1];
  return {
    loss,
    random,
    chosen: units.map(sidedWidth),
    lowerQuartile: quantile(0.25),
    median: quantile(0.5),
    upperQuartile: quantile(0.75),
    censored: 2 * directions - met.length,
  };
}

/** The first distance found at which the loss `hasRisen`. */
function firstRise(hasRisen: (distance: number) => boolean, largest: number): number | undefined {
  let below = 0;
  let above = largest / (1 << doublings);
  while (!hasRisen(above)) {
    if (above >= largest) return undefined;
    below = above;
    above *= 2;
  }
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (below + above) / 2;
    if (hasRisen(middle)) above = middle;
    else below = middle;
  }
  return (below + above) / 2;
}

function unit(vector: ArrayLike<number>): Float64Array {
  const length = Math.sqrt(Array.from(vector).reduce((sum, value) => sum + value * value, 0));
  if (length === 0) throw new RangeError('A chosen direction is zero; it must point somewhere.');
  if (length === Infinity) {
    throw new RangeError('A chosen direction is so long that its length overflows; give a multiple of it.');
  }
  return Float64Array.from(vector, (value) => value / length);
}
