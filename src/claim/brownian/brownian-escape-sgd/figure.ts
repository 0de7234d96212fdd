import { expOf } from '../../../kernel/index.js';
import type { Figure } from '../../../evidence/index.js';

/** What the figure shows of the loss. */
export type LossShown = {
  readonly kind: 'loss';
  readonly mu: readonly number[];
  readonly loss: readonly number[];
  readonly minimum: number;
  readonly saddle: number;
  readonly quasiPotential: number;
};
/** Mean iterations at a ratio of batch size to step size. */
export interface EscapePoint {
  readonly ratio: number;
  readonly mean: number;
  readonly standardError: number;
}

/** Iterations against the ratio, and the loss. */
export function escapeSgdFigure(
  points: readonly EscapePoint[],
  loss: LossShown,
  intercept: number,
  slope: number,
): Figure {
  const ratios = points.map(({ ratio }) => ratio);
  const first = points[0];
  return {
    name: 'brownian-escape-sgd',
    title: 'Escape of SGD with Gaussian noise',
    caption:
      'Left: iterations until SGD with covariance-matched Gaussian noise crosses the saddle, against batch size over step size; theory: the slope of the quasi-potential, through the first point. Right: the loss, with the minimum it starts in and the saddle.',
    panels: [
      {
        title: 'iterations to the saddle',
        x: { label: 'batch size / step size', scale: 'linear' },
        y: { label: 'mean iterations', scale: 'log' },
        layers: [
          {
            mark: 'line',
            label: 'theory: quasi-potential',
            role: 'theory',
            x: ratios,
            y: ratios.map((ratio) => first.mean * expOf(loss.quasiPotential * (ratio - first.ratio))),
          },
          {
            mark: 'line',
            label: 'fit',
            role: 'series3',
            x: ratios,
            y: ratios.map((ratio) => expOf(intercept + slope * ratio)),
          },
          {
            mark: 'points',
            label: 'SGD, Gaussian noise',
            role: 'brownian',
            x: ratios,
            y: points.map(({ mean }) => mean),
            low: points.map(({ mean, standardError }) => Math.max(mean / 100, mean - 2 * standardError)),
            high: points.map(({ mean, standardError }) => mean + 2 * standardError),
          },
        ],
      },
      {
        title: 'the loss',
        x: { label: 'place of the centre', scale: 'linear' },
        y: { label: 'loss', scale: 'linear' },
        layers: [
          { mark: 'rule', label: 'minimum, saddle', role: 'control', x: [loss.minimum, loss.saddle] },
          { mark: 'line', label: 'loss', role: 'measured', x: loss.mu, y: loss.loss },
        ],
      },
    ],
  };
}
