import type { AnalysisReport, TensorReport } from '../../analysis/index.js';
import { painter, shownOn, wrap, type Colour, type Terminal } from '../terminal.js';
import { noteLines, skippedText } from './remarks.js';

const colours: Readonly<Record<TensorReport['verdict'], Colour>> = {
  gaussian: 'green',
  'gaussian-anisotropic': 'green',
  'heavy-tailed': 'red',
  'alpha-stable': 'red',
  'light-tailed': 'cyan',
  'not-enough-data': 'yellow',
  invalid: 'yellow',
};

/** The analysis in words: a paragraph a tensor, what was skipped, and the verdict on all. */
export function analysisText(report: AnalysisReport, terminal: Terminal): string {
  const paint = painter(terminal);
  const width = Math.min(terminal.columns, 100);
  const lines: string[] = [];
  const shown = (text: string) => shownOn(text, terminal);
  const titles = report.tensors.map((tensor) => titleOf(tensor, false));
  const ambiguous = new Set(titles).size < titles.length;
  for (const tensor of report.tensors) {
    const title = titleOf(tensor, ambiguous);
    const heads = wrap(title, width).map((line) => paint(line, 'bold'));
    const verdict = paint(shown(tensor.verdict), colours[tensor.verdict]);
    const fits = title.length + 2 + tensor.verdict.length <= width;
    lines.push(...(fits ? [`${heads[0]}  ${verdict}`] : [...heads, `  ${verdict}`]));
    lines.push(...indented(shown(tensor.sentence), width));
    const numbers = shown(numbersOf(tensor));
    if (numbers !== '') lines.push(...indented(numbers, width).map((line) => paint(line, 'dim')));
    lines.push(...warningsOf(tensor).flatMap((text) => indented(shown(text), width)));
    lines.push('');
  }
  for (const { name, step, batchSizes, exponent, low, high } of report.batchScaling) {
    const what = titleOf({ file: '', name, step }, false);
    lines.push(
      ...wrap(
        shown(
          `${what}: noise falls as batch size to the power ${exponent.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}) over ${batchSizes.join(', ')}; ` +
            'finite variance gives −0.50, an alpha-stable law 1/alpha − 1.',
        ),
        width,
      ),
      '',
    );
  }
  for (const note of noteLines(report.notes)) lines.push(...wrap(shown(note), width), '');
  for (const warning of report.warnings) lines.push(...wrap(shown(`Warning: ${warning}`), width), '');
  for (const skipped of report.skipped) {
    lines.push(...wrap(shown(skippedText(skipped)), width).map((line) => paint(line, 'yellow')));
  }
  if (report.skipped.length > 0) lines.push('');
  if (report.tensors.length !== 1) lines.push(...wrap(shown(`Overall: ${report.sentence}`), width));
  while (lines.at(-1) === '') lines.pop();
  return `${lines.join('\n')}\n`;
}

/** Layer, step and file, as far as they tell tensors apart. */
export function titleOf(
  { file, name, step }: Pick<TensorReport, 'file' | 'name' | 'step'>,
  withFile: boolean,
): string {
  const parts = [name || file];
  if (step !== null) parts.push(`step ${step}`);
  if (withFile && name !== '') parts.push(file);
  return parts.join(', ');
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line) => `  ${line}`);
}

function numbersOf(tensor: TensorReport): string {
  const { minibatches, coordinates, acrossMinibatches: across, pooled } = tensor;
  const parts = [
    `${minibatches} minibatch${minibatches === 1 ? '' : 'es'} × ${coordinates} coordinate${coordinates === 1 ? '' : 's'}`,
  ];
  if (across?.tailIndex != null) {
    const high = across.high === null ? '∞' : across.high.toFixed(2);
    parts.push(
      `tail index across minibatches ${across.tailIndex.toFixed(2)} (${across.low?.toFixed(2)} to ${high})`,
    );
  }
  if (across?.gaussianAcceptance != null && across.gaussianAcceptanceExpected !== null) {
    const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
    parts.push(
      `normality accepted for ${percent(across.gaussianAcceptance)} of ${across.family} (Gaussian: ${percent(across.gaussianAcceptanceExpected)})`,
    );
  }
  if (pooled?.published != null && pooled.surrogateLow !== null) {
    const high = pooled.surrogateHigh === null ? '∞' : pooled.surrogateHigh.toFixed(2);
    parts.push(
      `published pooled statistic ${pooled.published.toFixed(2)} (Gaussian of the same covariance: ${pooled.surrogateLow.toFixed(2)} to ${high})`,
    );
  }
  return `${parts.join('; ')}.`;
}

function warningsOf({ stepsAsSamples, nonFiniteCount, deadCoordinates }: TensorReport): string[] {
  const warnings: string[] = [];
  if (stepsAsSamples) {
    warnings.push(
      'The rows come from different steps: what the weights do between them counts as noise. Record several minibatches at the same weights for a sound verdict.',
    );
  }
  if (nonFiniteCount > 0) {
    warnings.push(
      `${nonFiniteCount === 1 ? '1 minibatch holds' : `${nonFiniteCount} minibatches hold`} NaN or infinite values, left out.`,
    );
  }
  if (deadCoordinates !== null && deadCoordinates > 0) {
    warnings.push(
      `${deadCoordinates === 1 ? '1 coordinate is' : `${deadCoordinates} coordinates are`} exactly zero in every minibatch.`,
    );
  }
  return warnings;
}
