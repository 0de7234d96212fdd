import { stream, type Stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource, type SgdState } from '../../../net/index.js';
import { gradientColumns, measurePublishedStatistic } from '../../../probe/index.js';
import { scoredTails, type ColumnSource, type PooledEstimate } from '../../../tail/index.js';
import { noisySteps } from '../../../training/index.js';
import type { CellContext } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { stepNoise, type RunNoise } from '../../network/runNoise.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

/** What moves the weights; slow: minibatches with a smaller step size. */
export type JumpMode = RunNoise | 'slow';

export type JumpCell = {
  readonly dataset: string;
  readonly examples: number;
  readonly width: number;
  readonly depth: number;
  readonly batchSize: number;
  readonly iterations: number;
  /** Iterations between looks at the network. */
  readonly interval: number;
  readonly mode: JumpMode;
  readonly replicate: number;
};

/** The published statistic at one look, and with other tails in every coordinate. */
export type Scored = {
  readonly measured: number;
  /** Normal scores: no tails; the scales of the coordinates and their dependence are kept. */
  readonly gaussian: number;
  /** Alpha-stable tails. */
  readonly stable: number;
};

/** One run, look by look. */
export type JumpRun = {
  readonly mode: JumpMode;
  readonly depth: number;
  readonly replicate: number;
  readonly iterations: readonly number[];
  readonly accuracy: readonly number[];
  /** Largest step since the look before. */
  readonly largestStep: readonly number[];
  /** Iteration of the largest step of the run. */
  readonly largestStepAt: number;
  /** Median step of the whole run. */
  readonly medianStep: number;
  /** The published statistic and its Gaussian surrogate; of SGD only. */
  readonly published: readonly number[];
  readonly surrogate: readonly number[];
  /** At the start, and where the published statistic was lowest; of SGD only. */
  readonly scored: { readonly start: Scored; readonly dip: Scored } | null;
};

/** In every coordinate of the noise of SGD, in place of its own tails. */
export const stableTails = 1.5;
/** As large as the noise of minibatches. */
export const injected = { alpha: 1.5, share: 1 };
/** The step size of a slow run is that of the others over this. */
export const slowing = 1.5;
const surrogateRows = 32;
/** Names of the random numbers of added noise. */
const noiseStream: Readonly<Record<JumpMode, string>> = {
  sgd: 'none',
  slow: 'none',
  'full-batch': 'none',
  gaussian: 'Gaussian noise',
  stable: 'stable noise',
};

/** Other tails at two looks cost as much time as so many mixtures of a gradient. */
const scoredMixes = 3000;

/** What runJumpCell will do, for an estimate of its time and memory. */
export function jumpWork(cell: JumpCell): NetworkWork {
  const { width, depth, examples, batchSize, iterations, interval, mode } = cell;
  const looks = iterations / interval;
  const minibatches = Math.ceil(examples / batchSize);
  const sampled = mode === 'sgd' || mode === 'slow';
  // A look is a forward pass, and of SGD two passes for the statistic as well.
  const passesALook = mode === 'sgd' ? 2.3 : 0.3;
  return {
    width,
    depth,
    examples,
    passed: iterations * (sampled ? batchSize : examples) + looks * examples * passesALook,
    mixed: mode === 'sgd' ? (looks * surrogateRows + scoredMixes) * minibatches : 0,
    vectors: 8 + surrogateRows,
  };
}

/** Trains one network and looks at it every `interval` iterations. */
export function runJumpCell(cell: JumpCell, context: CellContext): JumpRun {
  const { depth, width, mode, batchSize, replicate, interval } = cell;
  const { train: source, weights } = initialNetwork({ ...cell, loss: 'cross-entropy' }, context);
  const random = (purpose: string, ...index: number[]) =>
    stream(context.seed, 'early jump', depth, width, replicate, mode, purpose, ...index);
  const everything = allExamples(source.exampleCount);
  const seen = { iterations: [] as number[], accuracy: [] as number[], largestStep: [] as number[] };
  const published: number[] = [];
  const surrogate: number[] = [];
  const steps: number[] = [];
  let largest = 0;
  let atDip = weights;
  for (const state of stepsOf(cell, source, weights, random)) {
    if (state.iteration > 0) steps.push(state.stepLength);
    largest = Math.max(largest, state.stepLength);
    if (state.iteration % interval !== 0) continue;
    seen.iterations.push(state.iteration);
    seen.accuracy.push(source.accuracy(state.weights, everything));
    seen.largestStep.push(largest);
    largest = 0;
    if (mode !== 'sgd') continue;
    const look = publishedAt(cell, source, state, random('surrogate', state.iteration));
    if (look.measured < Math.min(...published)) atDip = state.weights.slice();
    published.push(look.measured);
    surrogate.push(look.surrogate);
  }
  const largestStepAt = steps.indexOf(Math.max(...steps)) + 1;
  const medianStep = steps.sort((a, b) => a - b)[steps.length >> 1];
  const scoredAt = (at: Float32Array) => scoresOf(gradientColumns(source, at, batchSize), random('scores'));
  const scored = mode === 'sgd' ? { start: scoredAt(weights), dip: scoredAt(atDip) } : null;
  return { mode, depth, replicate, ...seen, largestStepAt, medianStep, published, surrogate, scored };
}

/** The run itself: minibatches are drawn with replacement, as in the Gaussian noise of their covariance. */
function stepsOf(
  { mode, batchSize, iterations }: JumpCell,
  source: GradientSource,
  weights: Float32Array,
  random: (purpose: string) => Stream,
): Iterable<SgdState> {
  const noise = stepNoise(mode === 'slow' ? 'sgd' : mode, injected, source, weights, batchSize, random);
  const stepSize = publishedStepSize / (mode === 'slow' ? slowing : 1);
  return sgd(source, weights, {
    ...noisySteps(source, { noise, stepSize, batchSize, order: 'with-replacement' }, (purpose) =>
      random(purpose === 'noise' ? noiseStream[mode] : purpose),
    ),
    iterations,
  });
}

/** The published statistic at a look, and its Gaussian surrogate's. */
function publishedAt(
  { batchSize }: JumpCell,
  source: GradientSource,
  { weights, iteration }: SgdState,
  random: Stream,
): { measured: number; surrogate: number } {
  const { measured, surrogate } = measurePublishedStatistic(source, weights, {
    batchSize,
    surrogateRows,
    stream: random,
  });
  if (measured.status !== 'ok' || surrogate.status !== 'ok') {
    throw new Error(`At iteration ${iteration}: ${measured.sentence ?? surrogate.sentence}`);
  }
  return { measured: measured.tailIndex, surrogate: surrogate.tailIndex };
}

/** The published statistic of noise, with its own tails and with others. */
export function scoresOf(noise: ColumnSource, random: Stream): Scored {
  const { measured, gaussian, stable } = scoredTails(noise, { alpha: stableTails, stream: random });
  return { measured: indexOf(measured), gaussian: indexOf(gaussian), stable: indexOf(stable) };
}

function indexOf(estimate: PooledEstimate): number {
  if (estimate.status !== 'ok') throw new Error(estimate.sentence);
  return estimate.tailIndex;
}
