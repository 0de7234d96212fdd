import { expOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import {
  brownian,
  exitTimes,
  flat,
  levy,
  levyTransitionRates,
  multiWell,
  wellTransitions,
  type WellTransitions,
} from '../../../sde/index.js';

/** The landscape of levy-transitions, its cells, and what theory says about it. */

export const alpha = 1.5;
/** Large enough that Brownian paths climb out of the deep well. */
export const brownianScale = 0.65;
/** A path visits a well within this distance of its minimum; half the smallest distance to a saddle. */
const reach = 0.35;

/** Wells from left to right: wide and shallow, narrow and deep, and one between. */
export const wellNames = ['wide, shallow', 'narrow, deep', 'middling'] as const;
export const wide = 0;
export const narrow = 1;
export const landscape = multiWell([
  { at: -2.4, level: 0 },
  { at: 0, level: 0.6 },
  { at: 0.7, level: -0.6 },
  { at: 1.4, level: 0.6 },
  { at: 2.8, level: -0.1 },
]);

/**
 * Time steps in units of the shortest relaxation time. Jumps are watched on a coarse grid, diffusion needs
 * its stationary law to be close to that in continuous time.
 */
const resolution = { levy: 0.5, brownian: 0.1 } as const;
const steepest = landscape.steepestCurvature(-Infinity, Infinity);
/** A basin ends this far from its saddle, so that the slope of the next well is no part of it. */
const edge = 1e-9;

/** The basin of a well without its edges, and the time step in it. */
export function basinOf(well: number) {
  const { minimum, low, high } = landscape.basins[well];
  const inner = { minimum, low: low + edge, high: high - edge };
  return { ...inner, timeStep: resolution.levy / landscape.steepestCurvature(inner.low, inner.high) };
}

/** Time step of walks among all wells. */
export function walkStep(driver: 'levy' | 'brownian'): number {
  return resolution[driver] / steepest;
}

/** Times at which the wells of all paths are counted. */
export const observations = 120;
/** Paths are watched to their end; this only keeps a well without exits from running for ever. */
const maximalSteps = 2e9;

export type TransitionCell =
  | {
      readonly kind: 'walk';
      readonly driver: 'levy' | 'brownian';
      readonly noiseScale: number;
      /** Time until the last observation. */
      readonly duration: number;
      readonly firstPath: number;
      readonly paths: number;
    }
  | {
      readonly kind: 'exit';
      /** Number of the well; free: the narrow well's width without its potential. */
      readonly well: number | 'free';
      readonly noiseScale: number;
      readonly paths: number;
    };

export type TransitionResult =
  | { readonly kind: 'walk'; readonly driver: 'levy' | 'brownian'; readonly walk: WellTransitions }
  | {
      readonly kind: 'exit';
      readonly well: number | 'free';
      readonly times: readonly number[];
      /** Paths by the well in whose basin they were first seen. */
      readonly landed: readonly number[];
    };

/** Runs a cell. */
export function runTransitionCell(cell: TransitionCell, seed: number): TransitionResult {
  return cell.kind === 'walk' ? runWalks(cell, seed) : runExits(cell, seed);
}

function runWalks(cell: Extract<TransitionCell, { kind: 'walk' }>, seed: number): TransitionResult {
  const { driver, noiseScale, duration, firstPath, paths } = cell;
  const timeStep = walkStep(driver);
  const walk = wellTransitions({
    potential: landscape,
    driver: driver === 'levy' ? levy(alpha, noiseScale) : brownian(noiseScale),
    startWell: narrow,
    reach,
    timeStep,
    observations,
    stepsBetween: Math.ceil(duration / observations / timeStep),
    paths,
    firstPath,
    stream: stream(seed, 'levy-transitions', 'walk', driver, noiseScale),
  });
  return { kind: 'walk', driver, walk };
}

function runExits(cell: Extract<TransitionCell, { kind: 'exit' }>, seed: number): TransitionResult {
  const { well, noiseScale, paths } = cell;
  const { minimum, low, high, timeStep } = basinOf(well === 'free' ? narrow : well);
  const { times, places } = exitTimes({
    potential: well === 'free' ? flat() : landscape,
    driver: levy(alpha, noiseScale),
    low,
    high,
    start: minimum,
    timeStep,
    paths,
    maximalSteps,
    stream: stream(seed, 'levy-transitions', 'exit', well, noiseScale),
  });
  const landed = wellNames.map(() => 0);
  for (const place of places) landed[wellAt(place)]++;
  return { kind: 'exit', well, times: Array.from(times), landed };
}

/** The well in whose basin a place lies. */
function wellAt(place: number): number {
  return landscape.saddles.filter((saddle) => saddle < place).length;
}

/** Generator of the small-noise chain in units of noiseScale^-alpha of time. */
export const generator = levyTransitionRates(alpha, landscape.minima, landscape.saddles);

/** Places between which the Gibbs density is integrated: beyond it vanishes. */
const gibbsFrom = -12;
const gibbsTo = 12;
const gibbsPoints = 24_000;

/** Share of each basin in the density exp(-2U/noiseScale^2), by the midpoint rule. */
export function gibbsShares(noiseScale: number): number[] {
  const width = (gibbsTo - gibbsFrom) / gibbsPoints;
  const mass = landscape.minima.map(() => 0);
  for (let i = 0; i < gibbsPoints; i++) {
    const x = gibbsFrom + (i + 0.5) * width;
    mass[wellAt(x)] += expOf((-2 * landscape.value(x)) / (noiseScale * noiseScale));
  }
  const total = mass.reduce((sum, part) => sum + part, 0);
  return mass.map((part) => part / total);
}
