import { logOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import {
  addCounts,
  brownian,
  countExits,
  meanExitTime,
  medianExitTime,
  spaceExits,
} from '../../../sde/index.js';
import { upTo } from '../../crossed.js';
import { noiseScale, settingsOf, timeSteps, type DimensionWorld } from './landscapes.js';

/** Paths of searches, cell by cell, and their mean times. */

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
  const { firstPath, paths, horizon, landscape, goal, dimension, barrier } = cell;
  const world = worldOf(cell);
  const timeStep = timeSteps[landscape];
  const { times, censored } = spaceExits({
    ...settingsOf(world),
    driver: brownian(noiseScale),
    timeStep,
    paths,
    firstPath,
    maximalSteps: Math.ceil(horizon / timeStep),
    stream:
      goal === 'escape'
        ? stream(seed, 'dimension', goal, landscape, dimension, barrier ?? 0)
        : stream(seed, 'dimension', landscape, dimension),
  });
  return { ...world, times: [...times], censored: [...censored] };
}

function worldOf({ landscape, goal, dimension, barrier }: DimensionWorld): DimensionWorld {
  return { landscape, goal, dimension, ...(barrier !== undefined && { barrier }) };
}

/** One point for each world among the results, in order of first appearance. */
export function dimensionPoints(results: readonly DimensionResult[]): DimensionPoint[] {
  const worlds = new Map<string, { world: DimensionWorld; parts: DimensionResult[] }>();
  for (const result of results) {
    const world = worldOf(result);
    const key = JSON.stringify(world);
    const entry = worlds.get(key) ?? { world, parts: [] };
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
