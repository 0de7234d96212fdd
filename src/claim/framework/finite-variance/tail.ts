import { logOf, square } from '../../../kernel/index.js';
import { fitGeneralisedPareto } from '../../../law/index.js';
import { allExamples } from '../../../net/index.js';
import { empiricalTail } from '../../../tail/index.js';
import { maxToSumRatio } from '../../../statistics/index.js';
import { upTo } from '../../crossed.js';
import type { Seen } from '../../network/networkClaim.js';
import type { PublishedRun, Snapshot } from '../../network/trainedNetwork.js';
import { fullGradient } from '../freshNoise.js';

/** The tail of the lengths of single examples' gradient noise. */

/** Tails that decide, as shares of the sample. */
export const tailShares = [0.01, 0.02] as const;
/** Excesses of a tail that decides anything: its shape then has an error of about 0.07. */
export const fewestExcesses = 200;
/** Between these shares lies the range whose growth is looked at apart. */
export const rangeShares = [0.05, 0.2] as const;
/** Groups of examples: the scatter of their growth gives its interval. */
const groups = 20;
/** Points of the tail that the figure shows. */
const shown = 100;
/** So many lie in memory at once. */
const gradientsAtATime = 200;
/** At this shape and below the errors of a fit are no longer normal; it is taken to be this. */
const leastShape = -0.5;
/** The largest uniform excess is twice the mean one; of 200 exponential ones the largest is five times it. */
const mostOfCrowded = 3;

export type Shape = { readonly value: number; readonly standardError: number; readonly excesses: number };

/** The tail of a sample of sizes. */
export type Tail = {
  /**
   * Shapes of the generalised Pareto laws of the excesses, one for each of tailShares; null where there are
   * too few or they have no such law.
   */
  readonly shapes: readonly (Shape | null)[];
  /**
   * One over the tail index that the range of rangeShares has, in groups of the sample: how the size grows
   * from its largest 20 % to its largest 5 %.
   */
  readonly growths: readonly number[];
  /** Largest square over the sum of squares. */
  readonly largestShare: number;
  /** Sizes over their median, and the share of the sample that is at least as large. */
  readonly survival: readonly (readonly [number, number])[];
};

/** What is seen at a snapshot. */
export type Look = Tail & {
  /** On the training examples. */
  readonly accuracy: number;
};
export type SeenTail = Seen<PublishedRun, Look>;

/** Length of each example's gradient less the full gradient. */
export function noiseNorms(snapshot: Snapshot): Float64Array {
  const { source, weights } = snapshot;
  const { exampleCount, parameterCount } = source;
  const everything = allExamples(exampleCount);
  const full = fullGradient(snapshot);
  const norms = new Float64Array(exampleCount);
  for (let start = 0; start < exampleCount; start += gradientsAtATime) {
    const some = everything.subarray(start, start + gradientsAtATime);
    const rows = new Float32Array(some.length * parameterCount);
    source.perExampleGradients(weights, some, rows);
    for (let k = 0; k < some.length; k++) {
      let squares = 0;
      for (let i = 0; i < parameterCount; i++) squares += square(rows[k * parameterCount + i] - full[i]);
      norms[start + k] = Math.sqrt(squares);
    }
  }
  return norms;
}

/** The tail of a sample by its sizes. */
export function tailOf(sample: Float64Array): Tail {
  const sizes = sample.map(Math.abs);
  const sorted = sizes.toSorted();
  const median = sorted[sorted.length >> 1];
  return {
    shapes: tailShares.map((share) => shapeOf(sorted, share)),
    growths: upTo(groups).map((group) => growthOf(sizes.filter((_, i) => i % groups === group))),
    largestShare: maxToSumRatio(sizes) ?? 1,
    survival: empiricalTail(sizes, shown).map(({ size, survival }): [number, number] => [
      size / median,
      survival,
    ]),
  };
}

function shapeOf(sorted: Float64Array, share: number): Shape | null {
  const excesses = Math.floor(share * sorted.length);
  if (excesses < fewestExcesses) return null;
  const threshold = sorted[sorted.length - 1 - excesses];
  const largest = sorted.subarray(sorted.length - excesses);
  if (largest[0] === threshold) return null;
  const fit = fitGeneralisedPareto(largest, { threshold });
  // The error of the least shape, which those below it are taken to be.
  const least = { value: leastShape, standardError: (1 + leastShape) / Math.sqrt(excesses), excesses };
  if (!fit.converged) return crowded(largest, threshold) ? least : null;
  const { law, standardErrors } = fit;
  if (law.shape <= leastShape || standardErrors === undefined) return least;
  return { value: law.shape, standardError: standardErrors.shape, excesses };
}

/** Whether excesses crowd below an end: of a shape of -1 and less the likelihood has no maximum. */
function crowded(largest: Float64Array, threshold: number): boolean {
  const mean = largest.reduce((sum, size) => sum + size - threshold, 0) / largest.length;
  return largest[largest.length - 1] - threshold < mostOfCrowded * mean;
}

/** log of the ratio of the sizes at both ends of the range over that of the shares. */
function growthOf(sizes: Float64Array): number {
  const sorted = sizes.sort();
  const [inner, outer] = rangeShares.map((share) => sorted[Math.floor((1 - share) * sorted.length)]);
  return logOf(inner / outer) / logOf(rangeShares[1] / rangeShares[0]);
}
