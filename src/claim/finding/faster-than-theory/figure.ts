import {
  line,
  linearAxis,
  logAxis,
  points,
  prose,
  table,
  type Figure,
  type Panel,
  type Table,
} from '../../../evidence/index.js';
import { expOf, logOf } from '../../../kernel/index.js';
import type { Growth } from '../../brownian/growth.js';
import type { Barriers } from './barrier.js';
import type { Needle } from './run.js';
import { targetLoss, type Training } from './training.js';

const name = 'faster-than-theory';

/** Iterations to train against the number of weights, and the time to find a needle against the dimension. */
export function fasterFigure(
  runs: readonly Training[],
  training: Growth,
  needles: readonly Needle[],
  search: Growth,
): Figure {
  return {
    name,
    title: 'Time to train, and time of a search that is exponential in the dimension',
    caption: prose(
      `Left: iterations of SGD and of gradient descent to a training loss of ${targetLoss}, against the`,
      'number of weights; each symbol is a start. Right: Brownian search for a needle, which takes',
      'exponentially long in the dimension. Mind the axes: left both are logarithmic, right the dimension',
      'is not.',
    ),
    panels: [trainingPanel(runs, training), needlePanel(needles, search)],
  };
}

function trainingPanel(runs: readonly Training[], { power }: Growth): Panel {
  const arrived = runs.filter(({ sgd }) => sgd !== null);
  const descents = runs.filter(({ descent }) => typeof descent === 'number');
  const weights = ends(runs.map(({ parameters }) => parameters));
  return {
    title: 'training',
    x: logAxis('weights of the network'),
    y: logAxis('iterations'),
    layers: [
      line(
        'fit: a power',
        'theory',
        weights,
        weights.map((d) => expOf(power.intercept.value + power.slope.value * logOf(d))),
      ),
      points(
        'SGD',
        'measured',
        arrived.map(({ parameters }) => parameters),
        arrived.map(({ sgd }) => sgd!),
      ),
      points(
        'gradient descent',
        'control',
        descents.map(({ parameters }) => parameters),
        descents.map(({ descent }) => descent!),
      ),
    ],
  };
}

function needlePanel(needles: readonly Needle[], { exponential }: Growth): Panel {
  const found = needles.flatMap(({ dimension, times }) => times.map((time) => ({ dimension, time })));
  const dimensions = ends(found.map(({ dimension }) => dimension));
  return {
    title: 'search for a needle',
    x: linearAxis('dimension'),
    y: logAxis('mean time'),
    layers: [
      line(
        'fit: exponential',
        'series3',
        dimensions,
        dimensions.map((d) => expOf(exponential.intercept.value + exponential.slope.value * d)),
      ),
      points(
        'Brownian search',
        'brownian',
        found.map(({ dimension }) => dimension),
        found.map(({ time }) => time),
      ),
    ],
  };
}

function ends(values: readonly number[]): number[] {
  return [Math.min(...values), Math.max(...values)];
}

/** How long every run took. */
export function timesTable(runs: readonly Training[]): Table {
  const caption = prose(
    `Iterations until the training loss is ${targetLoss}, interpolated between looks. Gradient descent`,
    'starts from the same weights; it was run where a number stands.',
  );
  return table(name, caption, runs, [
    ['width', ({ width }) => width],
    ['weights', ({ parameters }) => parameters],
    ['start', ({ start }) => start],
    ['SGD', ({ sgd }) => sgd],
    ['gradient descent', ({ descent }) => descent],
  ]);
}

/** Barriers between solutions, which decide nothing: any path gives only an upper bound of the lowest one. */
export function barrierTables(barriers: readonly Barriers[]): Table[] {
  if (barriers.length === 0) return [];
  const caption = prose(
    'Barriers between two trained networks, and the iterations that the Brownian theory says for them. A',
    'path gives an upper bound of the lowest barrier only, so the table decides nothing.',
  );
  return [
    table('faster-than-theory-barriers', caption, barriers, [
      ['pair', ({ pair }) => pair],
      ['barrier, line', ({ line }) => line.barrier],
      ['barrier, band', ({ band }) => band.barrier],
      ['band converged', ({ band }) => (band.converged ? 'yes' : 'no')],
      ['noise variance along the line', ({ variance }) => variance],
      ['log10 theory, line', ({ line }) => line.logBound / Math.LN10],
      ['log10 theory, band', ({ band }) => band.logBound / Math.LN10],
    ]),
  ];
}
