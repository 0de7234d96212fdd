import { stream, type Stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource, type SgdState } from '../../../net/index.js';
import { measurePublishedStatistic } from '../../../probe/index.js';
import { minibatchNoiseScale, noisySteps, type StepNoise } from '../../../training/index.js';
import type { CellContext } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

/**
 * How the steps of a run are made: minibatches; the full gradient; the full gradient plus Gaussian noise of
 * the minibatches' covariance; the full gradient plus alpha-stable noise of the minibatches' size.
 */
export type JumpMode = 'sgd' | 'full-batch' | 'gaussian' | 'stable';

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

/** One run, look by look. */
export type JumpRun = {
  readonly mode: JumpMode;
  readonly depth: number;
  readonly replicate: number;
  readonly iterations: readonly number[];
  readonly accuracy: readonly number[];
  /** Largest step since the look before. */
  readonly largestStep: readonly number[];
  /** Median step of the whole run. */
  readonly medianStep: number;
  /** The published statistic and its Gaussian surrogate; of SGD only. */
  readonly published: readonly number[];
  readonly surrogate: readonly number[];
};

export const injectedAlpha = 1.5;
const surrogateRows = 32;
/** Names of the random numbers of added noise. */
const noiseStream: Readonly<Record<JumpMode, string>> = {
  sgd: 'none',
  'full-batch': 'none',
  gaussian: 'Gaussian noise',
  stable: 'stable noise',
};

/** What runJumpCell will do, for an estimate of its time and memory. */
export function jumpWork(cell: JumpCell): NetworkWork {
  const { width, depth, examples, batchSize, iterations, interval, mode } = cell;
  const looks = iterations / interval;
  const minibatches = Math.ceil(examples / batchSize);
  const sgdAlone = mode === 'sgd';
  // A look is a forward pass, and of SGD two passes for the statistic as well.
  const passesALook = sgdAlone ? 2.3 : 0.3;
  return {
    width,
    depth,
    examples,
    passed: iterations * (sgdAlone ? batchSize : examples) + looks * examples * passesALook,
    mixed: sgdAlone ? looks * surrogateRows * minibatches : 0,
    vectors: 8 + surrogateRows,
  };
}

/** Trains one network and looks at it every `interval` iterations. */
export function runJumpCell(cell: JumpCell, context: CellContext): JumpRun {
  const { depth, width, mode, batchSize, replicate, iterations, interval } = cell;
  const { train: source, weights } = initialNetwork({ ...cell, loss: 'cross-entropy' }, context);
  const random = (purpose: string, ...index: number[]) =>
    stream(context.seed, 'early jump', depth, width, replicate, mode, purpose, ...index);
  const everything = allExamples(source.exampleCount);
  const noise = stepNoiseOf(cell, source, weights, random);
  const run = sgd(source, weights, {
    ...noisySteps(source, { noise, stepSize: publishedStepSize, batchSize, order: 'fixed' }, (purpose) =>
      random(purpose === 'noise' ? noiseStream[mode] : purpose),
    ),
    iterations,
  });
  const seen = { iterations: [] as number[], accuracy: [] as number[], largestStep: [] as number[] };
  const published: number[] = [];
  const surrogate: number[] = [];
  const steps: number[] = [];
  let largest = 0;
  for (const state of run) {
    if (state.iteration > 0) steps.push(state.stepLength);
    largest = Math.max(largest, state.stepLength);
    if (state.iteration % interval !== 0) continue;
    seen.iterations.push(state.iteration);
    seen.accuracy.push(source.accuracy(state.weights, everything));
    seen.largestStep.push(largest);
    largest = 0;
    if (mode !== 'sgd') continue;
    const look = publishedAt(cell, source, state, random('surrogate', state.iteration));
    published.push(look.measured);
    surrogate.push(look.surrogate);
  }
  steps.sort((a, b) => a - b);
  return { mode, depth, replicate, ...seen, medianStep: steps[steps.length >> 1], published, surrogate };
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

function stepNoiseOf(
  { mode, batchSize }: JumpCell,
  source: GradientSource,
  weights: Float32Array,
  random: (purpose: string) => Stream,
): StepNoise {
  switch (mode) {
    case 'sgd':
      return { kind: 'minibatch' };
    case 'full-batch':
      return { kind: 'none' };
    case 'gaussian':
      return { kind: 'gaussian' };
    case 'stable': {
      // In every coordinate, as large as the noise of minibatches at the start.
      const scale = minibatchNoiseScale(source, weights, batchSize, random('size of the noise'));
      return { kind: 'stable', alpha: injectedAlpha, scale };
    }
  }
}
