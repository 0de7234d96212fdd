import { logOf, powOf, square } from '../../../kernel/index.js';
import type { GradientSource } from '../../../net/index.js';

/** Sizes of the full gradient and of the noise of single examples, layer by layer. */

/** Powers p of E|noise|^p: the variance, and one that exists for heavier tails as well. */
export const powers = [2, 1.2] as const;

/** What was seen of a layer at one place. Sizes are logarithms of lengths, roots of the moments. */
export type LayerSizes = {
  readonly layer: string;
  /** log |full gradient|. */
  readonly gradient: number;
  /** log (E|noise|^p)^(1/p), for each of `powers`. */
  readonly noise: readonly number[];
};

/** What a measurement asks of a model. */
type Measured = Pick<GradientSource, 'parameterCount' | 'layers' | 'perExampleGradients'>;

/** So many gradients lie in memory at once. */
const gradientsAtATime = 200;

/**
 * Sizes at frozen weights, over the given examples.
 *
 * @param source - the model
 * @param weights - where the gradients are taken; not changed
 * @param full - the gradient of the mean loss over the same examples
 * @param examples - indices, at least one
 * @throws {Error} when a layer has no gradient, so that its size has no logarithm
 */
export function layerSizes(
  source: Measured,
  weights: Float32Array,
  full: Float32Array,
  examples: Uint32Array,
): LayerSizes[] {
  const { layers, parameterCount } = source;
  const sums = layers.map(() => powers.map(() => 0));
  for (let start = 0; start < examples.length; start += gradientsAtATime) {
    const some = examples.subarray(start, start + gradientsAtATime);
    const rows = new Float32Array(some.length * parameterCount);
    source.perExampleGradients(weights, some, rows);
    for (let k = 0; k < some.length; k++) {
      const row = rows.subarray(k * parameterCount, (k + 1) * parameterCount);
      layers.forEach(({ offset, rows: outputs, columns }, l) => {
        const squared = squaredDistance(row, full, offset, outputs * columns);
        powers.forEach((p, i) => (sums[l][i] += powOf(squared, p / 2)));
      });
    }
  }
  const zero = new Float32Array(parameterCount);
  return layers.map(({ name, offset, rows, columns }, l) => {
    const squared = squaredDistance(full, zero, offset, rows * columns);
    if (!(squared > 0) || !sums[l].every((sum) => sum > 0)) {
      throw new Error(`The gradient of ${name} is zero, so that its size has no logarithm.`);
    }
    return {
      layer: name,
      gradient: logOf(squared) / 2,
      noise: powers.map((p, i) => logOf(sums[l][i] / examples.length) / p),
    };
  });
}

function squaredDistance(a: Float32Array, b: Float32Array, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += square(a[i] - b[i]);
  return sum;
}
