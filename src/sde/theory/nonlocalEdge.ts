import { powOf } from '../../kernel/index.js';
import { solveAbsorbed } from './absorbedChain.js';
import { harmonicGrowth, walkOn, type WalkingProcess } from './nonlocalWalk.js';

/** A solution of the whole interval, as it is seen from one of its edges. */
export interface SeenFromEdge {
  readonly process: WalkingProcess;
  /** Power of the distance with which the mean exit time vanishes. */
  readonly power: number;
  /** Length of the interval. */
  readonly width: number;
  /** Spacing of the grid, and how many nodes it has. */
  readonly spacing: number;
  readonly nodes: number;
  /** The drift's velocity away from the edge. */
  inward(distance: number): number;
  /** Mean exit time by the grid. */
  meanTime(distance: number): number;
}

/** How much finer each level is than the one that it lies in. */
const refinement = 4;
/** Share of the grid's nodes that a level has. */
const levelShare = 1 / 4;
/** Share of a level's nodes that lie nearer to the edge than it is used. */
const unusedShare = 1 / 8;
/** That a level has, however few the grid has. */
const fewestNodes = 4;
/** Levels of so fine a grid that no rate overflows. */
const mostLevels = 100;

/** Share of the interval, next to an edge, in which finer levels than the grid are used. */
export const edgeShare = levelShare * unusedShare;

/**
 * Mean exit times near an edge at which drift and jumps, or jumps and diffusion, make a layer that may be
 * thinner than any grid: on shorter and shorter intervals from the edge, each with as many nodes. By the
 * strong Markov property a mean exit time is the mean time in the short interval and, where a jump leads out
 * of it but not out of the long one, the mean exit time from there, which the coarser levels know.
 *
 * @returns the mean exit time at a distance from the edge; the grid's own where that is many cells away
 */
export function edgeTimes(seen: SeenFromEdge): (distance: number) => number {
  const nodes = Math.max(fewestNodes, Math.floor(seen.nodes * levelShare));
  const levels: ((distance: number) => number)[] = [seen.meanTime];
  const spacingOf = (level: number) => seen.spacing / powOf(refinement, level);
  const meanTime = (distance: number): number => {
    let level = 0;
    while (level < mostLevels && distance < nodes * unusedShare * spacingOf(level)) level++;
    while (levels.length <= level) levels.push(solvedLevel(seen, nodes, spacingOf(levels.length), meanTime));
    return levels[level](distance);
  };
  return meanTime;
}

/**
 * Solves the equation on the first `nodes` places from the edge, where `beyond` gives the mean time farther
 * in.
 */
function solvedLevel(
  seen: SeenFromEdge,
  nodes: number,
  spacing: number,
  beyond: (distance: number) => number,
): (distance: number) => number {
  const { process, power, width, inward } = seen;
  const inset = (1 + power) / 2;
  const place = (k: number) => (inset + k) * spacing;
  const { jump, farther, steps } = walkOn(spacing, process, nodes);
  const outside: { to: number; time: number }[] = [];
  // Places as far as several times the level's length may be taken together, more of them the farther they
  // are.
  for (let from = nodes, count = 1; place(from) < width; from += count) {
    if (from >= 2 * nodes * count) count *= 2;
    const centre = place(from + (count - 1) / 2);
    outside.push({ to: from + count, time: centre < width ? beyond(centre) : 0 });
  }
  const rates = Array.from({ length: nodes }, (_, i) =>
    Float64Array.from({ length: nodes }, (__, j) => jump[Math.abs(i - j)]),
  );
  const down = Float64Array.from({ length: nodes }, (_, i) => farther(i + 1));
  const up = Float64Array.from({ length: nodes }, (_, i) => farther(nodes - i));
  const gains = Float64Array.from({ length: nodes }, (_, i) => {
    let gain = 1;
    let rate = farther(nodes - i);
    for (const { to, time } of outside) {
      const beyondIt = farther(to - i);
      gain += (rate - beyondIt) * time;
      rate = beyondIt;
    }
    return gain;
  });
  for (let i = 0; i < nodes; i++) {
    const step = steps(inward(place(i)));
    if (i > 0) rates[i][i - 1] += step.down;
    else down[i] += step.down;
    if (i + 1 < nodes) rates[i][i + 1] += step.up;
    else {
      up[i] += step.up;
      gains[i] += step.up * beyond(place(nodes));
    }
  }
  const { meanTimes } = solveAbsorbed({ rates, down, up, gains });
  const growth = harmonicGrowth(power, nodes);
  const smooth = meanTimes.map((time, i) => time / growth[i]);
  return (distance) => {
    const position = distance / spacing - inset;
    const i = Math.max(0, Math.min(nodes - 2, Math.floor(position)));
    const share = Math.max(0, position - i);
    return powOf(distance / spacing, power) * (smooth[i] + share * (smooth[i + 1] - smooth[i]));
  };
}
