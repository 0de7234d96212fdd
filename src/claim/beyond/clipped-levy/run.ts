import { stream } from '../../../law/index.js';
import { logOf, powOf } from '../../../kernel/index.js';
import {
  addCounts,
  clippedLevy,
  countExits,
  exitTimes,
  levy,
  meanExitTime,
  quadraticWell,
  type ExitCounts,
} from '../../../sde/index.js';
import type { CellCost } from '../../claim.js';
import { pathCost } from '../../well/cost.js';

/** Exit times from quadratic wells under noise whose increments are cut: the cells of clipped-levy. */

export const alpha = 1.2;

export type ClippedWorld = {
  /** Half the width of the domain. */
  readonly width: number;
  /** Where increments are cut; null where they are not. */
  readonly threshold: number | null;
  readonly noiseScale: number;
  /** Of U = curvature x^2/2: with the width, the height of the well. */
  readonly curvature: number;
};

export type ClippedCell = ClippedWorld & { readonly firstPath: number; readonly paths: number };
export type ClippedResult = ClippedWorld & { readonly counts: ExitCounts };

export interface ClippedPoint extends ClippedWorld {
  readonly mean: number;
  readonly standardError: number;
  readonly logMean: number;
  readonly logError: number;
}

/** Steps a relaxation time, inverted. */
const share = 0.1;
/** Longer than any path here; only keeps a world without exits from running for ever. */
const maximalSteps = 2e9;

/** Jumps that it takes at least to leave: ceil(width/threshold). */
export function jumpsNeeded({ width, threshold }: ClippedWorld): number {
  return threshold === null ? 1 : Math.ceil(width / threshold);
}

/** Paths of a world in `parts` ranges. */
export function clippedCells(world: ClippedWorld, paths: number, parts: number): ClippedCell[] {
  return Array.from({ length: parts }, (_, i) => {
    const firstPath = Math.floor((i * paths) / parts);
    return { ...world, firstPath, paths: Math.floor(((i + 1) * paths) / parts) - firstPath };
  });
}

/**
 * Steps of a path over (threshold/noise)^(alpha l), the noise in time of the well, for l jumps: as
 * measured.
 */
const stepsByJumps = [18, 32, 130];

/** What a cell takes. */
export function clippedCost({ paths, ...world }: ClippedCell): CellCost {
  const { width, threshold, noiseScale, curvature } = world;
  const jumps = jumpsNeeded(world);
  // One jump has to reach the edge, several are as large as the threshold.
  const size = jumps === 1 ? width : threshold!;
  const noise = noiseScale * powOf(curvature, -1 / alpha);
  const factor = stepsByJumps[Math.min(jumps, stepsByJumps.length) - 1];
  return pathCost('levy', paths * factor * powOf(size / noise, alpha * jumps));
}

/** Runs a cell. */
export function runClippedCell({ firstPath, paths, ...world }: ClippedCell, seed: number): ClippedResult {
  const { width, threshold, noiseScale, curvature } = world;
  const exits = exitTimes({
    potential: quadraticWell(curvature),
    driver: threshold === null ? levy(alpha, noiseScale) : clippedLevy(alpha, noiseScale, threshold),
    low: -width,
    high: width,
    start: 0,
    timeStep: share / curvature,
    paths,
    firstPath,
    maximalSteps,
    stream: stream(seed, 'clipped-levy', width, threshold ?? 'none', noiseScale, curvature),
  });
  return { ...world, counts: countExits(exits) };
}

/** One point for each world among the results, in order of first appearance. */
export function clippedPoints(results: readonly ClippedResult[]): ClippedPoint[] {
  const worlds = new Map<string, { world: ClippedWorld; parts: ExitCounts[] }>();
  for (const { counts, ...world } of results) {
    const key = JSON.stringify(world);
    const entry = worlds.get(key) ?? { world, parts: [] };
    entry.parts.push(counts);
    worlds.set(key, entry);
  }
  return [...worlds.values()].map(({ world, parts }) => {
    const { mean, standardError } = meanExitTime(addCounts(parts));
    return { ...world, mean, standardError, logMean: logOf(mean), logError: standardError / mean };
  });
}
