import {
  line,
  linearAxis,
  logAxis,
  points,
  prose,
  rule,
  seriesRoles,
  table,
  type Figure,
  type Layer,
  type Table,
} from '../../../evidence/index.js';
import type { Setting } from './setting.js';

const name = 'noise-non-gaussian';
/** Points of one batch size are this factor apart from snapshot to snapshot, so that none hides another. */
const apart = 1.06;
const shifts = [1 / apart, 1, apart];

/** Left: the published statistic beside its Gaussian surrogate. Right: acceptance of random projections. */
export function gaussianityFigure(
  settings: readonly Setting[],
  dataset: string,
  acceptanceRatio: number,
): Figure {
  const iterations = [...new Set(settings.map(({ iteration }) => iteration))];
  const each = (layer: (label: string, role: Layer['role'], chosen: Setting[], i: number) => Layer) =>
    iterations.map((iteration, i) =>
      layer(
        iteration === 0 ? 'at initialisation' : `after ${iteration} iterations`,
        seriesRoles[i % seriesRoles.length],
        settings.filter((setting) => setting.iteration === iteration),
        i,
      ),
    );
  const measured = settings.map(({ pooled }) => pooled.tailIndex);
  const surrogate = settings.map(({ pooled }) => pooled.surrogateTailIndex);
  const ends = [Math.min(...measured, ...surrogate), Math.max(...measured, ...surrogate)];
  return {
    name,
    title: 'Heavy tails, or anisotropic Gaussian noise?',
    caption: prose(
      `Each point is one network at one snapshot, trained on ${dataset}. Left: the published statistic of`,
      'the measured noise against that of Gaussian noise with the same covariance; points on the diagonal',
      'say nothing about tails. Right: share of random projections that pass for Gaussian across fresh',
      `minibatches, relative to Gaussian noise; below the line at ${acceptanceRatio} the noise counts as`,
      'non-Gaussian.',
    ),
    panels: [
      {
        title: 'across coordinates (published)',
        x: linearAxis('published statistic of Gaussian noise'),
        y: linearAxis('published statistic, measured'),
        layers: [line('equal', 'theory', ends, ends), ...each(statisticLayer)],
      },
      {
        title: 'across minibatches',
        x: logAxis('batch size'),
        y: linearAxis('acceptance / Gaussian acceptance'),
        layers: [rule('threshold', 'theory', { y: [acceptanceRatio] }), ...each(acceptanceLayer)],
      },
    ],
  };
}

function statisticLayer(label: string, role: Layer['role'], chosen: readonly Setting[]): Layer {
  const x = chosen.map(({ pooled }) => pooled.surrogateTailIndex);
  return points(
    label,
    role,
    x,
    chosen.map(({ pooled }) => pooled.tailIndex),
  );
}

function acceptanceLayer(label: string, role: Layer['role'], chosen: readonly Setting[], i: number): Layer {
  const ratios = chosen.map(({ ratio }) => ratio);
  return points(
    label,
    role,
    chosen.map(({ network }) => network.batchSize * shifts[i % shifts.length]),
    ratios.map(({ value }) => value),
    { low: ratios.map(({ low }) => Math.max(0, low)), high: ratios.map(({ high }) => high) },
  );
}

/** One row for each setting. */
export function gaussianityTable(settings: readonly Setting[]): Table {
  const caption = prose(
    'Noise of each network at each snapshot: training state, published statistic beside its Gaussian',
    'surrogate, acceptance of random projections beside true Gaussians.',
  );
  return table(name, caption, settings, [
    ['data set', ({ network }) => network.dataset],
    ['network', ({ network }) => network.model ?? 'fc'],
    ['width', ({ network }) => network.width],
    ['depth', ({ network }) => network.depth],
    ['loss', ({ network }) => network.loss],
    ['batch size', ({ network }) => network.batchSize],
    ['replicate', ({ network }) => network.replicate],
    ['iteration', ({ iteration }) => iteration],
    ['training loss', ({ loss }) => loss],
    ['training accuracy', ({ accuracy }) => accuracy],
    ['published', ({ pooled }) => pooled.tailIndex],
    ['surrogate', ({ pooled }) => pooled.surrogateTailIndex],
    ['zero fraction', ({ pooled }) => pooled.zeroFraction],
    ['acceptance', ({ projected }) => projected.acceptance],
    ['Gaussian acceptance', ({ projected }) => projected.expected],
    ['ratio low', ({ ratio }) => ratio.low],
    ['ratio high', ({ ratio }) => ratio.high],
  ]);
}
