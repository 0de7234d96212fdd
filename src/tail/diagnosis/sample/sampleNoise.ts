import type { Stream } from '../../../law/index.js';
import type { NoiseMatrix } from '../../noiseMatrix.js';
import { NoiseSampler, type NoiseSample } from './noiseSample.js';

/** Columns of a block when a stored matrix is sampled. */
const blockWidth = 512;

/**
 * The sample of a stored matrix.
 *
 * @param gradients - rows are minibatches; finite values
 * @throws {RangeError} as NoiseSampler
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
