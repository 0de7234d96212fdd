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

type ShownSnapshot = Watched & {
  readonly iteration: number;
  readonly network: { readonly replicate: number };
};

/** The snapshots of the first network, and worlds of known law. */
function curvesOf(snapshots: readonly ShownSnapshot[], worlds: FirstWorlds): Curve[] {
  return [
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
}

/** How the mean square grows, and how long noise passes for Gaussian. */
export function firstFigure(snapshots: readonly ShownSnapshot[], worlds: FirstWorlds): Figure {
  const curves = curvesOf(snapshots, worlds);
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
        layers: lines(shareSeen),
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

/** The share that passes, over all series. */
function shareSeen({ accepted }: Watched): number[] {
  return accepted[0].map(
    (_, entry) => accepted.reduce((sum, series) => sum + series[entry], 0) / accepted.length,
  );
}
