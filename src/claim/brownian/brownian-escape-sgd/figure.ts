import {
  line,
  linearAxis,
  logAxis,
  means,
  prose,
  rule,
  type Figure,
  type MeanPoint,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import type { Growth } from '../growth.js';
import type { LossShown } from './run.js';

/** Mean iterations at a ratio of batch size to step size. */
export interface EscapePoint extends MeanPoint {
  readonly ratio: number;
}

/** Iterations against the ratio, and the loss. */
export function escapeSgdFigure(
  points: readonly EscapePoint[],
  loss: LossShown,
  { exponential: { intercept, slope } }: Growth,
): Figure {
  const ratioOf = ({ ratio }: EscapePoint) => ratio;
  const ratios = points.map(ratioOf);
  const first = points[0];
  const theory = ratios.map((ratio) => first.mean * expOf(loss.quasiPotential * (ratio - first.ratio)));
  const fit = ratios.map((ratio) => expOf(intercept.value + slope.value * ratio));
  return {
    name: 'brownian-escape-sgd',
    title: 'Escape of SGD with Gaussian noise',
    caption: prose(
      'Left: iterations until SGD with covariance-matched Gaussian noise crosses the saddle, against batch',
      'size over step size. Theory: the slope of the quasi-potential, through the first point. Right: the',
      'loss, with the minimum it starts in and the saddle.',
    ),
    panels: [
      {
        title: 'iterations to the saddle',
        x: linearAxis('batch size / step size'),
        y: logAxis('mean iterations'),
        layers: [
          line('theory: quasi-potential', 'theory', ratios, theory),
          line('fit', 'series3', ratios, fit),
          means('SGD, Gaussian noise', 'brownian', points, ratioOf),
        ],
      },
      {
        title: 'the loss',
        x: linearAxis('place of the centre'),
        y: linearAxis('loss'),
        layers: [
          rule('minimum, saddle', 'control', { x: [loss.minimum, loss.saddle] }),
          line('loss', 'measured', loss.mu, loss.loss),
        ],
      },
    ],
  };
}
