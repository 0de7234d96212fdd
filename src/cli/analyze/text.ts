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

/** The analysis in words: one paragraph per tensor, what was skipped, and the overall verdict. */
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
    const sentence =
      `${what}: over batch sizes ${batchSizes.join(', ')}, noise falls as batch size to the power ` +
      `${exponent.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}). ` +
      'Finite variance gives −0.50, an alpha-stable law 1/alpha − 1.';
    lines.push(...wrap(shown(sentence), width), '');
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

/** The numbers behind a verdict. */
function numbersOf({ minibatches, coordinates, acrossMinibatches: across, pooled }: TensorReport): string {
  const rows = counted(minibatches, 'minibatch', 'minibatches');
  const parts = [`${rows} × ${counted(coordinates, 'coordinate', 'coordinates')}`];
  if (across?.tailIndex != null) {
    const range = rangeText(across.low, across.high);
    parts.push(`tail index across minibatches ${across.tailIndex.toFixed(2)} (${range})`);
  }
  if (across?.gaussianAcceptance != null && across.gaussianAcceptanceExpected !== null) {
    const accepted = `normality accepted for ${percent(across.gaussianAcceptance)} of ${across.family}`;
    parts.push(`${accepted} (Gaussian: ${percent(across.gaussianAcceptanceExpected)})`);
  }
  if (pooled?.published != null && pooled.surrogateLow !== null) {
    const range = rangeText(pooled.surrogateLow, pooled.surrogateHigh);
    const statistic = `published pooled statistic ${pooled.published.toFixed(2)}`;
    parts.push(`${statistic} (Gaussian of the same covariance: ${range})`);
  }
  return `${parts.join('; ')}.`;
}

function rangeText(low: number | null, high: number | null): string {
  return `${low?.toFixed(2)} to ${high === null ? '∞' : high.toFixed(2)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

function warningsOf({ stepsAsSamples, nonFiniteCount, deadCoordinates }: TensorReport): string[] {
  const warnings: string[] = [];
  if (stepsAsSamples) {
    warnings.push(
      'The rows come from different steps, so changes of the weights between them count as noise. ' +
        'For a sound verdict, record several minibatches at the same weights.',
    );
  }
  if (nonFiniteCount > 0) {
    const holding = counted(nonFiniteCount, 'minibatch holds', 'minibatches hold');
    warnings.push(`${holding} NaN or infinite values and ${nonFiniteCount === 1 ? 'is' : 'are'} left out.`);
  }
  if (deadCoordinates !== null && deadCoordinates > 0) {
    const zero = counted(deadCoordinates, 'coordinate is', 'coordinates are');
    warnings.push(`${zero} exactly zero in every minibatch.`);
  }
  return warnings;
}
