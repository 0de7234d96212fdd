import { square } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource } from '../../../net/index.js';
import { noisySteps } from '../../../training/index.js';
import type { CellContext } from '../../claim.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';
import type { Grid } from '../../well/welschLocation.js';
import type { LineLoss } from './wells.js';

/** Two networks that differ in their random numbers alone; part of a cell, so JSON. */
export type NetworkPair = {
  readonly dataset: string;
  readonly examples: number;
  readonly width: number;
  /** Training loss at which both are taken. */
  readonly target: number;
  readonly replicate: number;
};

const depth = 3;
const loss = 'cross-entropy';
const batchSize = 20;
/** Loss of all examples is looked at so often. */
const lookEvery = 20;
/** The networks of the claim need some hundreds; one that has not arrived is taken as it is. */
const mostIterations = 4000;

/**
 * The table reaches half a distance beyond both networks: the minima of the line lie near them, a little
 * outside. Beyond its ends is a wall.
 */
const from = -0.5;
const to = 1.5;
/** Each example's slope is linear between points that are 1/40 of the distance apart. */
const intervals = 80;
/** Places where every example is asked for its loss: one more at each end, for the differences. */
export const tablePoints = intervals + 3;

/**
 * The loss of every example on the straight line through two trained networks: 0 is the first of them, 1 the
 * other. It is looked up in a table of slopes, so that a walk along the line costs nothing.
 */
export function tabulatedLine(pair: NetworkPair, context: CellContext): LineLoss {
  const [first, last] = [0, 1].map((end) => trained(pair, end, context));
  const { source } = first;
  const count = source.exampleCount;
  const step = (to - from) / intervals;
  const losses = Array.from({ length: tablePoints }, (_, i) => {
    const place = from + (i - 1) * step;
    return exampleLosses(
      source,
      first.weights.map((w, j) => w + place * (last.weights[j] - w)),
    );
  });
  const slopes = Array.from({ length: intervals + 1 }, (_, g) =>
    losses[g + 2].map((loss, e) => (loss - losses[g][e]) / (2 * step)),
  );
  return {
    grid: gridOf(losses.slice(1, -1), slopes, step),
    examples: count,
    exampleSlope: (example, place) => {
      const at = Math.max(0, Math.min(intervals - roundingRoom, (place - from) / step));
      const g = Math.floor(at);
      const slope = slopes[g][example];
      return slope + (at - g) * (slopes[g + 1][example] - slope);
    },
  };
}

/** A place stays this far before the last point, so that there is a next one. */
const roundingRoom = 1e-6;

/** Trains one of the two until its loss is down to the target. */
function trained(
  pair: NetworkPair,
  end: number,
  context: CellContext,
): { source: GradientSource; weights: Float32Array } {
  const { width, examples, target } = pair;
  const replicate = 2 * pair.replicate + end;
  const { train: source, weights } = initialNetwork({ ...pair, replicate, depth, loss }, context);
  const everything = allExamples(source.exampleCount);
  const run = sgd(source, weights, {
    ...noisySteps(
      source,
      { noise: { kind: 'minibatch' }, stepSize: publishedStepSize, batchSize, order: 'with-replacement' },
      (purpose) => stream(context.seed, 'levy-exit-sgd', purpose, width, examples, target, replicate),
    ),
    iterations: mostIterations,
  });
  let last = weights;
  for (const state of run) {
    last = state.weights;
    if (state.iteration % lookEvery === 0 && source.loss(last, everything) <= target) break;
  }
  return { source, weights: last.slice() };
}

/** The loss of each example. */
function exampleLosses(source: GradientSource, weights: Float32Array): Float64Array {
  const one = new Uint32Array(1);
  return Float64Array.from({ length: source.exampleCount }, (_, e) => {
    one[0] = e;
    return source.loss(weights, one);
  });
}

function gridOf(losses: readonly Float64Array[], slopes: readonly Float64Array[], step: number): Grid {
  const means = (rows: readonly Float64Array[]) => Float64Array.from(rows, meanOf);
  const slope = means(slopes);
  const variance = Float64Array.from(slopes, (row, g) =>
    meanOf(row.map((value) => square(value - slope[g]))),
  );
  return { from, step, loss: means(losses), slope, variance };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
