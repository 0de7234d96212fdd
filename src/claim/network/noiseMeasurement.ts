import { allExamples } from '../../net/index.js';
import type { Stream } from '../../law/index.js';
import {
  measureFreshNoise,
  measurePublishedStatistic,
  testProjections,
  type ProjectionTest,
} from '../../probe/index.js';
import type { Snapshot } from './trainedNetwork.js';

/** What one snapshot says. Numbers of (a) are in 1 / tail index, in which the statistic is linear. */
export type NoiseSnapshot = {
  readonly iteration: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly pooled: {
    readonly tailIndex: number;
    readonly surrogateTailIndex: number;
    readonly inverse: number;
    readonly surrogateInverse: number;
    /** Of the difference, if the noise were Gaussian with the same covariance. */
    readonly nullStandardError: number;
    readonly zeroFraction: number;
  };
  readonly projected: ProjectionTest;
};

/** As many surrogate rows as minibatches where these are few, so that their errors are alike. */
const mostSurrogateRows = 100;

/**
 * Measures the noise of any source of gradients at the snapshot's weights.
 *
 * @param streamOf - the random numbers of each purpose
 * @throws {Error} when the published statistic of the noise or of its surrogate does not exist
 */
export function measureSnapshot(
  { iteration, source, weights }: Snapshot,
  settings: { readonly batchSize: number; readonly minibatches: number; readonly directions: number },
  streamOf: (purpose: string) => Stream,
): NoiseSnapshot {
  const { batchSize, minibatches, directions } = settings;
  const surrogateRows = Math.min(mostSurrogateRows, Math.ceil(source.exampleCount / batchSize));
  const { measured, surrogate } = measurePublishedStatistic(source, weights, {
    batchSize,
    surrogateRows,
    stream: streamOf('surrogate'),
  });
  const everything = allExamples(source.exampleCount);
  const fullGradient = new Float32Array(source.parameterCount);
  const loss = source.gradient(weights, everything, fullGradient);
  const noise = measureFreshNoise(source, weights, fullGradient, {
    batchSize,
    minibatches,
    directions,
    coordinates: 0,
    stream: streamOf('fresh minibatches'),
  });
  const projected = testProjections(noise.projections, streamOf('projection test'));
  if (measured.status !== 'ok' || surrogate.status !== 'ok') {
    throw new Error(`At iteration ${iteration}: ${measured.sentence ?? surrogate.sentence}`);
  }
  return {
    iteration,
    loss,
    accuracy: source.accuracy(weights, everything),
    pooled: {
      tailIndex: measured.tailIndex,
      surrogateTailIndex: surrogate.tailIndex,
      inverse: measured.inverse,
      surrogateInverse: surrogate.inverse,
      nullStandardError: surrogate.inverseStandardError * Math.sqrt(surrogateRows / measured.minibatches + 1),
      zeroFraction: measured.zeroFraction,
    },
    projected,
  };
}
