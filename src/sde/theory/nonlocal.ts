import { powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { requireAllPositive } from './positive.js';
import type { Potential } from '../potential/index.js';
import { solveAbsorbed, type AbsorbedChain } from './absorbedChain.js';
import { edgeShare, edgeTimes } from './nonlocalEdge.js';
import { harmonicGrowth, walkOn, type Walk } from './nonlocalWalk.js';

/**
 * Exit of dX = -U' dt + sqrt(diffusion) dB + noiseScale dL from an interval at finite noise, L symmetric
 * stable with characteristic function exp(-t |u|^alpha): the nonlocal equations A u = -1 with u = 0 outside
 * (mean exit time) and A p = 0 with p = 1 above and 0 below the interval (Gao, Duan, Li and Song, arXiv
 * 1201.6015).
 */
export interface NonlocalSettings {
  readonly potential: Potential;
  /** From 1.1 to 2 where the potential is not flat, from 0.3 on flat ground: the range that was verified. */
  readonly alpha: number;
  readonly noiseScale: number;
  /** Variance a unit of time of a Brownian part. Default 0. */
  readonly diffusion?: number;
  readonly low: number;
  readonly high: number;
  /** Of the finer grid, an even number from 16 to 2000. Default 400; the cost grows with its cube. */
  readonly nodes?: number;
}

export interface NonlocalExit {
  /** Inside the interval, increasing. */
  readonly places: Float64Array;
  /** Mean exit time from each place, which `at` gives too. */
  readonly meanTimes: Float64Array;
  /** Probability that the first place outside, from each place, lies above the interval. */
  readonly upward: Float64Array;
  /** Mean exit time from any place; 0 outside. */
  at(x: number): number;
  /**
   * Bound on the error of the mean time at a place inside, over the mean time there; NaN outside. It is four
   * times the largest difference from the grid of half as many nodes, or a quarter of that between this and
   * one of a quarter, at places from half as far from the edge to twice as far. It is a bound by experience:
   * against spectral solutions (test/reference/nonlocal-exit.py; 5 potentials, alpha from 1.1 to 1.95, noise
   * scales from 0.1 to 3, 16 to 400 nodes, places up to 1e-6 from an edge; 17,000 comparisons) the error was
   * at most two thirds of it.
   */
  relativeErrorAt(x: number): number;
}

const fewestNodes = 16;
const mostNodes = 2000;
/** How many times the difference between the grids is stated as the error. */
const differencesStated = 4;
/** Relative error of the elimination and of the gamma functions, generously. */
const roundingStated = 1e-13;
const leastFlatIndex = 0.3;
const leastIndex = 1.1;

/**
 * Mean exit times and escape probabilities at finite noise.
 *
 * The equation is solved for a walk on a grid (nonlocalWalk.ts), the mass beyond the edges in closed form.
 * The walk's harmonic functions at an edge are Gamma(j + alpha/2)/Gamma(j), so that the edge lies (1 +
 * alpha/2)/2 cells before the first node; placing it there keeps the second order that the behaviour
 * distance^(alpha/2) of u at the edge otherwise destroys, and dividing them out before interpolating makes u
 * exact up to the edge on flat ground. With a Brownian part, under which u is linear at the edge, the first
 * node is one cell inside. The elimination subtracts nothing: its rounding errors are as small for rare exits
 * as for frequent ones. Near an edge with drift, where u bends within any cell, at(x) solves the equation
 * again on finer and finer grids (nonlocalEdge.ts).
 *
 * @throws {UserError} when a parameter is out of range
 */
export function nonlocalExitTime(settings: NonlocalSettings): NonlocalExit {
  requireSettings(settings);
  const { nodes = 400 } = settings;
  const fine = solved(settings, nodes);
  const coarse = solved(settings, nodes / 2);
  const coarsest = solved(settings, Math.round(nodes / 4));
  const { places, upward, at } = fine;
  // The second one guards against grids that agree by chance: at order 2 it is as large as the first.
  const difference = (x: number) =>
    Math.max(Math.abs(coarse.at(x) - at(x)), Math.abs(coarsest.at(x) - coarse.at(x)) / 4) / at(x);
  const relativeErrorAt = (x: number) => {
    if (!(x > settings.low && x < settings.high)) return Number.NaN;
    const largest = surroundings(x, settings).reduce((most, y) => Math.max(most, difference(y)), 0);
    return largest * differencesStated + roundingStated;
  };
  return { places, meanTimes: places.map(at), upward, at, relativeErrorAt };
}

/**
 * Places from half as far from the nearer edge as x to twice as far, and where x is near that edge, on to
 * twice as far as the edge's own solution reaches: what is wrong there is wrong nearer to the edge as well.
 */
function surroundings(x: number, { low, high }: NonlocalSettings): number[] {
  const width = high - low;
  const nearLow = x - low < high - x;
  const distance = nearLow ? x - low : high - x;
  const from = distance / 2;
  const to = Math.min(2 * Math.max(distance, edgeShare * width), width / 2);
  const ratio = to / from;
  const distances = Array.from({ length: 13 }, (_, k) => from * powOf(ratio, k / 12));
  // Half a rounding from the edge is the edge itself.
  return [x, ...distances.map((y) => (nearLow ? low + y : high - y)).filter((y) => y > low && y < high)];
}

/** The solution on a grid. */
function solved(settings: NonlocalSettings, nodes: number) {
  const { potential, alpha, noiseScale, diffusion = 0, low, high } = settings;
  const process = { alpha, noiseScale, diffusion };
  const power = diffusion > 0 ? 1 : alpha / 2;
  /** From the edge to the first node, in cells. */
  const inset = (1 + power) / 2;
  const width = high - low;
  const spacing = width / (nodes - 1 + 2 * inset);
  const places = Float64Array.from({ length: nodes }, (_, i) => low + spacing * (inset + i));
  const velocity = (x: number) => -potential.gradient(x);
  const walked = solveAbsorbed(chainOf(walkOn(spacing, process, nodes), places, velocity));
  const growth = harmonicGrowth(power, nodes);
  const smooth = walked.meanTimes.map((time, i) => time / (growth[i] * growth[nodes - 1 - i]));
  /** From distances to both edges, of which the smaller is exact however near the edge is. */
  const between = (below: number, above: number) => {
    const position = below / spacing - inset;
    const i = Math.max(0, Math.min(nodes - 2, Math.floor(position)));
    const share = Math.max(0, Math.min(1, position - i));
    const shape = powOf(below / spacing, power) * powOf(above / spacing, power);
    return shape * (smooth[i] + share * (smooth[i + 1] - smooth[i]));
  };
  const seen = { process, power, width, spacing, nodes };
  const fromLow = edgeTimes({
    ...seen,
    inward: (distance) => velocity(low + distance),
    meanTime: (distance) => between(distance, width - distance),
  });
  const fromHigh = edgeTimes({
    ...seen,
    inward: (distance) => -velocity(high - distance),
    meanTime: (distance) => between(width - distance, distance),
  });
  const layered = !isFlat(potential) || (diffusion > 0 && alpha < 2);
  const at = (x: number): number => {
    if (!(x > low && x < high)) return 0;
    if (!layered) return between(x - low, high - x);
    return x - low < high - x ? fromLow(x - low) : fromHigh(high - x);
  };
  /** The process's harmonic function at an edge over the walk's, at the i-th node from it. */
  const toProcess = (i: number) => powOf(inset + i, power) / growth[i];
  const upward = walked.upward.map((chance, i) => {
    const up = chance * toProcess(i);
    return up / (up + (1 - chance) * toProcess(nodes - 1 - i));
  });
  return { places, upward, at };
}

function isFlat({ pieces }: Potential): boolean {
  return pieces.every(({ u }) => u.slice(1).every((coefficient) => coefficient === 0));
}

/** The walk between the edges. */
function chainOf(
  { jump, farther, steps }: Walk,
  places: Float64Array,
  velocity: (x: number) => number,
): AbsorbedChain {
  const n = places.length;
  const rates = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n);
    for (let j = 0; j < n; j++) row[j] = jump[Math.abs(i - j)];
    return row;
  });
  const down = Float64Array.from({ length: n }, (_, i) => farther(i + 1));
  const up = Float64Array.from({ length: n }, (_, i) => farther(n - i));
  places.forEach((x, i) => {
    const step = steps(velocity(x));
    if (i + 1 < n) rates[i][i + 1] += step.up;
    else up[i] += step.up;
    if (i > 0) rates[i][i - 1] += step.down;
    else down[i] += step.down;
  });
  return { rates, down, up };
}

