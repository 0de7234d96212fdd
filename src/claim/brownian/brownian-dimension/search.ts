import { logOf } from '../../../kernel/index.js';
import { weightedLine, type Interval } from '../../../statistics/index.js';
import { growthOf, type Growth } from '../growth.js';
import type { DimensionWorld } from './landscapes.js';
import type { DimensionPoint } from './run.js';

/** Times to one goal over dimensions, with both fits. */
export interface Search {
  readonly points: readonly DimensionPoint[];
  readonly growth: Growth;
}

/**
 * The worlds that a search is made of.
 *
 * @param points - of all worlds
 * @param belongs - whether a world is one of this search, which has at least 3 dimensions
 * @param level - of the intervals of the fits
 */
export function searchOf(
  points: readonly DimensionPoint[],
  belongs: (world: DimensionWorld) => boolean,
  level: number,
): Search {
  const own = points
    .filter(({ world }) => belongs(world))
    .sort((p, q) => p.world.dimension - q.world.dimension);
  const dimensions = own.map(({ world }) => world.dimension);
  const logTimes = own.map(({ logMean }) => logMean);
  return { points: own, growth: growthOf(dimensions, logTimes, level) };
}

/**
 * The exponent of the dimension, d log time/d log dimension, over the upper half of the dimensions: a time
 * that grows like a power keeps it, under exponential growth it rises without end.
 */
export function lateExponent({ points }: Search, level: number): Interval {
  const highest = points.at(-1)!.world.dimension;
  const late = points.filter(({ world }) => world.dimension >= highest / 2);
  return weightedLine(
    late.map(({ world }) => logOf(world.dimension)),
    late.map(({ logMean }) => logMean),
    late.map(({ mean, standardError }) => standardError / mean),
    level,
  ).slope;
}
