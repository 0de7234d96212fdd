import { RowMean, withArena } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import { fixedMinibatches, type GradientSource } from '../../net/index.js';
import { requirePoint } from '../lossLandscape.js';
import { PooledStatistic, SurrogateRows, surrogateStatistic, type PooledEstimate } from '../../tail/index.js';

/** The published tail index at frozen weights, and what Gaussian noise of the same covariance gives. */
export interface PublishedMeasurement {
  readonly measured: PooledEstimate;
  /** The same statistic of Gaussian noise with the measured noise's sample covariance. */
  readonly surrogate: PooledEstimate;
  /** Mean over the minibatches of the squared Euclidean norm of the noise. */
  readonly meanSquaredNorm: number;
}

/**
 * The measurement of arXiv 1901.06053 and 1912.00018 at frozen weights, and its null.
 *
 * One pass over the examples in fixed order gives the mean of the minibatch gradients. A second one gives
 * the centred gradients, which feed the pooled statistic and the Gaussian surrogate. Memory is
 * O(surrogateRows × parameters), whatever the number of minibatches.
 *
 * @param source - the loss
 * @param parameters - the frozen weights
 * @param settings - batchSize: 1 to the number of examples; surrogateRows: at least 2, more make the
 *   surrogate's value sharper; stream: draws the surrogate
 * @returns the statistic, the same of the surrogate, and the size of the noise
 * @throws {RangeError} when the batch size does not fit the examples, or a parameter is not finite
 */
export function measurePublishedStatistic(
  source: GradientSource,
  parameters: Float32Array,
  settings: { readonly batchSize: number; readonly surrogateRows: number; readonly stream: Stream },
): PublishedMeasurement {
  requirePoint('parameter vector', parameters, source.parameterCount);
  const partition = fixedMinibatches(source.exampleCount, settings.batchSize);
  const shape = { minibatches: partition.length, parameters: source.parameterCount };
  const gradient = new Float32Array(source.parameterCount);
  const pooled = new PooledStatistic(shape);
  const surrogateRows = new SurrogateRows({
    ...shape,
    rows: settings.surrogateRows,
    stream: settings.stream,
  });
  let squares = 0;
  withArena((arena) => {
    const mean = new RowMean(arena, source.parameterCount);
    for (const minibatch of partition) {
      source.gradient(parameters, minibatch, gradient);
      mean.add(gradient);
    }
    mean.finish();
    for (const minibatch of partition) {
      source.gradient(parameters, minibatch, gradient);
      const { row, square } = mean.centred(gradient);
      squares += square;
      pooled.add(row);
      surrogateRows.add(row);
    }
  });
  const measured = pooled.result();
  const surrogate = surrogateStatistic(surrogateRows.result(), measured);
  return { measured, surrogate, meanSquaredNorm: squares / partition.length };
}
