import {
  linearAxis,
  logAxis,
  marks,
  prose,
  seriesRoles,
  type Figure,
  type Layer,
  type Role,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import type { EqualLossRun } from '../../network/equalLoss.js';

/** A run that came to the loss it was trained to. */
export type Arrived = EqualLossRun & { readonly geometry: NonNullable<EqualLossRun['geometry']> };

const roles: readonly Role[] = [...seriesRoles, 'control'];

/** Curvature against the ratio, and test accuracy against curvature, a colour for each batch size. */
export function curvatureFigure(arrived: readonly Arrived[]): Figure {
  const batchSizes = [...new Set(arrived.map(({ batchSize }) => batchSize))].sort((a, b) => a - b);
  const layers = (x: (run: Arrived) => number, y: (run: Arrived) => number): Layer[] =>
    batchSizes.map((batchSize, i) => {
      const own = arrived.filter((run) => run.batchSize === batchSize);
      return marks(`b = ${batchSize}`, roles[i % roles.length], own, x, y);
    });
  const ratioOf = ({ stepSize, batchSize }: Arrived) => stepSize / batchSize;
  const traceOf = ({ geometry }: Arrived) => expOf(geometry.trace);
  return {
    name: 'brownian-lr-batch-width',
    title: 'Curvature of the minimum, step size and batch size',
    caption: prose(
      'Each point is a run that ended at the same training loss. Left: trace of the Hessian against step',
      'size over batch size. If only this ratio mattered, all batch sizes would lie on one line. Right:',
      'test accuracy against the trace.',
    ),
    panels: [
      {
        title: 'curvature',
        x: logAxis('step size / batch size'),
        y: logAxis('trace of the Hessian'),
        layers: layers(ratioOf, traceOf),
      },
      {
        title: 'test accuracy',
        x: logAxis('trace of the Hessian'),
        y: linearAxis('test accuracy (%)'),
        layers: layers(traceOf, ({ testAccuracy }) => 100 * testAccuracy),
      },
    ],
  };
}
