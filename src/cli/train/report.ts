import type { Table } from '../../evidence/index.js';
import type { Dataset } from '../../net/index.js';
import { version, type HistoryLine, type RunFolder } from '../../store/index.js';
import type { Evaluation, TrainingSettings } from '../../training/index.js';
import { painter, shownOn, wrap, type Terminal } from '../terminal.js';

/** Columns of the evaluations; the last ones are left out on a narrow terminal. */
const columns: readonly { readonly name: string; readonly width: number; text(of: Evaluation): string }[] = [
  { name: 'iteration', width: 9, text: ({ iteration }) => String(iteration) },
  { name: 'loss', width: 8, text: ({ trainLoss }) => trainLoss.toFixed(4) },
  { name: 'accuracy', width: 8, text: ({ trainAccuracy }) => percent(trainAccuracy) },
  { name: 'test', width: 7, text: ({ testAccuracy }) => percent(testAccuracy) },
  {
    name: 'tail index (95 %)',
    width: 20,
    text: ({ tailIndex: { value, low, high } }) =>
      value === null ? '–' : `${value.toFixed(2)} (${bound(low)} to ${bound(high)})`,
  },
  {
    name: 'published (Gaussian)',
    width: 21,
    text: ({ published: { value, surrogateLow, surrogateHigh } }) =>
      value === null ? '–' : `${value.toFixed(2)} (${bound(surrogateLow)} to ${bound(surrogateHigh)})`,
  },
];

/** The heads of the columns that fit. */
export function evaluationColumns(width: number): string {
  return shown(width)
    .map((column) => column.name.padStart(column.width))
    .join('  ');
}

/** An evaluation in the columns that fit. */
export function evaluationRow(evaluation: Evaluation, width: number): string {
  return shown(width)
    .map((column) => column.text(evaluation).padStart(column.width))
    .join('  ');
}

function shown(width: number): typeof columns {
  let used = -2;
  return columns.filter((column) => (used += column.width + 2) < width);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function bound(value: number | null): string {
  return value === null ? '…' : value.toFixed(2);
}

/** The run as JSON has it. */
export function runReport(
  { folder, history, finished }: RunFolder,
  settings: TrainingSettings,
  { name, checksum, origin }: Dataset,
  parameters: number,
): object {
  return {
    schema: 'heavytail.training/1',
    version: version(),
    folder,
    finished,
    settings,
    dataset: { name, checksum, origin },
    parameters,
    evaluations: history.map(({ evaluation }) => evaluation),
  };
}

/** The run in a few sentences. */
export function runText(
  { folder, history, finished }: Pick<RunFolder, 'folder' | 'history' | 'finished'>,
  settings: TrainingSettings,
  terminal: Terminal,
): string {
  const paint = painter(terminal);
  const last = history.at(-1)?.evaluation;
  if (last === undefined) return 'Nothing was evaluated yet.\n';
  const lines = [
    lossSentence(last, finished),
    indexSentence(last),
    publishedSentence(last),
    `Written: ${folder}${settings.seed === 1 ? '' : ` (seed ${settings.seed})`}`,
  ];
  return lines
    .flatMap((line, i) =>
      wrap(shownOn(line, terminal), Math.min(terminal.columns, 80)).map((part) =>
        i === 0 ? paint(part, 'bold') : part,
      ),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function lossSentence(
  { iteration, trainLoss, trainAccuracy, testAccuracy }: Evaluation,
  finished: boolean,
): string {
  return (
    `${finished ? 'Trained' : 'At'} ${iteration} iterations: training loss ${trainLoss.toFixed(4)}, ` +
    `accuracy ${percent(trainAccuracy)}, on test examples ${percent(testAccuracy)}.`
  );
}

function indexSentence({ tailIndex: { value, low, high } }: Evaluation): string {
  if (value === null) return 'The noise across minibatches has no tail index.';
  const twoIsWithin = low !== null && low <= 2 && (high === null || high >= 2);
  return (
    `Tail index across minibatches ${value.toFixed(2)} (${bound(low)} to ${bound(high)}): ` +
    (twoIsWithin
      ? 'no evidence against finite variance.'
      : 'heavytail analyze tells whether this is more than slow averaging.')
  );
}

function publishedSentence({ published: { value, surrogateLow, surrogateHigh } }: Evaluation): string {
  if (value === null) return 'The published statistic cannot be computed for this noise.';
  const inside =
    surrogateLow !== null && value >= surrogateLow && (surrogateHigh === null || value <= surrogateHigh);
  return (
    `Published statistic ${value.toFixed(2)}; Gaussian noise of the same covariance ` +
    `gives ${bound(surrogateLow)} to ${bound(surrogateHigh)}: ` +
    (inside ? 'it is no evidence for heavy tails.' : 'it lies outside.')
  );
}

/** One row per evaluation. */
export function historyTable(history: readonly HistoryLine[]): Table {
  const layers = Object.keys(history[0]?.evaluation.layerNorms ?? {});
  const cell = (value: number | null) => value ?? '';
  return {
    name: 'history',
    caption: 'What was measured at each evaluation.',
    columns: [
      'iteration',
      'train_loss',
      'train_accuracy',
      'test_loss',
      'test_accuracy',
      'tail_index',
      'tail_index_low',
      'tail_index_high',
      'published',
      'published_surrogate_low',
      'published_surrogate_high',
      'published_test',
      'published_test_surrogate_low',
      'published_test_surrogate_high',
      'gradient_norm',
      'noise_norm',
      'longest_step',
      'mean_step',
      ...layers.map((name) => `norm ${name}`),
    ],
    rows: history.map(({ evaluation: e }) => [
      e.iteration,
      e.trainLoss,
      e.trainAccuracy,
      e.testLoss,
      e.testAccuracy,
      cell(e.tailIndex.value),
      cell(e.tailIndex.low),
      cell(e.tailIndex.high),
      cell(e.published.value),
      cell(e.published.surrogateLow),
      cell(e.published.surrogateHigh),
      cell(e.publishedOnTest.value),
      cell(e.publishedOnTest.surrogateLow),
      cell(e.publishedOnTest.surrogateHigh),
      e.gradientNorm,
      e.noiseNorm,
      e.longestStep,
      e.meanStep,
      ...layers.map((name) => e.layerNorms[name]),
    ]),
  };
}

/** One row per step. */
export function stepTable(history: readonly HistoryLine[]): Table {
  return {
    name: 'steps',
    caption: 'Loss of the minibatch and length of each step.',
    columns: ['iteration', 'loss', 'step_length'],
    rows: history.flatMap(({ evaluation, losses, lengths }) =>
      losses.map((loss, i) => [evaluation.iteration - losses.length + 1 + i, loss, lengths[i]]),
    ),
  };
}
