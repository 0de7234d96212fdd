import {
  linearAxis,
  marks,
  prose,
  rule,
  table,
  type Figure,
  type Layer,
  type Panel,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import type { ExcessWeight } from './excess.js';
import type { ForwardForwardRun, Method } from './run.js';

const kinds: readonly (readonly [method: Method, label: string, role: Role])[] = [
  ['forward-forward', 'Forward-Forward', 'series2'],
  ['back-propagation', 'back-propagation', 'measured'],
];

/** Noise of both methods against training accuracy. */
export function forwardForwardFigure(runs: readonly ForwardForwardRun[]): Figure {
  const panel = (title: string, along: keyof ExcessWeight): Panel => ({
    title,
    x: linearAxis('training accuracy (%)'),
    y: linearAxis('excess tail weight'),
    layers: [
      rule('Gaussian', 'theory', { y: [0] }),
      ...kinds.map(([method, label, role]): Layer => {
        const own = runs.filter((run) => run.method === method).flatMap(({ snapshots }) => snapshots);
        return marks(
          label,
          role,
          own,
          ({ accuracy }) => 100 * accuracy,
          (snapshot) => snapshot[along],
        );
      }),
    ],
  });
  return {
    name: 'forward-forward',
    title: 'Noise of updates with and without back-propagation',
    caption: prose(
      'Tail weight of the noise of minibatches beyond that of Gaussian noise of the same covariance, a point',
      'for each network and accuracy. Left: along single parameters. Right: along random projections of all',
      'parameters, where many small numbers add up.',
    ),
    panels: [panel('single parameters', 'coordinates'), panel('random projections', 'projections')],
  };
}

/** Every snapshot. */
export function forwardForwardTable(runs: readonly ForwardForwardRun[]): Table {
  const rows = runs.flatMap(({ snapshots, ...run }) => snapshots.map((snapshot) => ({ ...run, snapshot })));
  const caption = 'Excess tail weight of the noise of updates over Gaussian noise of the same covariance.';
  return table('forward-forward', caption, rows, [
    ['method', ({ method }) => method],
    ['replicate', ({ replicate }) => replicate],
    ['iteration', ({ snapshot }) => snapshot.iteration],
    ['accuracy', ({ snapshot }) => snapshot.accuracy],
    ['along parameters', ({ snapshot }) => snapshot.coordinates],
    ['along projections', ({ snapshot }) => snapshot.projections],
  ]);
}
