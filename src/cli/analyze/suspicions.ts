import type { GradientTensor } from '../../store/index.js';

/**
 * Files whose tensors have different numbers of rows, in sentences: all layers of a file have the gradients of the same
 * minibatches, so these are rather gradients in the shape of their weights.
 */
export function unequalRows(tensors: readonly GradientTensor[]): string[] {
  const files = new Map<string, Set<number>>();
  for (const { file, matrix } of tensors) files.set(file, (files.get(file) ?? new Set()).add(matrix.rows));
  return [...files].flatMap(([file, rows]) =>
    rows.size === 1
      ? []
      : [
          `The tensors of ${file} have different numbers of minibatches (${[...rows].slice(0, 4).join(', ')}${rows.size > 4 ? ', …' : ''}). ` +
            'If each is one gradient in the shape of its weights, nothing here is noise: save several minibatches as [minibatches, …].',
        ],
  );
}
