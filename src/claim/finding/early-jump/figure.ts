import {
  line,
  linearAxis,
  prose,
  rule,
  table,
  type Figure,
  type Panel,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import type { JumpMode, JumpRun } from './run.js';
import { timesOf } from './times.js';

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
  return {
    name: 'early-jump',
    title: 'Does the early gain need heavy tails?',
    caption: prose(
      `Networks of depth ${depth} trained on ${dataset} from the same initial weights. Left: accuracy with`,
      "minibatches, with no noise at all, with Gaussian noise of the minibatches' covariance and with",
      'alpha-stable noise. Right: the published tail index along the SGD run and that of its Gaussian',
      'surrogate.',
    ),
    panels: [
      {
        title: `accuracy, depth ${depth}, same initial weights`,
        x: linearAxis('iteration'),
        y: linearAxis('training accuracy', [0, 1]),
        layers: shown.map(({ mode, iterations, accuracy }) =>
          line(names[mode], roles[mode], iterations, accuracy),
        ),
      },
      statisticPanel(shown.filter(({ mode }) => mode === 'sgd')),
    ],
  };
}

function statisticPanel(runs: readonly JumpRun[]): Panel {
  return {
    title: 'published statistic of SGD',
    x: linearAxis('iteration'),
    y: linearAxis('pooled tail index'),
    layers: runs.flatMap((run) => [
      line('SGD', 'measured', run.iterations, run.published),
      line('its Gaussian surrogate', 'surrogate', run.iterations, run.surrogate),
      rule('steepest gain of accuracy (SGD)', 'theory', {
        x: [timesOf(run).gain].filter(Number.isFinite),
      }),
    ]),
  };
}

/** Times of every run. */
export function jumpTable(results: readonly JumpRun[]): Table {
  const caption =
    'Iterations of the steepest gain of accuracy, the largest step and the lowest published statistic.';
  const timed = results.map((run) => ({ ...run, times: timesOf(run) }));
  return table('early-jump', caption, timed, [
    ['depth', ({ depth }) => depth],
    ['replicate', ({ replicate }) => replicate],
    ['mode', ({ mode }) => names[mode]],
    ['gain', ({ times: { gain } }) => (gain === Infinity ? null : gain)],
    ['largest step', ({ times }) => times.largestStep],
    ['dip', ({ times }) => times.dip],
    ['dip of surrogate', ({ times }) => times.surrogateDip],
    ['final accuracy', ({ accuracy }) => accuracy[accuracy.length - 1]],
  ]);
}
