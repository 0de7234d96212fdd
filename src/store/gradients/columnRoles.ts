/** Columns that tell of which gradient a row is, in the tables that docs/gradient-dumps.md describes. */
export const keyColumns = ['step', 'layer', 'sample'] as const;

/** What a column of a table is that is no coordinate of a gradient. */
export type ColumnRole = 'step' | 'batch size' | 'other';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Numbers of the weights: rows in which they differ are gradients at different weights. */
const steps = words(
  'step steps global_step optimizer_step iteration iterations iter iters it n_iter ' +
    'epoch epochs update updates',
);
const batchSizes = words('batch_size batchsize minibatch_size bs');
const indices =
  'index idx id row row_id sample sample_id batch batch_id batch_idx batch_index ' +
  'minibatch minibatch_idx minibatch_index rank worker replica seed run run_id fold trial';
const times = 'timestamp datetime date wall_clock clock seconds milliseconds minutes hours ts created_at';
const settings = 'lr learning_rate step_size stepsize momentum weight_decay loss_scale';
const measures = 'loss accuracy acc perplexity';
const others = words([indices, times, settings, measures].join(' '));

const which = '(?:(?:wall|elapsed|relative|start|end)_?)?';
const unit = '(?:_(?:s|secs?|seconds|ms|us|ns|min|h))?';
/** time, _runtime, elapsed_ms … */
const timeSpan = new RegExp(`^${which}(?:time|runtime|elapsed|duration)${unit}$`);
/** lr-Adam/pg1, as Lightning calls the rates of groups of parameters. */
const groupRate = /^lr_(?:adam|sgd|rmsprop|pg|group|param_group)\w*$/;
/** How pandas calls an index without a name when it writes or reads it back. */
const pandasIndex = /^(?:unnamed: ?\d.*|__index_level_\d+__|level_\d+)$/i;

/**
 * What a column of this name is, where it is no coordinate: an index, a step, a time, a setting or a measure
 * of the run. Spelling is not looked at: globalStep, train/global_step and _step are steps.
 */
export function roleOf(name: string): ColumnRole | undefined {
  // Weights & Biases puts the run in front and bounds beside: "run-3 - _step", "run-3 - loss__MAX".
  const trimmed = name.trim().split(' - ').at(-1)!;
  if (trimmed === '' || pandasIndex.test(trimmed) || /__(?:MIN|MAX)$/.test(trimmed)) return 'other';
  const word = trimmed
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/^(?:train|trainer|training|val|valid|validation|test|eval|perf)_/, '');
  if (steps.has(word)) return 'step';
  if (batchSizes.has(word)) return 'batch size';
  return others.has(word) || timeSpan.test(word) || groupRate.test(word) ? 'other' : undefined;
}
