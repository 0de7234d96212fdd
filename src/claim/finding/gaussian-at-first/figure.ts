import { expOf } from '../../../kernel/index.js';
import type { Figure, Layer } from '../../../evidence/index.js';
import { worldAlpha, type FirstResult, type Watched } from './run.js';

/** How the mean square grows, and how long noise passes for Gaussian, at the first network's snapshots and in worlds of known law. */
export function firstFigure(
  snapshots: readonly (Watched & {
    readonly iteration: number;
    readonly network: { readonly replicate: number };
  })[],
  worlds?: Extract<FirstResult, { kind: 'worlds' }>,
): Figure {
  const counts = (list: readonly unknown[]) => list.map((_, i) => 10 ** (i + 1));
  const grown = ({ logSquares }: Watched) => {
    const means = logSquares[0].map(
      (_, d) => logSquares.reduce((sum, series) => sum + series[d] - series[0], 0) / logSquares.length,
    );
    return means.map(expOf);
  };
  const groups: [string, Layer['role'], Watched][] = [
    ...snapshots
      .filter(({ network }) => network.replicate === 0)
      .map((snapshot, i): [string, Layer['role'], Watched] => [
        `iteration ${snapshot.iteration}`,
        (['series1', 'series3', 'series4'] as const)[i % 3],
        snapshot,
      ]),
    ...(worlds
      ? (
          [
            ['Gaussian', 'control', worlds.gaussian],
            ['finite variance, heavy', 'theory', worlds.mixture],
            [`alpha-stable ${worldAlpha}`, 'levy', worlds.stable],
          ] as const
        ).map(([label, role, world]): [string, Layer['role'], Watched] => [label, role, world])
      : []),
  ];
  return {
    name: 'gaussian-at-first',
    title: 'Gradient noise watched longer and longer',
    caption:
      'Left: the mean square of gradient noise on random directions over so many fresh minibatches, relative to that over the first ten: without variance it grows for ever. Right: the share of directions that a test takes for Gaussian.',
    panels: [
      {
        title: 'mean square',
        x: { label: 'fresh minibatches', scale: 'log' },
        y: { label: 'over that of the first ten', scale: 'log' },
        layers: groups.map(([label, role, world]) => ({
          mark: 'line',
          label,
          role,
          x: counts(world.logSquares[0]),
          y: grown(world),
        })),
      },
      {
        title: 'passes for Gaussian',
        x: { label: 'fresh minibatches', scale: 'log' },
        y: { label: 'share of directions', scale: 'linear', domain: [0, 1] },
        layers: groups.map(([label, role, world]) => ({
          mark: 'line',
          label,
          role,
          x: counts(world.accepted),
          y: world.accepted,
        })),
      },
    ],
  };
}
