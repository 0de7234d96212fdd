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
export const brownianScale = 0.65;
/** A path visits a well within this distance of its minimum; half the smallest distance to a saddle. */
const reach = 0.35;

/** Wells from left to right: wide and shallow, narrow and deep, and one between. */
export const wellNames = ['wide, shallow', 'narrow, deep', 'middling'] as const;
export const [wide, narrow] = [0, 1] as const;
export const landscape = multiWell([
  { at: -2.4, level: 0 },
  { at: 0, level: 0.6 },
  { at: 0.7, level: -0.6 },
  { at: 1.4, level: 0.6 },
  { at: 2.8, level: -0.1 },
]);

const steepest = landscape.steepestCurvature(-Infinity, Infinity);
/** Jumps are watched on a coarse grid, diffusion needs its stationary law to be close to that in continuous time. */
const timeSteps = { levy: 0.5 / steepest, brownian: 0.05 / steepest } as const;

export const observations = 60;

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
  | { readonly kind: 'exit'; readonly well: number | 'free'; readonly times: readonly number[] };

/** Runs a cell. */
export function runTransitionCell(cell: TransitionCell, seed: number): TransitionResult {
  const { kind, noiseScale, paths } = cell;
  if (kind === 'walk') {
    const { driver, duration, firstPath } = cell;
    const timeStep = timeSteps[driver];
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
    return { kind, driver, walk };
  }
  const { well } = cell;
  const { minimum, low, high } = landscape.basins[well === 'free' ? narrow : well];
  const { times } = exitTimes({
    potential: well === 'free' ? flat() : landscape,
    driver: levy(alpha, noiseScale),
    low,
    high,
    start: minimum,
    timeStep: timeSteps.levy,
    paths,
    maximalSteps: 2e9,
    stream: stream(seed, 'levy-transitions', 'exit', well, noiseScale),
  });
  return { kind, well, times: Array.from(times) };
}

/** Generator of the small-noise chain in units of noiseScale^-alpha of time. */
export const generator = levyTransitionRates(alpha, landscape.minima, landscape.saddles);

/** Share of each basin in the density exp(-2U/noiseScale^2), by the midpoint rule. */
export function gibbsShares(noiseScale: number): number[] {
  const [from, to, points] = [-12, 12, 24_000];
  const width = (to - from) / points;
  const mass = landscape.minima.map(() => 0);
  for (let i = 0; i < points; i++) {
    const x = from + (i + 0.5) * width;
    const well = landscape.saddles.filter((saddle) => saddle < x).length;
    mass[well] += expOf((-2 * landscape.value(x)) / (noiseScale * noiseScale));
  }
  const total = mass.reduce((sum, part) => sum + part, 0);
  return mass.map((part) => part / total);
}
