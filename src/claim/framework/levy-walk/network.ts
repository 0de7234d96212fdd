import { logOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { allExamples, sgd, type StepGradient } from '../../../net/index.js';
import { estimateTwoScale, Projector } from '../../../tail/index.js';
import { noisySteps } from '../../../training/index.js';
import type { CellContext, Settings } from '../../claim.js';
import { bipowerRatio, weightedLine } from '../../../statistics/index.js';
import { crossed, upTo } from '../../crossed.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';
import { designFor, type Designs } from '../../designs.js';

/**
 * Is the trajectory of SGD a heavy-tailed random walk? A step is a pull (along the full gradient) and
 * noise; the noise alone is summed up, so that what it does is not mixed up with the descent, and its
 * sums are looked at as random walks are. Beside it a run whose noise is Gaussian with the covariance of
 * the minibatches.
 */

export type SgdWalkCell = {
  readonly dataset: string;
  readonly noise: 'minibatches' | 'gaussian';
  readonly replicate: number;
  readonly examples: number;
  /** Iterations that are looked at, after the first ones. */
  readonly iterations: number;
};

export type SgdWalkResult = {
  readonly noise: SgdWalkCell['noise'];
  readonly replicate: number;
  /**
   * Of log median displacement of the noise against log lag: over all lags, and over the longer half of
   * them.
   */
  readonly exponent: number;
  readonly lateExponent: number;
  /** The same of the weights themselves, with the descent in it; over all lags. */
  readonly rawExponent: number;
  /** 1/alpha of the steps' noise from sums of them at two scales. */
  readonly inverse: number;
  /** Bipower over realised variance of the noise: near 1 for a continuous path. */
  readonly bipower: number;
  /** log median displacement of the noise at the lags 1, 2, 4, ... */
  readonly logMedians: readonly number[];
};

const designs: Designs<Pick<SgdWalkCell, 'examples' | 'iterations'> & { replicates: number }> = {
  smoke: { examples: 100, iterations: 1024, replicates: 2 },
  quick: { examples: 200, iterations: 4096, replicates: 4 },
  paper: { examples: 2000, iterations: 65_536, replicates: 20 },
};
const width = 8;
const depth = 3;
const batchSize = 5;
/** Steps are looked at on so many random directions. */
const directions = 20;
/** Steps before the walk is looked at: the first descent. */
const begun = 300;
/** The longest lag is 2 to this power. */
export const lagDoublings = 6;
export const kinds = ['minibatches', 'gaussian'] as const;

/** Runs with minibatches and runs with Gaussian noise. */
export function sgdWalkCells({ profile, dataset }: Settings): SgdWalkCell[] {
  const { replicates, ...sizes } = designFor(designs, profile);
  return crossed({ dataset: [dataset], replicate: upTo(replicates), noise: kinds }).map((cell) => ({
    ...cell,
    ...sizes,
  }));
}

/** Trains, keeps each step's noise on random directions, and looks at its sums as a walk. */
export function runSgdWalk(cell: SgdWalkCell, context: CellContext): SgdWalkResult {
  const { noise, replicate, iterations } = cell;
  const { train: source, weights: start } = initialNetwork(
    { ...cell, width, depth, loss: 'cross-entropy' },
    context,
  );
  const key = (purpose: string) => stream(context.seed, 'levy-walk', 'sgd', replicate, noise, purpose);
  const kind = noise === 'gaussian' ? noise : 'minibatch';
  const steps = noisySteps(
    source,
    { noise: { kind }, stepSize: publishedStepSize, batchSize, order: 'with-replacement' },
    key,
  );
  const projector = new Projector({
    directions,
    parameters: source.parameterCount,
    stream: stream(context.seed, 'levy-walk', 'sgd directions', replicate),
  });
  const everything = allExamples(source.exampleCount);
  const full = new Float32Array(source.parameterCount);
  const own = new Float32Array(source.parameterCount);
  const series = () => Array.from({ length: directions }, () => new Float64Array(iterations));
  const [noises, moves] = [series(), series()];
  const watched: StepGradient = (weights, minibatch, gradient, iteration) => {
    const loss = steps.stepGradient(weights, minibatch, gradient, iteration);
    if (iteration < begun) return loss;
    source.gradient(weights, everything, full);
    for (let i = 0; i < own.length; i++) own[i] = gradient[i] - full[i];
    const k = iteration - begun;
    projector.projectRows([own]).forEach((value, j) => (noises[j][k] = value));
    projector.projectRows([gradient]).forEach((value, j) => (moves[j][k] = value));
    return loss;
  };
  const run = sgd(source, start, {
    ...steps,
    iterations: begun + iterations,
    stepGradient: watched,
  });
  for (const state of run) if (state.iteration === begun + iterations) break;
  return { noise, replicate, ...walkOf(noises), rawExponent: slopeOf(logMediansOf(moves)) };
}

/** How sums of increments spread, all directions together. */
export function walkOf(
  series: readonly Float64Array[],
): Omit<SgdWalkResult, 'noise' | 'replicate' | 'rawExponent'> {
  const logMedians = logMediansOf(series);
  const late = lagDoublings >> 1;
  const mean = (of: (increments: Float64Array) => number) =>
    series.reduce((sum, increments) => sum + of(increments), 0) / series.length;
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
