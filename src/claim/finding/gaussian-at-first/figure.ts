import {
  line,
  linearAxis,
  logAxis,
  prose,
  type Figure,
  type Layer,
  type Role,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import { minibatchesAt, worldAlpha, type FirstWorlds, type Watched } from './run.js';

interface Curve {
  readonly label: string;
  readonly role: Role;
  readonly noise: Watched;
}

const snapshotRoles: readonly Role[] = ['series1', 'series3', 'series4'];

/**
 * How the mean square grows, and how long noise passes for Gaussian: at the snapshots of the first network,
 * and in worlds of known law.
 */
export function firstFigure(
  snapshots: readonly (Watched & {
    readonly iteration: number;
    readonly network: { readonly replicate: number };
  })[],
  worlds: FirstWorlds,
): Figure {
  const curves: Curve[] = [
    ...snapshots
      .filter(({ network }) => network.replicate === 0)
      .map((noise, i) => ({
        label: `iteration ${noise.iteration}`,
        role: snapshotRoles[i % snapshotRoles.length],
        noise,
      })),
    { label: 'Gaussian', role: 'control', noise: worlds.gaussian },
    { label: 'finite variance, heavy', role: 'theory', noise: worlds.mixture },
    { label: `alpha-stable ${worldAlpha}`, role: 'levy', noise: worlds.stable },
  ];
  const lines = (of: (noise: Watched) => readonly number[]) =>
    curves.map(({ label, role, noise }): Layer => {
      const y = of(noise);
      return line(
        label,
        role,
        y.map((_, entry) => minibatchesAt(entry)),
        y,
      );
    });
  return {
    name: 'gaussian-at-first',
    title: 'Gradient noise watched longer and longer',
    caption: prose(
      'Left: the mean square of gradient noise on random directions over so many fresh minibatches,',
      'relative to that over the first ten: without variance it grows for ever. Right: the share of',
      'directions that a test takes for Gaussian.',
    ),
    panels: [
      {
        title: 'mean square',
        x: logAxis('fresh minibatches'),
        y: logAxis('over that of the first ten'),
        layers: lines(growthSeen),
      },
      {
        title: 'passes for Gaussian',
        x: logAxis('fresh minibatches'),
        y: linearAxis('share of directions', [0, 1]),
        layers: lines(({ accepted }) => accepted),
      },
    ],
  };
}

/** The mean square over that of the first entry, averaged over series on a logarithmic scale. */
function growthSeen({ logSquares }: Watched): number[] {
  return logSquares[0].map((_, entry) =>
    expOf(logSquares.reduce((sum, series) => sum + series[entry] - series[0], 0) / logSquares.length),
  );
}