function requireSettings(settings: NonlocalSettings): void {
  const { potential, alpha, noiseScale, diffusion = 0, low, high, nodes = 400 } = settings;
  const flat = isFlat(potential);
  const least = flat ? leastFlatIndex : leastIndex;
  if (!(alpha >= least && alpha <= 2)) {
    const where = flat ? 'on flat ground' : 'with drift';
    throw new UserError(
      `The index alpha is ${alpha}; the scheme was verified from ${least} to 2 ${where}.`,
      'With drift and alpha near or below 1 the mean exit time jumps at the edge: use exitTimes.',
    );
  }
  requireAllPositive({ noiseScale });
  if (!(diffusion >= 0 && diffusion < Infinity)) {
    throw new UserError(`The diffusion is ${diffusion}.`, 'Give 0 or a finite variance a unit of time.');
  }
  if (!(low < high && Number.isFinite(high - low))) {
    throw new UserError(
      `The interval goes from ${low} to ${high}.`,
      'Give two finite edges in increasing order.',
    );
  }
  if (!(nodes % 2 === 0 && nodes >= fewestNodes && nodes <= mostNodes)) {
    throw new UserError(
      `A grid of ${nodes} nodes was asked for.`,
      `Give an even number from ${fewestNodes} to ${mostNodes}.`,
    );
  }
}
