import {
  linearAxis,
  points,
  prose,
  rule,
  table,
  type Figure,
  type Layer,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import type { NoiseSnapshot } from '../../network/noiseMeasurement.js';
import type { ForwardForwardRun, Method } from './run.js';

const kinds: readonly (readonly [method: Method, label: string, role: Role])[] = [
  ['forward-forward', 'Forward-Forward', 'series2'],
  ['back-propagation', 'back-propagation', 'measured'],
];

/** Acceptance as Gaussian, relative to Gaussian noise. */
export function ratioOf({ projected }: NoiseSnapshot): number {
  return projected.acceptance / projected.expected;
}

/** Noise of both methods against training accuracy. */
export function forwardForwardFigure(runs: readonly ForwardForwardRun[]): Figure {
  const x = linearAxis('training accuracy (%)');
  const layers = (y: (snapshot: NoiseSnapshot) => number) =>
    kinds.map(([method, label, role]): Layer => {
      const own = runs.filter((run) => run.method === method).flatMap(({ snapshots }) => snapshots);
      return points(
        label,
        role,
        own.map(({ accuracy }) => 100 * accuracy),
        own.map(y),
      );
    });
  return {
    name: 'forward-forward',
    title: 'Noise of updates with and without back-propagation',
    caption: prose(
      'Left: the share of random projections of the noise that pass for Gaussian, over that of Gaussian',
      'noise of the same covariance. Right: the published statistic less that of Gaussian noise of the',
      'same covariance (in 1/α).',
    ),
    panels: [
      {
        title: 'across minibatches',
        x,
        y: linearAxis('acceptance / Gaussian'),
        layers: [rule('Gaussian', 'theory', { y: [1] }), ...layers(ratioOf)],
      },
      {
        title: 'the published statistic',
        x,
        y: linearAxis('1/α, less the surrogate’s'),
        layers: [
          rule('Gaussian', 'theory', { y: [0] }),
          ...layers(({ pooled }) => pooled.inverse - pooled.surrogateInverse),
        ],
      },
    ],
  };
}

/** Every snapshot. */
export function forwardForwardTable(runs: readonly ForwardForwardRun[]): Table {
  const rows = runs.flatMap(({ snapshots, ...run }) => snapshots.map((snapshot) => ({ ...run, snapshot })));
  const caption = prose(
    'Noise of updates: acceptance of random projections as Gaussian relative to Gaussian noise, and the',
    'published statistic beside its Gaussian surrogate.',
  );
  return table('forward-forward', caption, rows, [
    ['method', ({ method }) => method],
    ['replicate', ({ replicate }) => replicate],
    ['iteration', ({ snapshot }) => snapshot.iteration],
    ['accuracy', ({ snapshot }) => snapshot.accuracy],
    ['acceptance / Gaussian', ({ snapshot }) => ratioOf(snapshot)],
    ['published', ({ snapshot }) => snapshot.pooled.tailIndex],
    ['surrogate', ({ snapshot }) => snapshot.pooled.surrogateTailIndex],
  ]);
}
