import { linearAxis, logAxis, points, prose, type Figure, type Panel } from '../../../evidence/index.js';
import type { Compared, CoordinateShape } from './shape.js';

/** Both statistics, snapshot by snapshot, beside their nulls. */
export function coordinateFigure(shapes: readonly CoordinateShape[]): Figure {
  return {
    name: 'independent-isotropic',
    title: 'Coordinates of gradient noise',
    caption: prose(
      'Left: the share of the largest eigenvalue in the covariance of normal scores, which keep nothing',
      'but ranks. Right: the factor by which scales of coordinates differ (one standard deviation of their',
      'logarithm). Both beside what independent coordinates of one scale give, snapshot by snapshot.',
    ),
    panels: [
      panelOf(
        'dependence',
        'share of the largest eigenvalue',
        shapes.map(({ largest }) => largest),
      ),
      panelOf(
        'scales',
        'spread of scales (factor)',
        shapes.map(({ spread }) => spread),
      ),
    ],
  };
}

function panelOf(title: string, label: string, all: readonly Compared[]): Panel {
  const x = all.map((_, i) => i + 1);
  const seen = all.map(({ value }) => value);
  const expected = all.map((compared) => compared.null);
  return {
    title,
    x: linearAxis('snapshot', [0, all.length + 1]),
    y: logAxis(label),
    layers: [
      points('gradient noise', 'measured', x, seen),
      points('independent coordinates of one scale', 'theory', x, expected),
    ],
  };
}
