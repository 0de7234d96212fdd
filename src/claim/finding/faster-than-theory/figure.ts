import {
  linearAxis,
  logAxis,
  points,
  prose,
  table,
  type Figure,
  type Table,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { targetLoss, type Pair, type Path } from './run.js';

const name = 'faster-than-theory';

/** The decimal logarithm of a number with this natural logarithm. */
export function decimal(logarithm: number): number {
  return logarithm / Math.LN10;
}

/** Iterations measured and by the theory, pair by pair. */
export function fasterFigure(pairs: readonly Pair[]): Figure {
  const x = pairs.map(({ replicate }) => replicate + 1);
  const of = (logIterations: (pair: Pair) => number) => pairs.map((pair) => decimal(logIterations(pair)));
  return {
    name,
    title: 'Iterations to train, and what the Brownian theory says',
    caption: prose(
      'For each pair of solutions, as decimal logarithms: the iterations that SGD and gradient descent',
      'took to the target loss, and the iterations that the theory says for the barrier on the straight',
      'line and on the nudged elastic band.',
    ),
    panels: [
      {
        x: linearAxis('pair of solutions', [0.5, pairs.length + 0.5]),
        y: logAxis('log₁₀ iterations'),
        layers: [
          points(
            'theory, straight line',
            'theory',
            x,
            of(({ line }) => line.logBound),
          ),
          points(
            'theory, elastic band',
            'brownian',
            x,
            of(({ band }) => band.logBound),
          ),
          points(
            'SGD',
            'measured',
            x,
            of(({ sgd, iterations }) => logOf(sgd ?? iterations)),
          ),
          points(
            'gradient descent',
            'control',
            x,
            of(({ gradientDescent, iterations }) => logOf(gradientDescent ?? iterations)),
          ),
        ],
      },
    ],
  };
}

/** All that was measured of every pair. */
export function fasterTable(pairs: readonly Pair[]): Table {
  const caption = prose(
    `Iterations until the training loss (linear hinge) is ${targetLoss}, and what the theory makes of the`,
    'barriers between two solutions.',
  );
  const bound = ({ logBound }: Path) => decimal(logBound);
  return table(name, caption, pairs, [
    ['pair', ({ replicate }) => replicate],
    ['SGD', ({ sgd }) => sgd],
    ['gradient descent', ({ gradientDescent }) => gradientDescent],
    ['barrier, line', ({ line }) => line.barrier],
    ['barrier, band', ({ band }) => band.barrier],
    ['band converged', ({ band }) => (band.converged ? 'yes' : 'no')],
    ['noise variance along the line', ({ line }) => line.variance],
    ['log10 theory, line', ({ line }) => bound(line)],
    ['log10 theory, band', ({ band }) => bound(band)],
  ]);
}
