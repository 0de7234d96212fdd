import { stream, type Stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource, type SgdState } from '../../../net/index.js';
import { measurePublishedStatistic } from '../../../probe/index.js';
import { noisySteps } from '../../../training/index.js';
import type { CellContext } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { stepNoise, type RunNoise } from '../../network/runNoise.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

export type JumpCell = {
  readonly dataset: string;
  readonly examples: number;
  readonly width: number;
  readonly depth: number;
  readonly batchSize: number;
  readonly iterations: number;
  /** Iterations between looks at the network. */
  readonly interval: number;
  readonly mode: RunNoise;
  readonly replicate: number;
};

/** One run, look by look. */
export type JumpRun = {
  readonly mode: RunNoise;
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

/** As large as the noise of minibatches. */
export const injected = { alpha: 1.5, share: 1 };
const surrogateRows = 32;
/** Names of the random numbers of added noise. */
const noiseStream: Readonly<Record<RunNoise, string>> = {
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
  const noise = stepNoise(mode, injected, source, weights, batchSize, random);
  const run = sgd(source, weights, {
    ...noisySteps(source, { noise, stepSize: publishedStepSize, batchSize, order: 'with-replacement' }, (purpose) =>
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
