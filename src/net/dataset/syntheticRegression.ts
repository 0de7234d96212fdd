import type { Stream } from '../../law/index.js';

/** Examples with real-valued targets. */
export interface RegressionExamples {
  readonly count: number;
  readonly dimension: number;
  /** count × dimension, row by row. */
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/**
 * Draws examples of a linear regression: rows a of independent normal numbers of mean 0 and the given
 * deviation, and targets y = a·w + normal noise (Gürbüzbalaban, Şimşekli and Zhu 2021, arXiv 2006.04740).
 *
 * @param count - examples, at least 1
 * @param weights - the true w; its length is the dimension
 * @param inputDeviation - standard deviation of each number of a row; positive
 * @param noiseDeviation - standard deviation of the noise; 0 or positive
 * @param stream - its substream 0 gives the rows, substream 1 the noise
 * @returns the examples, for `linearRegression`
 * @throws {RangeError} when a number is out of range
 */
export function syntheticRegression(
  count: number,
  weights: readonly number[],
  inputDeviation: number,
  noiseDeviation: number,
  stream: Stream,
): RegressionExamples {
  const dimension = weights.length;
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`The number of examples is ${count}; it must be a whole number from 1.`);
  }
  if (dimension === 0 || !weights.every(Number.isFinite)) {
    throw new RangeError('The true weights must be one finite number or more.');
  }
  if (!(inputDeviation > 0 && inputDeviation < Infinity)) {
    throw new RangeError(`The inputs' deviation is ${inputDeviation}; it must be positive and finite.`);
  }
  if (!(noiseDeviation >= 0 && noiseDeviation < Infinity)) {
    throw new RangeError(`The noise's deviation is ${noiseDeviation}; it must be finite and not negative.`);
  }
  const rows = stream.substream(0).normals(count * dimension);
  const noise = stream.substream(1).normals(count);
  const inputs = Float32Array.from(rows, (value) => inputDeviation * value);
  const targets = Float32Array.from(noise, (value, i) => {
    let sum = 0;
    for (let j = 0; j < dimension; j++) sum += inputs[i * dimension + j] * weights[j];
    return sum + noiseDeviation * value;
  });
  return { count, dimension, inputs, targets };
}
