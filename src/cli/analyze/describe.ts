import type { OpenedGradients } from '../../store/index.js';
import { wrap, type Terminal } from '../terminal.js';
import type { AnalyzeOptions } from './analyze.js';
import { ownFullGradients } from './fullGradients.js';
import { unequalRows } from './suspicions.js';

/** What would be analysed, a row a tensor, and what would be left out. */
export function describeTensors(
  opened: OpenedGradients,
  options: Pick<AnalyzeOptions, 'noise' | 'fullGradient'>,
  terminal: Terminal,
): string {
  const { skipped } = opened;
  const { tensors, matrixFor } = ownFullGradients(opened.tensors);
  const rows = tensors.map(({ file, name, step, batchSize, matrix, stepsAsSamples }) => [
    name || '–',
    step === undefined ? '–' : `${step}`,
    `${matrix.rows}${stepsAsSamples ? ' (steps)' : ''}`,
    `${matrix.columns}`,
    batchSize === undefined ? '–' : `${batchSize}`,
    matrix.dtype,
    file,
  ]);
  const head = ['layer', 'step', 'minibatches', 'coordinates', 'batch size', 'type', 'file'];
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c].length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => (c >= 1 && c <= 4 ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
      .join('  ')
      .trimEnd();
  const centre = options.noise
    ? 'Nothing would be subtracted.'
    : options.fullGradient === undefined
      ? tensors.some((tensor) => matrixFor(tensor) !== undefined)
        ? 'The full gradients in the same files would be subtracted, elsewhere the mean over the minibatches.'
        : 'The mean over the minibatches would be subtracted.'
      : `The full gradient in ${options.fullGradient} would be subtracted.`;
  const left = skipped.flatMap(({ file, name, reason }) =>
    wrap(`Skipped ${[file, name].filter(Boolean).join(': ')}: ${reason}`, terminal.columns),
  );
  const warnings = unequalRows(tensors).flatMap((text) => wrap(`Warning: ${text}`, terminal.columns));
  return `${[line(head), ...rows.map(line), '', centre, ...warnings, ...left].join('\n')}\n`;
}
