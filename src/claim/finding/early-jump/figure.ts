import {
  line,
  linearAxis,
  logAxis,
  prose,
  rule,
  table,
  type Figure,
  type Layer,
  type Panel,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import type { JumpMode, JumpRun } from './run.js';
import { timesOf } from './times.js';

const names: Readonly<Record<JumpMode, string>> = {
  sgd: 'SGD',
  slow: 'SGD, smaller step size',
  'full-batch': 'full batch, no noise',
  gaussian: 'Gaussian noise, same covariance',
  stable: 'injected alpha-stable noise',
};
const roles: Readonly<Record<JumpMode, Role>> = {
  sgd: 'measured',
  slow: 'series4',
  'full-batch': 'control',
  gaussian: 'brownian',
  stable: 'levy',
};

/** For the deepest network: accuracy of one run a mode, and the statistic of SGD beside its surrogate. */
export function jumpFigure(results: readonly JumpRun[], dataset: string): Figure {
  const depth = Math.max(...results.map((run) => run.depth));
  const shown = results.filter((run) => run.depth === depth && run.replicate === 0 && run.mode !== 'slow');
  const compared = shown.filter(({ mode }) => mode === 'sgd' || mode === 'gaussian');
  return {
    name: 'early-jump',
    title: 'Does the early gain need heavy tails?',
    caption: prose(
      `Networks of depth ${depth} trained on ${dataset} from the same initial weights. Left: accuracy with`,
      "minibatches, with no noise at all, with Gaussian noise of the minibatches' covariance and with",
      'alpha-stable noise. Middle: the published tail index along the SGD run and that of its Gaussian',
      'surrogate. Right: the largest step between two looks. The dashed line is where SGD reaches an',
      'accuracy of a half.',
    ),
    panels: [
      {
        title: 'accuracy',
        x: linearAxis('iteration'),
        y: linearAxis('training accuracy', [0, 1]),
        layers: shown.map(({ mode, iterations, accuracy }) =>
          line(names[mode], roles[mode], iterations, accuracy),
        ),
      },
      statisticPanel(shown.filter(({ mode }) => mode === 'sgd')),
      stepPanel(compared),
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
      gainRule(run),
    ]),
  };
}

/** Steps by look; the first look is before the first step. */
function stepPanel(runs: readonly JumpRun[]): Panel {
  return {
    title: 'largest step',
    x: linearAxis('iteration'),
    y: logAxis('length'),
    layers: [
      ...runs.map(({ mode, iterations, largestStep }) =>
        line(names[mode], roles[mode], iterations.slice(1), largestStep.slice(1)),
      ),
      ...runs.filter(({ mode }) => mode === 'sgd').map(gainRule),
    ],
  };
}

function gainRule(run: JumpRun): Layer {
  return rule('SGD reaches an accuracy of a half', 'theory', {
    x: [timesOf(run).gain].filter(Number.isFinite),
  });
}

/** Times of every run. */
export function jumpTable(results: readonly JumpRun[]): Table {
  const caption = 'Iterations of the gain of accuracy, the largest step and the lowest published statistic.';
  const timed = results.map((run) => ({ ...run, times: timesOf(run) }));
  return table('early-jump', caption, timed, [
    ['depth', ({ depth }) => depth],
    ['replicate', ({ replicate }) => replicate],
    ['mode', ({ mode }) => names[mode]],
    ['gain', ({ times: { gain } }) => (gain === Infinity ? null : gain)],
    ['largest step', ({ times }) => times.largestStep],
    ['dip', ({ times }) => times.dip?.published],
    ['dip of surrogate', ({ times }) => times.dip?.surrogate],
    ['final accuracy', ({ accuracy }) => accuracy[accuracy.length - 1]],
  ]);
}
