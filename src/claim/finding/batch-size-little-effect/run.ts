import { stream, type Stream } from '../../../law/index.js';
import { fixedMinibatches, type GradientSource } from '../../../net/index.js';
import { measureFreshNoise } from '../../../probe/index.js';
import {
  blockLengthOf,
  estimateAcrossMinibatches,
  PooledStatistic,
  SurrogateRows,
  surrogateStatistic,
  type NoiseMatrix,
  type TailEstimate,
} from '../../../tail/index.js';
import type { CellContext } from '../../claim.js';
import { fullGradient } from '../../framework/freshNoise.js';
import type { NetworkWork } from '../../network/cost.js';
import type { PublishedRun, Snapshot } from '../../network/trainedNetwork.js';

/** A network, and the batch sizes at which its noise is measured. */
export type BatchSizeNetwork = PublishedRun & {
  readonly measuredBatchSizes: readonly number[];
  /** Fresh minibatches of each size. */
  readonly minibatches: number;
};

export type IndexValue = { readonly tailIndex: number; readonly standardError: number };

/** The published statistic over one pass. */
export type PublishedValues = {
  /** With the block length that all batch sizes share. */
  readonly fixed: IndexValue;
  /** That of Gaussian noise of the same covariance. */
  readonly surrogate: IndexValue;
  /** With the block length that the published rule gives to this batch size. */
  readonly own: IndexValue;
  readonly ownLength: number;
  readonly fixedLength: number;
};

/** The tail indices at one batch size and one network's weights. */
export type BatchSizePoint = {
  readonly replicate: number;
  readonly batchSize: number;
  /** Of single parameters, across fresh minibatches. */
  readonly across: IndexValue;
  /** Null at batch sizes so small that a pass over the examples is too many minibatches. */
  readonly published: PublishedValues | null;
};

/** Smallest batch size of the published statistic: one of its pair. */
export const smallestPublished = 5;
const surrogateRows = 64;
/** Single parameters that the index across minibatches is averaged over. */
const coordinates = 400;
/** Sums of so many minibatches are compared with single ones. */
const blocks = { lower: 1, upper: 10 } as const;

/** Measures the noise at all batch sizes. */
export function lookAtBatchSizes(
  { measuredBatchSizes, replicate, minibatches }: BatchSizeNetwork,
  snapshot: Snapshot,
  { seed }: CellContext,
): BatchSizePoint[] {
  const { iteration, source, weights } = snapshot;
  const full = fullGradient(snapshot);
  const largest = Math.max(...measuredBatchSizes);
  const fixedLength = blockLengthOf(Math.ceil(source.exampleCount / largest) * source.parameterCount);
  return measuredBatchSizes.map((batchSize) => {
    const random = (purpose: string) => stream(seed, 'batch size', replicate, iteration, batchSize, purpose);
    const noise = measureFreshNoise(source, weights, full, {
      batchSize,
      minibatches,
      directions: 0,
      coordinates,
      stream: random('fresh minibatches'),
    });
    const published =
      batchSize < smallestPublished
        ? null
        : publishedOf(passNoise(source, weights, full, batchSize), {
            minibatches: Math.ceil(source.exampleCount / batchSize),
            parameters: source.parameterCount,
            fixedLength,
            random: random('surrogate'),
          });
    return { replicate, batchSize, across: acrossOf(noise.coordinates), published };
  });
}

/** The index of noise across minibatches. */
export function acrossOf(noise: NoiseMatrix): IndexValue {
  return valueOf(estimateAcrossMinibatches(noise, blocks));
}

/** The noise of the minibatches of one pass in fixed order, as published. */
function* passNoise(source: GradientSource, weights: Float32Array, full: Float32Array, batchSize: number) {
  const noise = new Float32Array(source.parameterCount);
  for (const minibatch of fixedMinibatches(source.exampleCount, batchSize)) {
    source.gradient(weights, minibatch, noise);
    for (let i = 0; i < noise.length; i++) noise[i] -= full[i];
    yield noise;
  }
}

/** The published statistic of rows of noise, and of their Gaussian surrogate. */
export function publishedOf(
  rows: Iterable<Float32Array>,
  shape: {
    readonly minibatches: number;
    readonly parameters: number;
    readonly fixedLength: number;
    readonly random: Stream;
  },
): PublishedValues {
  const { minibatches, parameters, fixedLength, random } = shape;
  const own = new PooledStatistic({ minibatches, parameters });
  const fixed = new PooledStatistic({ minibatches, parameters, blockLength: fixedLength });
  const surrogate = new SurrogateRows({ minibatches, parameters, rows: surrogateRows, stream: random });
  for (const row of rows) {
    for (const statistic of [own, fixed, surrogate]) statistic.add(row);
  }
  const measured = fixed.result();
  return {
    fixed: valueOf(measured),
    surrogate: valueOf(surrogateStatistic(surrogate.result(), measured)),
    own: valueOf(own.result()),
    ownLength: own.blockLength,
    fixedLength,
  };
}

function valueOf(estimate: TailEstimate): IndexValue {
  if (estimate.status !== 'ok') throw new Error(estimate.sentence);
  const { tailIndex, inverseStandardError } = estimate;
  return { tailIndex, standardError: inverseStandardError * tailIndex * tailIndex };
}

/** What training and looking do, for an estimate of their time and memory. */
export function batchSizeWork(network: BatchSizeNetwork): NetworkWork {
  const { batchSize, examples, iterations, minibatches, measuredBatchSizes } = network;
  const published = measuredBatchSizes.filter((measured) => measured >= smallestPublished);
  const rows = published.reduce((sum, measured) => sum + Math.ceil(examples / measured), 0);
  const fresh = measuredBatchSizes.reduce((sum, measured) => sum + minibatches * measured, 0);
  const snapshots = iterations.length;
  return {
    ...network,
    // One pass for the full gradient, and one for each batch size of the statistic.
    passed: iterations[snapshots - 1] * batchSize + snapshots * ((1 + published.length) * examples + fresh),
    mixed:
      snapshots *
      (rows * (surrogateRows + pooledMixes) + minibatches * measuredBatchSizes.length * gradientMixes),
    vectors: 24 + surrogateRows,
  };
}

/** What two pooled statistics of a row, and reading a gradient, take, in mixtures of a row. */
const pooledMixes = 40;
const gradientMixes = 12;
