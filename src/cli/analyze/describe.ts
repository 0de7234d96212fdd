import type { GradientTensor, OpenedGradients } from '../../store/index.js';
import { shortenMiddle, wrap, type Terminal } from '../terminal.js';
import type { OwnFullGradients } from './fullGradients.js';
import type { AnalyzeOptions } from './options.js';
import { noteLines, remarksOn, skippedText } from './remarks.js';
import { tensorTable } from './tensorTable.js';

/**
 * What would be analysed, one row per tensor, and what would be left out. No line is wider than the terminal.
 */
export function describeTensors(
  { remarks, skipped }: Pick<OpenedGradients, 'remarks' | 'skipped'>,
  own: OwnFullGradients,
  options: Pick<AnalyzeOptions, 'noise' | 'norms' | 'fullGradient'>,
  terminal: Pick<Terminal, 'columns'>,
): string {
  const { columns } = terminal;
  const { notes, warnings } = remarksOn(remarks, options.norms ? [] : own.tensors, own.used);
  const prose = [
    centreOf(own, options),
    ...stepsNote(own.tensors),
    ...noteLines(notes),
    ...warnings.map((text) => `Warning: ${text}`),
    ...skipped.map(skippedText),
  ];
  const lines = prose.flatMap((text) => wrap(shortenWords(text, columns), columns));
  return `${[...tensorTable(own.tensors, columns), '', ...lines].join('\n')}\n`;
}

function stepsNote(tensors: readonly GradientTensor[]): string[] {
  const mixed = tensors.filter(({ stepsAsSamples }) => stepsAsSamples).map(({ name, file }) => name || file);
  if (mixed.length === 0) return [];
  const more = mixed.length > 3 ? ` and ${mixed.length - 3} more` : '';
  return [
    `Warning: Rows come from different steps, at different weights: ${mixed.slice(0, 3).join(', ')}${more}.`,
  ];
}

function centreOf(
  { tensors, used, matrixFor }: OwnFullGradients,
  { noise, norms, fullGradient }: Pick<AnalyzeOptions, 'noise' | 'norms' | 'fullGradient'>,
): string {
  if (noise || norms) return 'Nothing would be subtracted.';
  if (fullGradient !== undefined) return `The full gradient in ${fullGradient} would be subtracted.`;
  if (used.length === 0) return 'The mean over the minibatches would be subtracted.';
  const has = (tensor: GradientTensor) => matrixFor(tensor) !== undefined;
  return tensors.every(has)
    ? 'The full gradients beside the minibatches would be subtracted.'
    : 'Where a full gradient lies beside the minibatches it would be subtracted, elsewhere their mean.';
}

/** A text whose words, paths above all, fit into a line. */
function shortenWords(text: string, width: number): string {
  return text.replace(/\S+/g, (word) => shortenMiddle(word, width));
}
