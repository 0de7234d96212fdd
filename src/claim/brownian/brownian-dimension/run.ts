import { logOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import {
  addCounts,
  asymmetricDoubleWell,
  brownian,
  countExits,
  type Domain,
  meanExitTime,
  medianExitTime,
  needle,
  type NeedleLandscape,
  productLandscape,
  radialPassageTime,
  spaceExits,
  type SpaceExitSettings,
} from '../../../sde/index.js';
import { weightedMean, type Interval } from '../../../statistics/index.js';
import { upTo } from '../../crossed.js';
import { growthOf, type Growth } from '../growth.js';

/**
 * Times until Langevin dynamics of temperature 1 (dX = -grad U dt + sqrt(2) dB) finds its goal, over
 * dimensions: what both claims on the dimension share.
 *
 * needle: a flat floor of radius 1 inside a straight wall, and in its middle the needle with the only
 * global minimum. Paths start up the wall, every coordinate at 4. The floor is reached when the path is
 * first on it, where the gradient vanishes: every point of the floor is a local minimum. The minimum is
 * reached at half the needle's radius.
 *
 * product: a double well in every coordinate, started in the shallow one; the minimum is reached when all
 * coordinates are in the deep one, the basin of the global minimum.
 */

/** See above. */
export type Landscape = 'needle' | 'product';
/** What is waited for: the first local minimum, on the floor, or the global one. */
export type Goal = 'floor' | 'minimum';

/** One landscape in one dimension, and what is waited for. */
export type DimensionWorld = {
  readonly landscape: Landscape;
  readonly goal: Goal;
  readonly dimension: number;
};

/** Some paths of a world. */
export type DimensionCell = DimensionWorld & {
  readonly firstPath: number;
  readonly paths: number;
  /** Paths are watched for so long. */
  readonly horizon: number;
};

/** When they arrived; a path that had not has the horizon as its time. */
export type DimensionResult = DimensionWorld & {
  readonly times: readonly number[];
  readonly censored: readonly number[];
};

/**
 * Mean time of a world, by the exponential likelihood under censoring, and the median of Kaplan and
 * Meier.
 */
export interface DimensionPoint {
  readonly world: DimensionWorld;
  readonly paths: number;
  readonly arrived: number;
  readonly mean: number;
  readonly standardError: number;
  readonly median: number;
  readonly logMean: number;
}

const noiseScale = Math.SQRT2;
const startCoordinate = 4;
const floorRadius = 1;
const needleRadius = 0.6;
const reachedRadius = needleRadius / 2;
/** Times the steepest curvatures, 200 at the wall and 352 beyond the deep wells: 0.2 and 0.35. */
const timeSteps = { needle: 0.001, product: 0.001 } as const;
/** Barriers seen from either side, in units of the temperature. */
const wells = asymmetricDoubleWell({ width: 1, height: 2 }, { width: 1, height: 8 });

/** The landscape with the needle. */
export function needleLandscape(dimension: number): NeedleLandscape {
  return needle({ dimension, needleRadius, floorRadius, depth: 8, wallCurvature: 200, wallWidth: 0.2 });
}

/** Where a path begins and what it has to leave to arrive. */
function settingsOf({
  landscape,
  goal,
  dimension,
}: DimensionWorld): Pick<SpaceExitSettings, 'landscape' | 'start' | 'domain'> {
  if (landscape === 'product') {
    const domain: Domain = { kind: 'where', inside: (x) => x.some((coordinate) => coordinate <= 0) };
    const start = new Float64Array(dimension).fill(wells.minima[0]);
    return { landscape: productLandscape(wells, dimension), start, domain };
  }
  return {
    landscape: needleLandscape(dimension),
    start: new Float64Array(dimension).fill(startCoordinate),
    domain: {
      kind: 'outside',
      center: new Float64Array(dimension),
      radius: goal === 'floor' ? floorRadius : reachedRadius,
    },
  };
}

/**
 * Cells of one goal in 1 to `highest` dimensions, the longest first, so that two workers end together.
 *
 * @param world - landscape and goal
 * @param design - the highest dimension, paths in each dimension, and how long they are watched
 * @param parts - cells over which the paths in so many dimensions are spread
 */
export function dimensionCells(
  world: Omit<DimensionWorld, 'dimension'>,
  design: { readonly highest: number; readonly paths: number; readonly horizon: number },
  parts: (dimension: number) => number = () => 1,
): DimensionCell[] {
  const { highest, paths, horizon } = design;
  return upTo(highest).flatMap((below) => {
    const dimension = highest - below;
    const pieces = parts(dimension);
    const firstOf = (piece: number) => Math.floor((piece * paths) / pieces);
    return upTo(pieces).map((piece): DimensionCell => {
      const firstPath = firstOf(piece);
      return { ...world, dimension, firstPath, paths: firstOf(piece + 1) - firstPath, horizon };
    });
  });
}

/** Runs a cell. Path p of a landscape and dimension is the same path whatever it is watched for. */
export function runDimensionCell(cell: DimensionCell, seed: number): DimensionResult {
  const { landscape, goal, dimension, firstPath, paths, horizon } = cell;
  const world = { landscape, goal, dimension };
  const timeStep = timeSteps[landscape];
  const { times, censored } = spaceExits({
    ...settingsOf(world),
    driver: brownian(noiseScale),
    timeStep,
    paths,
    firstPath,
    maximalSteps: Math.ceil(horizon / timeStep),
    stream: stream(seed, 'dimension', landscape, dimension),
  });
  return { ...world, times: [...times], censored: [...censored] };
}

/** One point for each world among the results, in order of first appearance. */
export function dimensionPoints(results: readonly DimensionResult[]): DimensionPoint[] {
  const worlds = new Map<string, { world: DimensionWorld; parts: DimensionResult[] }>();
  for (const result of results) {
    const { landscape, goal, dimension } = result;
    const key = `${landscape} ${goal} ${dimension}`;
    const entry = worlds.get(key) ?? { world: { landscape, goal, dimension }, parts: [] };
    entry.parts.push(result);
    worlds.set(key, entry);
  }
  return [...worlds.values()].map(({ world, parts }) => {
    const all = {
      times: Float64Array.from(parts.flatMap(({ times }) => times)),
      censored: Uint8Array.from(parts.flatMap(({ censored }) => censored)),
    };
    const counts = addCounts([countExits(all)]);
    const { mean, standardError } = meanExitTime(counts);
    return {
      world,
      paths: counts.paths,
      arrived: counts.exits,
      mean,
      standardError,
      median: medianExitTime(all),
      logMean: logOf(mean),
    };
  });
}

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

/** Mean times over those of theory, all dimensions together. */
export function overTheory({ points }: Search): Interval {
  const exact = points.map(({ world }) => needleTime(world));
  return weightedMean(
    points.map(({ mean }, i) => mean / exact[i]),
    points.map(({ standardError }, i) => standardError / exact[i]),
  );
}

/**
 * -zeta(1/2)/sqrt(2 pi): watching at grid points moves a goal by so many standard deviations of a step
 * (Siegmund 1979).
 */
const gridShift = 0.5826;

/**
 * What theory says for the needle: the exact integral over the distance, with the goal's radius moved inwards
 * as watching at grid points moves it.
 */
export function needleTime({ goal, dimension }: DimensionWorld): number {
  const radius = goal === 'floor' ? floorRadius : reachedRadius;
  return radialPassageTime(
    needleLandscape(dimension),
    noiseScale,
    startCoordinate * Math.sqrt(dimension),
    radius - gridShift * noiseScale * Math.sqrt(timeSteps.needle),
  );
}
