import type { GradientTensor } from '../../store/index.js';

/**
 * Sentences on files whose tensors have different numbers of rows. All layers of a file have gradients of the
 * same minibatches, so these tensors are probably gradients in the shape of their weights.
 */
export function unequalRows(tensors: readonly GradientTensor[]): string[] {
  const files = new Map<string, Set<number>>();
  for (const { file, matrix } of tensors) files.set(file, (files.get(file) ?? new Set()).add(matrix.rows));
  return [...files].flatMap(([file, rows]) =>
    rows.size === 1
      ? []
      : [
          `The tensors of ${file} have different numbers of minibatches (${listed([...rows])}). ` +
            'If each is one gradient in the shape of its weights, nothing here is noise: ' +
            'save several minibatches as [minibatches, …].',
        ],
  );
}

const mostListed = 4;

function listed(numbers: readonly number[]): string {
  const more = numbers.length > mostListed ? ', …' : '';
  return numbers.slice(0, mostListed).join(', ') + more;
}
