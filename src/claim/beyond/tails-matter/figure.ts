import {
  linearAxis,
  logAxis,
  points,
  prose,
  table,
  type Figure,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import type { Interval } from '../../../statistics/index.js';
import { wordsOf, type TailsRun, type Variant } from './run.js';

/** All runs with one kind of noise, and their paired difference to SGD; none for SGD itself. */
export interface Group {
  readonly variant: Variant;
  readonly runs: readonly TailsRun[];
  readonly contrast?: Contrast;
}

/** Paired differences to SGD from the same start, over replicates. */
export interface Contrast {
  readonly variant: Variant;
  /** Of the test accuracy, in percent. */
  readonly accuracy: Interval;
  /** Of the logarithm of the sharpness. */
  readonly sharpness: Interval;
}

const roles: readonly Role[] = ['measured', 'brownian', 'levy', 'series4', 'control', 'theory'];

/** Test accuracy against sharpness, one point for each run; without the injected noise, which is far off. */
export function tailsMatterFigure(groups: readonly Group[]): Figure {
  return {
    name: 'tails-matter',
    title: 'What training finds with and without tails',
    caption: prose(
      'Each point is a run: its test accuracy against its filter-normalised sharpness.',
      'All kinds of noise have the covariance of minibatches, or less.',
    ),
    panels: [
      {
        x: logAxis('sharpness (loss increase at half the length of the weights)'),
        y: linearAxis('test accuracy (%)'),
        layers: groups
          .filter(({ variant }) => variant.kind !== 'stable')
          .map(({ variant, runs }, g) =>
            points(
              wordsOf(variant),
              roles[g % roles.length],
              runs.map(({ logSharpness }) => expOf(logSharpness)),
              runs.map(({ testAccuracy }) => 100 * testAccuracy),
            ),
          ),
      },
    ],
  };
}

/** Means of every kind of noise. */
export function tailsMatterTable(groups: readonly Group[]): Table {
  const mean = ({ runs }: Group, value: (run: TailsRun) => number) =>
    runs.reduce((sum, run) => sum + value(run), 0) / runs.length;
  return table('tails-matter', 'Means over replicates at the end of training.', groups, [
    ['noise', ({ variant }) => wordsOf(variant)],
    ['training loss', (group) => mean(group, ({ trainLoss }) => trainLoss)],
    ['test accuracy (%)', (group) => 100 * mean(group, ({ testAccuracy }) => testAccuracy)],
    ['less SGD (%)', ({ contrast }) => contrast?.accuracy.value],
    ['low', ({ contrast }) => contrast?.accuracy.low],
    ['high', ({ contrast }) => contrast?.accuracy.high],
    ['sharpness', (group) => expOf(mean(group, ({ logSharpness }) => logSharpness))],
  ]);
}
