import { logOf } from '../../../kernel/index.js';
import { type Stream, stream } from '../../../law/index.js';
import { brownian, flat, levy, path, quadraticWell } from '../../../sde/index.js';
import type { CellCost } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { estimateTwoScale } from '../../../tail/index.js';
import { bipowerRatio, gaussianIncrements, weightedLine } from '../../../statistics/index.js';

/**
 * Paths looked at as random walks: how displacement grows with the lag, how sums of increments grow, how
 * the length of a path depends on the mesh, and whether its squared length is that of a continuous path.
 */

/** One path. A world is an entry of the table `worlds`. */
export type WalkCell = { readonly world: string; readonly replicate: number; readonly steps: number };

export type WalkResult = {
  readonly world: string;
  /** Of log median displacement against log lag. */
  readonly exponent: number;
  /** 1/alpha of the increments by sums of them, from two scales. */
  readonly inverse: number;
  /** Of log sum |increment| against log mesh: 1/alpha - 1 where paths have no length. */
  readonly variation: number;
  /** Bipower over realised variance: near 1 for a continuous path. */
  readonly bipower: number;
  /** log median displacement at the lags 1, 2, 4, ... */
  readonly logMedians: readonly number[];
};

export interface World {
  readonly name: string;
  readonly alpha: number;
  /** Time step 1 in units of the relaxation time; 0: no potential. */
  readonly pull: number;
  /** Its Gaussian surrogate, scale by scale, instead of the path. */
  readonly surrogate?: boolean;
}

/** Relaxation time of wells, in steps: lags below a tenth of it are looked at. */
const relaxation = 4096;

export const worlds: readonly World[] = [
  { name: 'Brownian', alpha: 2, pull: 0 },
  ...[1.2, 1.5, 1.8].map((alpha) => ({ name: `alpha ${alpha}`, alpha, pull: 0 })),
  { name: 'Brownian in a well', alpha: 2, pull: 1 / relaxation },
  ...[1.2, 1.5, 1.8].map((alpha) => ({ name: `alpha ${alpha} in a well`, alpha, pull: 1 / relaxation })),
  { name: 'Gaussian surrogate of alpha 1.5', alpha: 1.5, pull: 0, surrogate: true },
];

/** The largest lag is 2 to this power: below a tenth of the relaxation time. */
export const doublings = 8;

/** Core seconds of a step: its path, and its part in sums and medians at all lags. */
const secondsAStep = 3.5e-7;
const bytesAStep = 64;

/** What a path and its measurement take. */
export function walkCost({ steps }: WalkCell): CellCost {
  return { seconds: secondsAStep * steps, bytes: bytesAStep * steps };
}

/** Runs a cell; numbers are keyed by it. */
export function runWalk({ world: name, replicate, steps }: WalkCell, seed: number): WalkResult {
  const world = worlds.find((known) => known.name === name)!;
  const places = walked(world, steps, stream(seed, 'levy-walk', name, replicate));
  const increments = Float64Array.from({ length: steps }, (_, k) => places[k + 1] - places[k]);
  const lags = upTo(doublings + 1).map((k) => 1 << k);
  const logLags = lags.map(logOf);
  const displacements = lags.map((lag) => sizesAt(places, lag));
  const logMedians = displacements.map((sizes) => logOf(medianOf(sizes)));
  const logLengths = displacements.map((sizes) => logOf(sizes.reduce((sum, size) => sum + size, 0)));
  const twoScale = estimateTwoScale(increments);
  if (twoScale.status !== 'ok') throw new RangeError(twoScale.sentence);
  return {
    world: name,
    exponent: weightedLine(logLags, logMedians).slope.value,
    inverse: twoScale.inverse,
    variation: weightedLine(logLags, logLengths).slope.value,
    bipower: bipowerRatio(increments),
    logMedians,
  };
}

function walked({ alpha, pull, surrogate }: World, steps: number, source: Stream): Float64Array {
  const driver = alpha === 2 ? brownian(1) : levy(alpha, 1);
  const potential = pull === 0 ? flat() : quadraticWell(pull);
  const places = path({ potential, driver, start: 0, timeStep: 1, steps, stream: source });
  if (!surrogate) return places;
  const increments = Float64Array.from({ length: steps }, (_, k) => places[k + 1] - places[k]);
  const gaussian = gaussianIncrements(increments, source.substream(1));
  const sums = new Float64Array(steps + 1);
  for (let k = 0; k < steps; k++) sums[k + 1] = sums[k] + gaussian[k];
  return sums;
}

/** |X(t + lag) - X(t)| over windows that do not overlap. */
function sizesAt(places: Float64Array, lag: number): Float64Array {
  const windows = Math.floor((places.length - 1) / lag);
  return Float64Array.from({ length: windows }, (_, w) => Math.abs(places[(w + 1) * lag] - places[w * lag]));
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
