import {
  linearAxis,
  logAxis,
  marks,
  prose,
  rule,
  table,
  type Figure,
  type Panel,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import { margin, type Contrast, type Group } from './contrast.js';
import { wordsOf, type TailsRun, type Variant } from './run.js';

const roles: Readonly<Record<Variant['kind'], Role>> = {
  sgd: 'measured',
  gaussian: 'brownian',
  svag: 'levy',
  clipped: 'series4',
  again: 'theory',
  slow: 'control',
};

/** Runs by test accuracy and sharpness, and their mean differences to SGD. */
export function tailsMatterFigure(groups: readonly Group[]): Figure {
  return {
    name: 'tails-matter',
    title: 'What training finds with and without tails',
    caption: prose(
      'Left: each point is a run, or the mean of the runs of SGD from one start: its test accuracy against',
      'its filter-normalised sharpness. Right: mean differences to SGD from the same start, with 90 %',
      `intervals of the accuracy; between the dashed lines, at ${margin} percent, accuracies are the same.`,
    ),
    panels: [
      {
        title: 'runs',
        x: logAxis('sharpness (loss increase at half the length of the weights)'),
        y: linearAxis('test accuracy (%)'),
        layers: groups.map(({ variant, runs }) =>
          marks(
            wordsOf(variant),
            roles[variant.kind],
            runs,
            ({ logSharpness }) => expOf(logSharpness),
            ({ testAccuracy }) => 100 * testAccuracy,
          ),
        ),
      },
      differencePanel(groups.flatMap(({ contrast }) => contrast ?? [])),
    ],
  };
}

function differencePanel(contrasts: readonly Contrast[]): Panel {
  return {
    title: 'differences to SGD',
    x: logAxis("sharpness over SGD's"),
    y: linearAxis("test accuracy less SGD's (%)"),
    layers: [
      ...contrasts.map((contrast) =>
        marks(
          wordsOf(contrast.variant),
          roles[contrast.variant.kind],
          [contrast],
          ({ sharpness }) => expOf(sharpness.inner.value),
          ({ accuracy }) => accuracy.inner.value,
          ({ accuracy }) => accuracy.inner,
        ),
      ),
      rule('the same accuracy', 'theory', { y: [-margin, margin] }),
    ],
  };
}

/** Means of every kind of noise. */
export function tailsMatterTable(groups: readonly Group[]): Table {
  const mean = ({ runs }: Group, value: (run: TailsRun) => number) =>
    runs.reduce((sum, run) => sum + value(run), 0) / runs.length;
  const caption = 'Means over starts at the end of training, and differences to SGD with 90 % intervals.';
  return table('tails-matter', caption, groups, [
    ['noise', ({ variant }) => wordsOf(variant)],
    ['starts', ({ runs }) => runs.length],
    ['training loss', (group) => mean(group, ({ trainLoss }) => trainLoss)],
    ['test accuracy (%)', (group) => 100 * mean(group, ({ testAccuracy }) => testAccuracy)],
    ['less SGD (%)', ({ contrast }) => contrast?.accuracy.inner.value],
    ['low', ({ contrast }) => contrast?.accuracy.inner.low],
    ['high', ({ contrast }) => contrast?.accuracy.inner.high],
    ['sharpness', (group) => expOf(mean(group, ({ logSharpness }) => logSharpness))],
    ["sharpness over SGD's", ({ contrast }) => contrast && expOf(contrast.sharpness.inner.value)],
  ]);
}
