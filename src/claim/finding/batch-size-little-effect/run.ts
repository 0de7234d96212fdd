import type { CellContext } from '../../claim.js';
import { estimateAcrossMinibatches, type TailEstimate } from '../../../tail/index.js';
import { measurePublishedStatistic, measureFreshNoise } from '../../../probe/index.js';
import { allExamples } from '../../../net/index.js';
import { stream } from '../../../law/index.js';
import { runNoiseControls, type NoiseControls } from '../../network/noiseControls.js';
import { trainWithSnapshots, type PublishedRun } from '../../network/trainedNetwork.js';

export const surrogateRows = 64;
export type Cell =
  | ({
      readonly kind: 'network';
      readonly measuredBatchSize: number;
      readonly minibatches: number;
    } & PublishedRun)
  | { readonly kind: 'controls' };

/** One batch size at one network's weights. Indices with standard errors. */
export type BatchSizePoint = {
  readonly replicate: number;
  readonly batchSize: number;
  readonly published: IndexValue;
  readonly surrogate: IndexValue;
  readonly across: IndexValue;
};
export type IndexValue = { readonly tailIndex: number; readonly standardError: number };
export type Result =
  | { readonly kind: 'network'; readonly point: BatchSizePoint }
  | { readonly kind: 'controls'; readonly controls: NoiseControls };
/** Trains a network and measures its noise at one batch size, or does the controls. */
export function run(cell: Cell, context: CellContext): Result {
  if (cell.kind === 'controls') return { kind: 'controls', controls: runNoiseControls(context.seed) };
  const { measuredBatchSize: batchSize, replicate, minibatches } = cell;
  const [point] = trainWithSnapshots(cell, context, ({ source, weights }): BatchSizePoint => {
    const key = ['batch size', replicate, batchSize];
    const published = measurePublishedStatistic(source, weights, {
      batchSize,
      surrogateRows,
      stream: stream(context.seed, ...key, 'surrogate'),
    });
    const fullGradient = new Float32Array(source.parameterCount);
    source.gradient(weights, allExamples(source.exampleCount), fullGradient);
    const noise = measureFreshNoise(source, weights, fullGradient, {
      batchSize,
      minibatches,
      directions: 0,
      coordinates: 400,
      stream: stream(context.seed, ...key, 'fresh minibatches'),
    });
    return {
      replicate,
      batchSize,
      published: valueOf(published.measured),
      surrogate: valueOf(published.surrogate),
      across: valueOf(estimateAcrossMinibatches(noise.coordinates)),
    };
  });
  return { kind: 'network', point };
}

function valueOf(estimate: TailEstimate): IndexValue {
  if (estimate.status !== 'ok') throw new Error(estimate.sentence);
  const { tailIndex, inverseStandardError } = estimate;
  return { tailIndex, standardError: inverseStandardError * tailIndex * tailIndex };
}
