import { logOf } from '../kernel/index.js';
import { stream } from '../law/index.js';
import {
  addCounts,
  brownian,
  countExits,
  doubleWell,
  exitTimes,
  levy,
  meanExitTime,
  quadraticWell,
  type ExitCounts,
  type Potential,
} from '../sde/index.js';
import type { CellContext } from './claim.js';

/**
 * Mean exit times as cells: what the claims about escape have in common. One point of a grid is one
 * setting of the SDE; its paths are shared out over several cells, and path p draws the same numbers
 * whichever cell runs it.
 */

export type ExitSetting = {
  /** quadratic: leave (−width, width) from the minimum at 0. double: from −width to width over the saddle. */
  readonly shape: 'quadratic' | 'double';
  readonly height: number;
  readonly width: number;
  /** 2: Brownian noise, noiseScale · dB. Below: stable noise, noiseScale · dL. */
  readonly alpha: number;
  readonly noiseScale: number;
  /** Curvature at the minimum times the time step. */
  readonly stiffness: number;
};

export type ExitCell = ExitSetting & {
  readonly claim: string;
  readonly firstPath: number;
  readonly paths: number;
};

/** JSON form of the exits of a cell's paths. */
export type ExitSums = { readonly [Key in keyof ExitCounts]: number };

/** One point of a grid, after all its cells. */
export interface ExitMean {
  readonly setting: ExitSetting;
  readonly paths: number;
  readonly censored: number;
  readonly mean: number;
  readonly standardError: number;
  readonly logMean: number;
  readonly logStandardError: number;
}

/** Steps after which a path is given up; reached by none in the designs of the claims. */
const maximalSteps = 2 ** 31;
const cellsEach = 4;

/** The potential of a setting. */
export function potentialOf({ shape, height, width }: ExitSetting): Potential {
  return shape === 'quadratic' ? quadraticWell((2 * height) / width ** 2) : doubleWell({ height, width });
}

/** Shares out `paths` paths of each setting over cells. */
export function exitCells(claim: string, settings: readonly ExitSetting[], paths: number): ExitCell[] {
  const each = Math.ceil(paths / cellsEach);
  return settings.flatMap((setting) =>
    Array.from({ length: cellsEach }, (_, i) => ({ ...setting, claim, firstPath: i * each, paths: each })),
  );
}

/** Runs the paths of one cell. */
export function runExitCell(cell: ExitCell, { seed }: CellContext): ExitSums {
  const { claim, firstPath, paths, shape, height, width, alpha, noiseScale, stiffness } = cell;
  const potential = potentialOf(cell);
  const start = shape === 'quadratic' ? 0 : -width;
  return countExits(
    exitTimes({
      potential,
      driver: alpha === 2 ? brownian(noiseScale) : levy(alpha, noiseScale),
      start,
      low: shape === 'quadratic' ? -width : -Infinity,
      high: width,
      timeStep: stiffness / potential.curvature(start),
      maximalSteps,
      paths,
      firstPath,
      stream: stream(seed, claim, shape, height, width, alpha, noiseScale),
    }),
  );
}

/**
 * Joins the cells of each setting again.
 *
 * @param results - in the order of `cells`
 * @throws {UserError} when no path of a setting left
 */
export function exitMeans(cells: readonly ExitCell[], results: readonly ExitSums[]): ExitMean[] {
  const means: ExitMean[] = [];
  for (let i = 0; i < cells.length; i += cellsEach) {
    const counts = addCounts(results.slice(i, i + cellsEach));
    const { mean, standardError } = meanExitTime(counts);
    means.push({
      setting: cells[i],
      paths: counts.paths,
      censored: counts.paths - counts.exits,
      mean,
      standardError,
      logMean: logOf(mean),
      logStandardError: standardError / mean,
    });
  }
  return means;
}
