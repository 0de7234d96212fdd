import type { Stream } from '../../law/index.js';
import type { NoiseMatrix } from '../../tail/index.js';

/**
 * The noise of fresh minibatches from that of single examples: every row is the mean of `batchSize` rows
 * drawn with replacement. Minibatches are independent of one another, given the examples.
 *
 * @param examples - one row for each example, columns of mean zero: `projectExamples`, `exampleCoordinates`
 * @param batchSize - examples in a minibatch, at least 1
 * @param minibatches - rows of the result
 * @param stream - draws the examples; moved on
 * @returns minibatches × columns numbers
 * @example
 * import { minibatchMeans } from 'heavytail/probe';
 * import { stream } from 'heavytail/random';
 *
 * const examples = { rows: 2, columns: 1, values: [-1, 1] };
 * minibatchMeans(examples, 4, 1000, stream(1, 'minibatches')).rows; // → 1000
 */
export function minibatchMeans(
  examples: NoiseMatrix,
  batchSize: number,
  minibatches: number,
  stream: Stream,
): NoiseMatrix {
  const { rows, columns, values } = examples;
  const means = new Float64Array(minibatches * columns);
  for (let k = 0; k < minibatches; k++) {
    const mean = means.subarray(k * columns, (k + 1) * columns);
    for (const member of stream.integers(batchSize, rows)) {
      const from = member * columns;
      for (let j = 0; j < columns; j++) mean[j] += values[from + j];
    }
    for (let j = 0; j < columns; j++) mean[j] /= batchSize;
  }
  return { rows: minibatches, columns, values: means };
}
