import type { Stream } from '../../../law/index.js';
import type { NoiseMatrix } from '../../noiseMatrix.js';
import { NoiseSampler, type NoiseSample } from './noiseSample.js';

/** Columns of a block when a stored matrix is sampled. */
const blockWidth = 512;

/**
 * The sample of a stored matrix, for `diagnoseSample`.
 *
 * @param gradients - rows are minibatches; finite values
 * @param stream - random numbers for columns, directions and the Gaussian surrogate
 * @param centre - 'mean' subtracts the mean over the minibatches; 'none' takes the values for noise already
 * @returns what the diagnosis looks at
 * @throws {RangeError} when a value is not finite, or there are fewer than 2 rows or no column
 * @example
 * import { draw, normal, stream } from 'heavytail/law';
 * import { sampleNoise } from 'heavytail/tail';
 *
 * const values = draw(normal(), 100 * 500, stream(1, 'gradients'));
 * const sample = sampleNoise({ rows: 100, columns: 500, values }, stream(1, 'sample'));
 * sample.chosen.columns; // → 100
 * sample.deadCoordinates; // → 0
 */
export function sampleNoise(
  gradients: NoiseMatrix,
  stream: Stream,
  centre: 'mean' | 'none' = 'mean',
): NoiseSample {
  const { rows, columns, values } = gradients;
  const sampler = new NoiseSampler({ minibatches: rows, coordinates: columns, stream, centre });
  for (let from = 0; from < columns; from += blockWidth) {
    const width = Math.min(blockWidth, columns - from);
    const block = new Float64Array(rows * width);
    for (let p = 0; p < rows; p++) {
      for (let j = 0; j < width; j++) block[p * width + j] = values[p * columns + from + j];
    }
    sampler.add(block, width);
  }
  return sampler.result();
}
