import { square } from '../../../kernel/index.js';
import type { ParameterLayer } from '../../../net/index.js';

/** Share of the weights of a layer that pruning leaves. */
export const keptShare = 0.1;

/**
 * What pruning by size loses: the largest tenth of the weights of each layer stays, and the error is
 * |w - pruned w|/|w|, its mean over the layers. Weights with a few large values lose little; weights of even
 * size lose nearly all.
 *
 * @param weights - of all layers
 * @param layers - where each layer lies among them
 * @returns from 0 to 1
 * @throws {Error} when all weights of a layer are zero
 */
export function pruningError(weights: Float32Array, layers: readonly ParameterLayer[]): number {
  const errors = layers.map(({ name, offset, rows, columns }) => {
    const squares = Float64Array.from(weights.subarray(offset, offset + rows * columns), square).sort();
    const pruned = squares.length - Math.max(1, Math.round(keptShare * squares.length));
    let lost = 0;
    let all = 0;
    squares.forEach((value, i) => {
      if (i < pruned) lost += value;
      all += value;
    });
    if (!(all > 0)) throw new Error(`All weights of ${name} are zero: there is nothing to prune.`);
    return Math.sqrt(lost / all);
  });
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
