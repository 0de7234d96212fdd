import { stream } from '../law/index.js';
import {
  measureFreshNoise,
  measurePublishedStatistic,
  testProjections,
  type ProjectionTest,
} from '../probe/index.js';
import type { CellContext } from './claim.js';
import { trainWithSnapshots, type NetworkSettings } from './trainedNetwork.js';

/** One network trained by SGD, and how its gradient noise is measured at snapshots of it. */
export type NoiseSettings = NetworkSettings & {
  /** Fresh minibatches of (b). */
  readonly minibatches: number;
  readonly directions: number;
};

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

/** Trains the network of a cell and measures its noise at the snapshots. */
export function measureNoise(settings: NoiseSettings, context: CellContext): NoiseSnapshot[] {
  const { batchSize, width, depth, loss, replicate, minibatches, directions } = settings;
  const key = ['gradient noise', width, depth, loss, batchSize, replicate];
  return trainWithSnapshots(settings, context, ({ iteration, source, weights }) => {
    const surrogateRows = Math.min(mostSurrogateRows, Math.ceil(source.exampleCount / batchSize));
    const published = measurePublishedStatistic(source, weights, {
      batchSize,
      surrogateRows,
      stream: stream(context.seed, ...key, iteration, 'surrogate'),
    });
    const everything = Uint32Array.from({ length: source.exampleCount }, (_, i) => i);
    const fullGradient = new Float32Array(source.parameterCount);
    const meanLoss = source.gradient(weights, everything, fullGradient);
    const noise = measureFreshNoise(source, weights, fullGradient, {
      batchSize,
      minibatches,
      directions,
      coordinates: 0,
      stream: stream(context.seed, ...key, iteration, 'fresh minibatches'),
    });
    const projected = testProjections(
      noise.projections,
      stream(context.seed, ...key, iteration, 'projection test'),
    );
    const { measured, surrogate } = published;
    if (measured.status !== 'ok' || surrogate.status !== 'ok') {
      throw new Error(`At iteration ${iteration}: ${measured.sentence ?? surrogate.sentence}`);
    }
    return {
      iteration,
      loss: meanLoss,
      accuracy: source.accuracy(weights, everything),
      pooled: {
        tailIndex: measured.tailIndex,
        surrogateTailIndex: surrogate.tailIndex,
        inverse: measured.inverse,
        surrogateInverse: surrogate.inverse,
        nullStandardError:
          surrogate.inverseStandardError * Math.sqrt(surrogateRows / measured.minibatches + 1),
        zeroFraction: measured.zeroFraction,
      },
      projected,
    };
  });
}
