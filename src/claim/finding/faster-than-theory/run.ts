import { logOf, square } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource } from '../../../net/index.js';
import { linearBarrier, nudgedElasticBand } from '../../../probe/index.js';
import { noisySteps } from '../../../training/index.js';
import type { CellContext } from '../../claim.js';
import { runExitSgdCell } from '../../levy/levy-exit-sgd/run.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

/** One pair of trained networks; or a loss of one parameter, where the theory is known to hold. */
export type FasterCell =
  | {
      readonly kind: 'network';
      readonly dataset: string;
      readonly replicate: number;
      readonly width: number;
      readonly depth: number;
      readonly examples: number;
      readonly batchSize: number;
      readonly iterations: number;
      readonly images: number;
      readonly bandIterations: number;
    }
  | { readonly kind: 'control'; readonly dataset: string };

/** A barrier and what the Brownian theory makes of it. */
export type Path = {
  readonly barrier: number;
  /** Variance of single examples' gradients along the path, the largest on it. */
  readonly variance: number;
  /** Logarithm of the iterations that the theory says. */
  readonly logBound: number;
};

export type FasterResult =
  | {
      readonly kind: 'network';
      readonly replicate: number;
      /** Iterations that were run. */
      readonly iterations: number;
      /**
       * Iterations until the training loss was down to the target, of SGD and of gradient descent; null
       * where it was not.
       */
      readonly sgd: number | null;
      readonly gradientDescent: number | null;
      readonly line: Path;
      readonly band: Path & { readonly converged: boolean };
    }
  | {
      readonly kind: 'control';
      /** Logarithms of measured iterations over those that the theory says, in wells of one parameter. */
      readonly logRatios: readonly number[];
    };

/** What was measured of a pair of trained networks. */
export type Pair = Extract<FasterResult, { kind: 'network' }>;

/** The training loss at which a run has arrived. */
export const targetLoss = 0.05;
const loss = 'linear-hinge';
/** Points of a path at which the noise is looked at. */
const looks = 5;
const bandTolerance = 1e-3;

/** Intervals of the grid on the straight line. */
const lineIntervals = 20;
/** Iterations between looks at the loss. */
const lookEvery = 10;

/**
 * Trains two networks from different starts, and measures the barrier between what they find. The linear
 * hinge loss has minima: where every margin is kept it is zero.
 */
export function runFasterCell(cell: FasterCell, context: CellContext): FasterResult {
  if (cell.kind === 'control') return { kind: 'control', logRatios: controlRatios(cell.dataset, context) };
  const { replicate, iterations, batchSize, images, bandIterations } = cell;
  const ends = [0, 1].map((end) =>
    initialNetwork({ ...cell, loss, replicate: 2 * replicate + end }, context),
  );
  const [{ train: source, weights: start }] = ends;
  const [first, second] = ends.map(({ weights }, end) =>
    trainToTarget(source, weights, 'minibatch', end, cell, context),
  );
  const descent = trainToTarget(source, start, 'none', ends.length, cell, context);
  const everything = allExamples(source.exampleCount);
  const line = linearBarrier(source, first.weights, second.weights, everything, lineIntervals);
  const band = nudgedElasticBand(source, first.weights, second.weights, everything, {
    images,
    iterations: bandIterations,
    tolerance: bandTolerance,
  });
  const variance = largestVariance(source, first.weights, second.weights);
  const path = (barrier: number): Path => ({
    barrier,
    variance,
    logBound: logBound(barrier, variance, batchSize),
  });
  return {
    kind: 'network',
    replicate,
    iterations,
    sgd: first.arrived,
    gradientDescent: descent.arrived,
    line: path(line.aboveFirst),
    band: { ...path(Math.max(0, band.aboveFirst)), converged: band.converged },
  };
}

/** Trains for all iterations; `arrived` is the first look at which the loss is down to the target. */
function trainToTarget(
  source: GradientSource,
  start: Float32Array,
  kind: 'minibatch' | 'none',
  key: number,
  { replicate, batchSize, iterations }: Extract<FasterCell, { kind: 'network' }>,
  { seed }: CellContext,
): { arrived: number | null; weights: Float32Array } {
  const everything = allExamples(source.exampleCount);
  const run = sgd(source, start, {
    ...noisySteps(
      source,
      { noise: { kind }, stepSize: publishedStepSize, batchSize, order: 'shuffled' },
      () => stream(seed, 'faster than theory', replicate, key),
    ),
    iterations,
  });
  let arrived: number | null = null;
  let last = start;
  for (const { iteration, weights } of run) {
    last = weights;
    if (iteration % lookEvery !== 0 || arrived !== null) continue;
    if (source.loss(weights, everything) <= targetLoss) arrived = iteration;
  }
  return { arrived, weights: last.slice() };
}

/** exp(2 b barrier/(stepSize variance))/stepSize, without prefactors of curvatures. */
function logBound(barrier: number, variance: number, batchSize: number): number {
  return (2 * batchSize * barrier) / (publishedStepSize * variance) - logOf(publishedStepSize);
}

/** Variance over examples of the slope along the straight line, at the place on it where it is largest. */
function largestVariance(source: GradientSource, from: Float32Array, to: Float32Array): number {
  const direction = Float64Array.from(from, (w, i) => to[i] - w);
  const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
  const everything = allExamples(source.exampleCount);
  let largest = 0;
  for (let look = 0; look < looks; look++) {
    const share = (look + 0.5) / looks;
    const weights = from.map((w, i) => w + share * (to[i] - w));
    const rows = new Float32Array(everything.length * from.length);
    source.perExampleGradients(weights, everything, rows);
    const slopes = Float64Array.from(everything, (e) => {
      let sum = 0;
      for (let i = 0; i < from.length; i++) sum += rows[e * from.length + i] * direction[i];
      return sum / length;
    });
    const mean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
    largest = Math.max(largest, slopes.reduce((sum, slope) => sum + square(slope - mean), 0) / slopes.length);
  }
  return largest;
}

/**
 * In a loss of one parameter, with Gaussian noise: iterations over exp(b Q/stepSize) 2 pi/(stepSize sqrt(H
 * |Hs|)).
 */
function controlRatios(dataset: string, context: CellContext): number[] {
  const { escapes } = runExitSgdCell(
    { dataset, classes: [6, 7], scale: 0.45, world: 'gaussian', paths: 40 },
    context,
  );
  return escapes.map(
    ({ logIterations, batchSize, stepSize, quasiPotential, curvature, saddleCurvature }) =>
      logIterations -
      (batchSize / stepSize) * quasiPotential -
      logOf((2 * Math.PI) / (stepSize * Math.sqrt(curvature * saddleCurvature))),
  );
}
