import type { Figure, Layer, Panel, Role, Table } from '../../../evidence/index.js';
import { timesOf } from './times.js';
import type { JumpMode, JumpRun } from './run.js';

const names: Readonly<Record<JumpMode, string>> = {
  sgd: 'SGD',
  'full-batch': 'full batch, no noise',
  gaussian: 'Gaussian noise, same covariance',
  stable: 'injected alpha-stable noise',
};
const roles: Readonly<Record<JumpMode, Role>> = {
  sgd: 'measured',
  'full-batch': 'control',
  gaussian: 'brownian',
  stable: 'levy',
};

/** For the deepest network: accuracy of one run a mode, and the statistic of SGD beside its surrogate. */
export function jumpFigure(results: readonly JumpRun[], dataset: string): Figure {
  const depth = Math.max(...results.map((run) => run.depth));
  const shown = results.filter((run) => run.depth === depth && run.replicate === 0);
  const sgd = shown.find(({ mode }) => mode === 'sgd');
  const accuracy: Panel = {
    title: `accuracy, depth ${depth}, same initial weights`,
    x: { label: 'iteration', scale: 'linear' },
    y: { label: 'training accuracy', scale: 'linear', domain: [0, 1] },
    layers: shown.map(
      (run): Layer => ({
        mark: 'line',
        label: names[run.mode],
        role: roles[run.mode],
        x: run.iterations,
        y: run.accuracy,
      }),
    ),
  };
  const statistic: Panel = {
    title: 'published statistic of SGD',
    x: { label: 'iteration', scale: 'linear' },
    y: { label: 'pooled tail index', scale: 'linear' },
    layers: sgd
      ? [
          { mark: 'line', label: 'SGD', role: 'measured', x: sgd.iterations, y: sgd.published },
          {
            mark: 'line',
            label: 'its Gaussian surrogate',
            role: 'surrogate',
            x: sgd.iterations,
            y: sgd.surrogate,
          },
          {
            mark: 'rule',
            label: 'steepest gain of accuracy (SGD)',
            role: 'theory',
            x: [timesOf(sgd).gain].filter(Number.isFinite),
          },
        ]
      : [],
  };
  return {
    name: 'early-jump',
    title: 'Does the early gain need heavy tails?',
    caption: `Networks of depth ${depth} trained on ${dataset} from the same initial weights. Left: accuracy with minibatches, with no noise at all, with Gaussian noise of the minibatches' covariance and with alpha-stable noise. Right: the published tail index along the SGD run and that of its Gaussian surrogate.`,
    panels: [accuracy, statistic],
  };
}

/** Times of every run. */
export function jumpTable(results: readonly JumpRun[]): Table {
  const known = (time: number | undefined) => (time === undefined || time === Infinity ? '' : time);
  return {
    name: 'early-jump',
    caption:
      'Iterations of the steepest gain of accuracy, the largest step and the lowest published statistic.',
    columns: [
      'depth',
      'replicate',
      'mode',
      'gain',
      'largest step',
      'dip',
      'dip of surrogate',
      'final accuracy',
    ],
    rows: results.map((run) => {
      const times = timesOf(run);
      return [
        run.depth,
        run.replicate,
        names[run.mode],
        known(times.gain),
        times.largestStep,
        known(times.dip),
        known(times.surrogateDip),
        run.accuracy[run.accuracy.length - 1],
      ];
    }),
  };
}
