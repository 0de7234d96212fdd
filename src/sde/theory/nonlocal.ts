import { powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { requireAllPositive } from './positive.js';
import type { Potential } from '../potential/index.js';
import { gamma } from './gamma.js';
import { solveAbsorbed, type AbsorbedChain } from './absorbedChain.js';

/**
 * Exit of dX = -U' dt + sqrt(diffusion) dB + noiseScale dL from an interval at finite noise, L symmetric stable
 * with characteristic function exp(-t |u|^alpha): the nonlocal equations A u = -1 with u = 0 outside (mean
 * exit time) and A p = 0 with p = 1 above and 0 below the interval (Gao, Duan, Li and Song, arXiv 1201.6015).
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
  /** Mean exit time from each place. */
  readonly meanTimes: Float64Array;
  /** Probability that the first place outside, from each place, lies above the interval. */
  readonly upward: Float64Array;
  /** Mean exit time from any place; 0 outside. */
  at(x: number): number;
  /**
   * Difference at a place inside from the grid of half as many nodes, over the mean time there. It shrinks by
   * four where the drift is weak beside the jumps across a cell, by two where an inward drift makes a layer at
   * the edge thinner than a cell; either way the error is no more than about this difference.
   */
  relativeErrorAt(x: number): number;
}

const fewestNodes = 16;
const mostNodes = 2000;
const leastFlatIndex = 0.3;
const leastIndex = 1.1;

/**
 * Mean exit times and escape probabilities at finite noise.
 *
 * The equation is that of a walk on a grid of spacing h: jumps by k cells at the rate (noiseScale/h)^alpha a_k
 * of the fractional centred difference, whose symbol is |2 sin(h u/2)|^alpha (Ortigueira 2006), the mass beyond
 * the edges in closed form, drift by central differences where that leaves all rates positive and upwind
 * elsewhere. The walk's harmonic functions at an edge are Gamma(j + alpha/2)/Gamma(j), so that the edge
 * lies (1 + alpha/2)/2 cells before the first node; placing it there keeps the second order that the behaviour
 * distance^(alpha/2) of u at the edge otherwise destroys. With a Brownian part, under which u is linear at the
 * edge, the first node is one cell inside. The elimination subtracts nothing: its
 * rounding errors are as small for rare exits as for frequent ones.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function nonlocalExitTime(settings: NonlocalSettings): NonlocalExit {
  const { potential, alpha, noiseScale, diffusion = 0, low, high, nodes = 400 } = settings;
  requireSettings(settings);
  const brownian = diffusion > 0;
  const fine = gridOf(low, high, nodes, alpha, brownian);
  const coarse = gridOf(low, high, nodes / 2, alpha, brownian);
  const [result, rough] = [fine, coarse].map((grid) =>
    solveAbsorbed(walkOf(grid, potential, alpha, noiseScale, diffusion)),
  );
  /** Of u at the edge. */
  const power = brownian ? 1 : alpha / 2;
  const at = (x: number) => interpolated(fine, result.meanTimes, low, high, power, x);
  const relativeErrorAt = (x: number) =>
    Math.abs(interpolated(coarse, rough.meanTimes, low, high, power, x) / at(x) - 1);
  const { meanTimes, upward } = result;
  return { places: fine.places, meanTimes, upward, at, relativeErrorAt };
}

interface Grid {
  readonly spacing: number;
  readonly places: Float64Array;
}

function gridOf(low: number, high: number, nodes: number, alpha: number, brownian: boolean): Grid {
  /** From the edge to the first node, in cells. */
  const inset = brownian ? 1 : (1 + alpha / 2) / 2;
  const spacing = (high - low) / (nodes - 1 + 2 * inset);
  return { spacing, places: Float64Array.from({ length: nodes }, (_, i) => low + spacing * (inset + i)) };
}

/** Rates of the walk that stands for the process. */
function walkOf(
  { spacing, places }: Grid,
  potential: Potential,
  alpha: number,
  noiseScale: number,
  diffusion: number,
): AbsorbedChain {
  const n = places.length;
  const half = alpha / 2;
  const jump = new Float64Array(n + 1);
  jump[1] =
    ((powOf(noiseScale / spacing, alpha) * gamma(1 + alpha)) / gamma(1 + half) ** 2) * (half / (1 + half));
  for (let k = 1; k < n; k++) jump[k + 1] = (jump[k] * (k - half)) / (k + 1 + half);
  /** Sum of the rates of jumps by k cells or more. */
  const farther = (k: number) => (jump[k] * (k + half)) / alpha;
  const step = diffusion / (2 * spacing ** 2);
  const rates = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n);
    for (let j = 0; j < n; j++) row[j] = jump[Math.abs(i - j)];
    return row;
  });
  const down = Float64Array.from({ length: n }, (_, i) => farther(i + 1));
  const up = Float64Array.from({ length: n }, (_, i) => farther(n - i));
  places.forEach((x, i) => {
    const drift = -potential.gradient(x) / spacing;
    const central = Math.abs(drift) / 2 <= jump[1] + step;
    const right = step + (central ? drift / 2 : Math.max(drift, 0));
    const left = step - (central ? drift / 2 : Math.min(drift, 0));
    if (i + 1 < n) rates[i][i + 1] += right;
    else up[i] += right;
    if (i > 0) rates[i][i - 1] += left;
    else down[i] += left;
  });
  return { rates, down, up };
}

/** u between nodes: what multiplies ((x - low)(high - x))^power is smooth and interpolated linearly. */
function interpolated(
  { spacing, places }: Grid,
  values: Float64Array,
  low: number,
  high: number,
  power: number,
  x: number,
): number {
  if (!(x > low && x < high)) return 0;
  const shape = (y: number) => powOf((y - low) * (high - y), power);
  const cell = Math.floor((x - places[0]) / spacing);
  const i = Math.max(0, Math.min(places.length - 2, cell));
  const share = Math.max(0, Math.min(1, (x - places[i]) / spacing));
  const left = values[i] / shape(places[i]);
  const right = values[i + 1] / shape(places[i + 1]);
  return shape(x) * (left + share * (right - left));
}

function requireSettings(settings: NonlocalSettings): void {
  const { potential, alpha, noiseScale, diffusion = 0, low, high, nodes = 400 } = settings;
  const flat = potential.pieces.every(({ u }) => u.slice(1).every((coefficient) => coefficient === 0));
  const least = flat ? leastFlatIndex : leastIndex;
  if (!(alpha >= least && alpha <= 2)) {
    throw new UserError(
      `The index alpha is ${alpha}; the scheme was verified from ${least} to 2 ${flat ? 'on flat ground' : 'with drift'}.`,
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
