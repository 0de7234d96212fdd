import { UserError } from '../error.js';
import { allExamples, type GradientSource } from '../net/index.js';
import { stream } from '../law/index.js';
import { measureFreshNoise, measurePublishedStatistic } from '../probe/index.js';
import { comparePooled, estimateAcrossMinibatches } from '../tail/index.js';
import type { TrainingSetUp } from './setUp.js';
import type { TrainingSettings } from './settings.js';

/** Fresh minibatches, and random directions on which their noise is looked at. */
const freshMinibatches = 200;
const directions = 50;
const surrogateRows = 32;

/** A tail index with its 95 % interval; null where the noise gives none. */
export type IndexWithInterval = {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/**
 * The published statistic, across coordinates, and the range of it that Gaussian noise of the same
 * covariance has.
 */
export type PublishedIndex = {
  readonly value: number | null;
  readonly surrogateLow: number | null;
  readonly surrogateHigh: number | null;
};

/** What is known of a run at frozen weights. */
export type Evaluation = {
  readonly iteration: number;
  readonly trainLoss: number;
  /** A share, 0 to 1. */
  readonly trainAccuracy: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Across fresh minibatches, on random directions. */
  readonly tailIndex: IndexWithInterval;
  readonly published: PublishedIndex;
  readonly publishedOnTest: PublishedIndex;
  /** Euclidean length of the full gradient. */
  readonly gradientNorm: number;
  /** Root of the mean squared length of the noise of the fixed minibatches. */
  readonly noiseNorm: number;
  /** Longest and mean step since the evaluation before; 0 at the first. */
  readonly longestStep: number;
  readonly meanStep: number;
  /** Euclidean length of each array of weights. */
  readonly layerNorms: Readonly<Record<string, number>>;
};

/**
 * Measures a run at frozen weights: losses, accuracies, and the noise of its gradients across minibatches
 * and across coordinates. Its random numbers are its own, so that it changes nothing of the run.
 *
 * Costs about 2 passes over the training examples and 2 over the test examples for the published
 * statistics, 3 for the rest, and memory O(parameters).
 *
 * @throws {UserError} when a loss is not finite: the run has diverged
 */
export function evaluate(
  setUp: TrainingSetUp,
  settings: TrainingSettings,
  state: Pick<Evaluation, 'iteration' | 'longestStep' | 'meanStep'> & { readonly weights: Float32Array },
): Evaluation {
  const { train, test, network } = setUp;
  const { iteration, weights, longestStep, meanStep } = state;
  const everything = allExamples(train.exampleCount);
  const fullGradient = new Float32Array(train.parameterCount);
  const trainLoss = train.gradient(weights, everything, fullGradient);
  const testLoss = test.loss(weights, allExamples(test.exampleCount));
  if (!Number.isFinite(trainLoss) || !Number.isFinite(testLoss)) {
    throw new UserError(
      `Training diverged by iteration ${iteration}: the loss is ${trainLoss}, on the test examples ${testLoss}.`,
      'Take a smaller step size.',
    );
  }
  const random = (purpose: string) => stream(settings.seed, 'evaluation', purpose, iteration);
  const { projections } = measureFreshNoise(train, weights, fullGradient, {
    batchSize: settings.batchSize,
    minibatches: freshMinibatches,
    directions,
    coordinates: 0,
    stream: random('fresh minibatches'),
  });
  const index = estimateAcrossMinibatches(projections);
  const onTrain = publishedIndex(train, weights, settings.batchSize, random('surrogate'));
  const onTest = publishedIndex(test, weights, settings.batchSize, random('surrogate on test'));
  return {
    iteration,
    trainLoss,
    trainAccuracy: train.accuracy(weights, everything),
    testLoss,
    testAccuracy: test.accuracy(weights, allExamples(test.exampleCount)),
    tailIndex:
      index.status === 'ok'
        ? { value: index.tailIndex, low: index.low, high: index.high }
        : { value: null, low: null, high: null },
    published: onTrain.index,
    publishedOnTest: onTest.index,
    gradientNorm: normOf(fullGradient),
    noiseNorm: onTrain.noiseNorm,
    longestStep,
    meanStep,
    layerNorms: Object.fromEntries(
      network.layers.map(({ name, offset, rows, columns }) => [
        name,
        normOf(weights.subarray(offset, offset + rows * columns)),
      ]),
    ),
  };
}

function publishedIndex(
  source: GradientSource,
  weights: Float32Array,
  batchSize: number,
  random: ReturnType<typeof stream>,
): { index: PublishedIndex; noiseNorm: number } {
  const { measured, surrogate, meanSquaredNorm } = measurePublishedStatistic(source, weights, {
    batchSize: Math.min(batchSize, Math.floor(source.exampleCount / 3)),
    surrogateRows,
    stream: random,
  });
  const noiseNorm = Math.sqrt(meanSquaredNorm);
  const comparison = comparePooled(measured, surrogate);
  if (measured.status !== 'ok' || comparison.status !== 'ok') {
    return { index: { value: null, surrogateLow: null, surrogateHigh: null }, noiseNorm };
  }
  const { surrogateLow, surrogateHigh } = comparison;
  return {
    index: {
      value: measured.tailIndex,
      surrogateLow,
      surrogateHigh: Number.isFinite(surrogateHigh) ? surrogateHigh : null,
    },
    noiseNorm,
  };
}

function normOf(values: Float32Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
