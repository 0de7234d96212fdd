import { logOf } from '../../kernel/index.js';
import { gaussNodes, gaussWeights } from './gauss.js';

/** Gauss-Legendre rules on panels, whose weights are kept as logarithms. */

/** Widest panel, in standard deviations of a square root. */
export const widest = 1.5;
/** Nodes on the line and the logarithms of their weights. */
export interface Nodes {
  readonly points: Float64Array;
  readonly logWidths: Float64Array;
}

/** Ends, in order, of panels between two places, not wider than they may be, that shrink towards a third. */
export function panels(from: number, to: number, at: number, halvings: number): Float64Array {
  const ends = [from, to];
  const steps = Math.ceil((to - from) / widest);
  for (let i = 1; i < steps; i++) ends.push(from + ((to - from) * i) / steps);
  for (let k = 0; k <= halvings; k++) {
    const width = widest / 2 ** k;
    for (const end of [at - width, at + width, at]) if (end > from && end < to) ends.push(end);
  }
  return Float64Array.from(ends)
    .sort()
    .filter((end, i, all) => i === 0 || end !== all[i - 1]);
}

/** The nodes of all panels between neighbouring ends. */
export function nodesOn(ends: Float64Array): Nodes {
  const points = new Float64Array(nodeCount(ends));
  const logWidths = new Float64Array(nodeCount(ends));
  setNodes(ends, points, logWidths, 0);
  return { points, logWidths };
}

/** How many nodes the panels between neighbouring ends have. */
export function nodeCount(ends: Float64Array): number {
  return (ends.length - 1) * gaussNodes.length;
}

/** Sets the nodes of all panels, and the logarithms of their weights, from place `at` on. */
export function setNodes(
  ends: Float64Array,
  points: Float64Array,
  logWidths: Float64Array,
  at: number,
): void {
  let to = at;
  for (let i = 1; i < ends.length; i++) {
    const left = ends[i - 1];
    const half = (ends[i] - left) / 2;
    const logHalf = logOf(half);
    for (let k = 0; k < gaussNodes.length; k++, to++) {
      points[to] = left + half * (1 + gaussNodes[k]);
      logWidths[to] = logHalf + logGaussWeights[k];
    }
  }
}

const logGaussWeights = gaussWeights.map(logOf);
