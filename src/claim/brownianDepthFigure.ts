import { kramersTime, levyExitTime } from '../sde/index.js';
import { type ExitPoint, potentialOf, type World } from './exitExperiment.js';
import { pointsLayer } from './exitFigure.js';
import type { Figure } from './figure.js';

/** Exit time against height on a logarithmic axis: Brownian and Levy noise in the same wells. */
export function depthFigure(
  climbs: readonly ExitPoint[],
  jumps: readonly ExitPoint[],
  exactTime: (world: World) => number,
): Figure {
  const heights = climbs.map(({ world }) => world.height);
  const { world: levyWorld } = jumps[0];
  const levyTime = levyExitTime(levyWorld.alpha, levyWorld.noiseScale, Infinity, levyWorld.width);
  const allHeights = [...jumps, ...climbs].map(({ world }) => world.height);
  const range = [Math.min(...allHeights), Math.max(...allHeights)];
  return {
    name: 'brownian-depth',
    title: 'Exit time against depth',
    caption:
      'Mean time from the minimum to the saddle. Under Brownian noise a straight line on the logarithmic axis, along the exact integral; under Lévy noise (alpha 1.5) it stays level.',
    panels: [
      {
        x: { label: 'height of the barrier', scale: 'linear' },
        y: { label: 'mean exit time', scale: 'log' },
        layers: [
          {
            mark: 'line',
            label: 'exact integral',
            role: 'theory',
            x: heights,
            y: climbs.map(({ world }) => exactTime(world)),
          },
          {
            mark: 'line',
            label: 'Kramers',
            role: 'control',
            x: heights,
            y: climbs.map(
              ({ world }) => kramersTime(potentialOf(world), world.noiseScale, -world.width, 0) / 2,
            ),
          },
          { mark: 'line', label: 'Lévy theory', role: 'theory', x: range, y: [levyTime, levyTime] },
          pointsLayer('Brownian noise', 'brownian', climbs, ({ height }) => height),
          pointsLayer(`Lévy noise, alpha ${levyWorld.alpha}`, 'levy', jumps, ({ height }) => height),
        ],
      },
    ],
  };
}
