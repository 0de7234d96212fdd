import { logOf } from '../../../kernel/index.js';
import { draw, stable, stream, type Stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource, type StepGradient } from '../../../net/index.js';
import { bipowerRatio, evened, weightedLine, withScaleOf } from '../../../statistics/index.js';
import { estimateTwoScale, Projector } from '../../../tail/index.js';
import { noisySteps } from '../../../training/index.js';
import type { CellContext, CellCost, ExampleShape } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { networkCost } from '../../network/cost.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

/**
 * Is the trajectory of SGD a heavy-tailed random walk? A step is a pull (along the full gradient) and
 * noise; the noise alone is summed up, so that what it does is not mixed up with the descent, and its
 * sums are looked at as random walks are. Beside it a twin from the same start whose noise is Gaussian with
 * the covariance of the minibatches.
 */

/** SGD and its twin from one start. */
export type SgdWalkCell = {
  readonly dataset: string;
  readonly replicate: number;
  readonly examples: number;
  /** Iterations that are looked at, after the first ones. */
  readonly iterations: number;
};

/** What the summed noise of a run says. */
export type NoiseWalk = {
  /** Of log median displacement against log lag: over all lags, and over the longer half of them. */
  readonly exponent: number;
  readonly lateExponent: number;
  /** 1/alpha of the noise of steps from sums of them at two scales. */
  readonly inverse: number;
  /** Bipower over realised variance: near 1 for a continuous path. */
  readonly bipower: number;
  /** log median displacement at the lags 1, 2, 4, ... */
  readonly logMedians: readonly number[];
};

export type SgdWalkResult = {
  readonly replicate: number;
  readonly sgd: NoiseWalk;
  readonly gaussian: NoiseWalk;
  /** Late exponents of made-up noise with the scale of SGD's block by block, made several times. */
  readonly madeStable: readonly number[];
  readonly madeGaussian: readonly number[];
};

export const width = 8;
export const depth = 3;
export const batchSize = 5;
/** Steps are looked at on so many random directions. */
export const directions = 20;
/** Steps before the walk is looked at: the first descent. */
export const begun = 300;
/** The longest lag is 2 to this power. */
export const lagDoublings = 6;
/** Index of the made-up noise that must be found to walk with heavy tails. */
export const madeIndex = 1.5;
/** So often in each cell. */
const timesMade = 3;
/** Passes of so small a network, example by example, run at half the usual rate. */
const slowness = 2;

/** What a cell takes: a full gradient at each step of both runs, and one more for the twin's noise. */
export function sgdWalkCost({ examples, iterations }: SgdWalkCell, shape: ExampleShape): CellCost {
  const { seconds, bytes } = networkCost(
    {
      width,
      depth,
      examples,
      passed: iterations * (3 * examples + batchSize),
      mixed: 2 * iterations * directions,
      vectors: 12 + directions,
    },
    shape,
  );
  return { seconds: slowness * seconds, bytes };
}

/** Runs SGD and its twin from one start; numbers are keyed by the cell. */
export function runSgdWalk(cell: SgdWalkCell, context: CellContext): SgdWalkResult {
  const { replicate } = cell;
  const { train: source, weights: start } = initialNetwork(
    { ...cell, width, depth, loss: 'cross-entropy' },
    context,
  );
  const random = (...key: (string | number)[]) => stream(context.seed, 'sgd-walk', replicate, ...key);
  const noiseOf = (kind: 'minibatch' | 'gaussian') =>
    stepNoises(cell, source, start, kind, (purpose) =>
      purpose === 'directions' ? random(purpose) : random(kind, purpose),
    );
  const minibatches = noiseOf('minibatch');
  const made = (alpha: number) =>
    upTo(timesMade).map((time) => {
      const noise = minibatches.map((steps, j) =>
        withScaleOf(steps, draw(stable({ alpha }), steps.length, random('made', alpha, time, j))),
      );
      return walkOf(noise).lateExponent;
    });
  return {
    replicate,
    sgd: walkOf(minibatches),
    gaussian: walkOf(noiseOf('gaussian')),
    madeStable: made(madeIndex),
    madeGaussian: made(2),
  };
}

/** Trains, and returns each step's noise on each direction. */
function stepNoises(
  { iterations }: SgdWalkCell,
  source: GradientSource,
  start: Float32Array,
  kind: 'minibatch' | 'gaussian',
  random: (purpose: string) => Stream,
): Float64Array[] {
  const steps = noisySteps(
    source,
    { noise: { kind }, stepSize: publishedStepSize, batchSize, order: 'with-replacement' },
    random,
  );
  const projector = new Projector({
    directions,
    parameters: source.parameterCount,
    stream: random('directions'),
  });
  const everything = allExamples(source.exampleCount);
  const full = new Float32Array(source.parameterCount);
  const own = new Float32Array(source.parameterCount);
  const noises = upTo(directions).map(() => new Float64Array(iterations));
  const watched: StepGradient = (weights, minibatch, gradient, iteration) => {
    const loss = steps.stepGradient(weights, minibatch, gradient, iteration);
    if (iteration < begun) return loss;
    source.gradient(weights, everything, full);
    for (let i = 0; i < own.length; i++) own[i] = gradient[i] - full[i];
    projector.projectRows([own]).forEach((value, j) => (noises[j][iteration - begun] = value));
    return loss;
  };
  const run = sgd(source, start, { ...steps, iterations: begun + iterations, stepGradient: watched });
  for (const state of run) if (state.iteration === begun + iterations) break;
  return noises;
}

/**
 * How sums of increments spread, all directions together. Increments are taken in units of their median size
 * over 100 steps, so that a scale that changes in time is not taken for a walk.
 */
export function walkOf(increments: readonly Float64Array[]): NoiseWalk {
  const series = increments.map(evened);
  const logMedians = logMediansOf(series);
  const late = lagDoublings >> 1;
  const mean = (of: (steps: Float64Array) => number) =>
    series.reduce((sum, steps) => sum + of(steps), 0) / series.length;
  return {
    exponent: slopeOf(logMedians),
    lateExponent: slopeOf(logMedians.slice(late)),
    inverse: mean((increments) => {
      const estimate = estimateTwoScale(increments);
      if (estimate.status !== 'ok') throw new RangeError(estimate.sentence);
      return estimate.inverse;
    }),
    bipower: mean(bipowerRatio),
    logMedians,
  };
}

/** log median |sum of so many increments| over windows that do not overlap, of all series together. */
function logMediansOf(series: readonly Float64Array[]): number[] {
  return Array.from({ length: lagDoublings + 1 }, (_, k) => {
    const lag = 1 << k;
    const sizes = series.flatMap((increments) =>
      Array.from({ length: Math.floor(increments.length / lag) }, (_window, w) =>
        Math.abs(increments.subarray(w * lag, (w + 1) * lag).reduce((sum, value) => sum + value, 0)),
      ),
    );
    sizes.sort((a, b) => a - b);
    return logOf((sizes[(sizes.length - 1) >> 1] + sizes[sizes.length >> 1]) / 2);
  });
}

/** Of values at lags that double. */
function slopeOf(logMedians: readonly number[]): number {
  const logLags = logMedians.map((_, k) => k * logOf(2));
  return weightedLine(logLags, logMedians).slope.value;
}
