import type { Figure, Layer, Role, Table } from '../../../evidence/index.js';
import type { Setting } from './setting.js';

const roles: readonly Role[] = ['series1', 'series2', 'series3', 'series4'];

/** Left: the published statistic beside its Gaussian surrogate. Right: acceptance of random projections. */
export function gaussianityFigure(settings: readonly Setting[], dataset: string): Figure {
  const iterations = [...new Set(settings.map(({ iteration }) => iteration))];
  const acceptance = iterations.map((iteration, i): Layer => {
    const chosen = settings.filter((setting) => setting.iteration === iteration);
    return {
      mark: 'points',
      label: iteration === 0 ? 'at initialisation' : `after ${iteration} iterations`,
      role: roles[i % roles.length],
      // A little apart, so that points of one batch size do not hide one another.
      x: chosen.map(({ network }) => network.batchSize * 1.06 ** (i - 1)),
      y: chosen.map(({ ratio }) => ratio.value),
      low: chosen.map(({ ratio }) => Math.max(0, ratio.low)),
      high: chosen.map(({ ratio }) => ratio.high),
    };
  });
  const measured = settings.map(({ pooled }) => pooled.tailIndex);
  const surrogate = settings.map(({ pooled }) => pooled.surrogateTailIndex);
  const ends = [Math.min(...measured, ...surrogate), Math.max(...measured, ...surrogate)];
  return {
    name: 'noise-non-gaussian',
    title: 'Heavy tails, or anisotropic Gaussian noise?',
    caption: `Each point is one network at one snapshot, trained on ${dataset}. Left: the published statistic of the measured noise against that of Gaussian noise with the same covariance; points on the diagonal say nothing about tails. Right: share of random projections that pass for Gaussian across fresh minibatches, relative to Gaussian noise; below the line at 0.9 the noise counts as non-Gaussian.`,
    panels: [
      {
        title: 'across coordinates (published)',
        x: { label: 'published statistic of Gaussian noise', scale: 'linear' },
        y: { label: 'published statistic, measured', scale: 'linear' },
        layers: [
          { mark: 'line', label: 'equal', role: 'theory', x: ends, y: ends },
          ...iterations.map((iteration, i): Layer => {
            const chosen = settings.filter((setting) => setting.iteration === iteration);
            return {
              mark: 'points',
              label: acceptance[i].label,
              role: acceptance[i].role,
              x: chosen.map(({ pooled }) => pooled.surrogateTailIndex),
              y: chosen.map(({ pooled }) => pooled.tailIndex),
            };
          }),
        ],
      },
      {
        title: 'across minibatches',
        x: { label: 'batch size', scale: 'log' },
        y: { label: 'acceptance / Gaussian acceptance', scale: 'linear' },
        layers: [{ mark: 'rule', label: 'threshold', role: 'theory', y: [0.9] }, ...acceptance],
      },
    ],
  };
}

/** One row a setting. */
export function gaussianityTable(settings: readonly Setting[]): Table {
  return {
    name: 'noise-non-gaussian',
    caption:
      'Noise of each network at each snapshot: training state, published statistic beside its Gaussian surrogate, acceptance of random projections beside true Gaussians.',
    columns: [
      'data set',
      'network',
      'width',
      'depth',
      'loss',
      'batch size',
      'replicate',
      'iteration',
      'training loss',
      'training accuracy',
      'published',
      'surrogate',
      'zero fraction',
      'acceptance',
      'Gaussian acceptance',
      'ratio low',
      'ratio high',
    ],
    rows: settings.map(({ network, iteration, loss, accuracy, pooled, projected, ratio }) => [
      network.dataset,
      network.model ?? 'fc',
      network.width,
      network.depth,
      network.loss,
      network.batchSize,
      network.replicate,
      iteration,
      loss,
      accuracy,
      pooled.tailIndex,
      pooled.surrogateTailIndex,
      pooled.zeroFraction,
      projected.acceptance,
      projected.expected,
      ratio.low,
      ratio.high,
    ]),
  };
}
