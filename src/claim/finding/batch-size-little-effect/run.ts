import { stream } from '../../../law/index.js';
import { allExamples } from '../../../net/index.js';
import { measureFreshNoise, measurePublishedStatistic } from '../../../probe/index.js';
import { estimateAcrossMinibatches, type TailEstimate } from '../../../tail/index.js';
import type { CellContext } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import type { PublishedRun, Snapshot } from '../../network/trainedNetwork.js';

/** A network, and the batch size at which its noise is measured. */
export type BatchSizeNetwork = PublishedRun & {
  readonly measuredBatchSize: number;
  /** Fresh minibatches of this size. */
  readonly minibatches: number;
};

export type IndexValue = { readonly tailIndex: number; readonly standardError: number };

/** The tail indices at one batch size and one network's weights. */
export type BatchSizePoint = {
  readonly replicate: number;
  readonly batchSize: number;
  readonly published: IndexValue;
  readonly surrogate: IndexValue;
  readonly across: IndexValue;
};

const surrogateRows = 64;
/** Single parameters that the index across minibatches is averaged over. */
const coordinates = 400;

/** Measures the noise at one batch size. */
export function lookAtBatchSize(
  { measuredBatchSize: batchSize, replicate, minibatches }: BatchSizeNetwork,
  { source, weights }: Snapshot,
  { seed }: CellContext,
): BatchSizePoint[] {
  const random = (purpose: string) => stream(seed, 'batch size', replicate, batchSize, purpose);
  const published = measurePublishedStatistic(source, weights, {
    batchSize,
    surrogateRows,
    stream: random('surrogate'),
  });
  const fullGradient = new Float32Array(source.parameterCount);
  source.gradient(weights, allExamples(source.exampleCount), fullGradient);
  const noise = measureFreshNoise(source, weights, fullGradient, {
    batchSize,
    minibatches,
    directions: 0,
    coordinates,
    stream: random('fresh minibatches'),
  });
  return [
    {
      replicate,
      batchSize,
      published: valueOf(published.measured),
      surrogate: valueOf(published.surrogate),
      across: valueOf(estimateAcrossMinibatches(noise.coordinates)),
    },
  ];
}

function valueOf(estimate: TailEstimate): IndexValue {
  if (estimate.status !== 'ok') throw new Error(estimate.sentence);
  const { tailIndex, inverseStandardError } = estimate;
  return { tailIndex, standardError: inverseStandardError * tailIndex * tailIndex };
}

/** What training and looking do, for an estimate of their time and memory. */
export function batchSizeWork(network: BatchSizeNetwork): NetworkWork {
  const { batchSize, examples, iterations, minibatches, measuredBatchSize } = network;
  return {
    ...network,
    // Two passes for the statistic and one for the full gradient.
    passed: iterations[0] * batchSize + 3 * examples + minibatches * measuredBatchSize,
    mixed: (surrogateRows * examples) / measuredBatchSize,
    vectors: 8 + surrogateRows,
  };
}
