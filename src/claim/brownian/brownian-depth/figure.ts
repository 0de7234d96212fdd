import { line, linearAxis, logAxis, means, prose, type Figure } from '../../../evidence/index.js';
import { kramersTime, levyExitTime } from '../../../sde/index.js';
import { exactClimb, potentialOf, type ExitPoint, type World } from '../../well/exits.js';

/**
 * Kramers' time to the other minimum counts both ways down from the saddle: half of it leads to the
 * saddle.
 */
export function climbByKramers(world: World): number {
  return kramersTime(potentialOf(world), world.noiseScale, -world.width, 0) / 2;
}

/** Exit time against height on a logarithmic axis: Brownian and Levy noise in the same wells. */
export function depthFigure(climbs: readonly ExitPoint[], jumps: readonly ExitPoint[]): Figure {
  const heightOf = ({ world }: ExitPoint) => world.height;
  const heights = climbs.map(heightOf);
  const { alpha, noiseScale, width } = jumps[0].world;
  const levyTime = levyExitTime(alpha, noiseScale, Infinity, width);
  const allHeights = [...jumps, ...climbs].map(heightOf);
  const ends = [Math.min(...allHeights), Math.max(...allHeights)];
  const times = (of: (world: World) => number) => climbs.map(({ world }) => of(world));
  return {
    name: 'brownian-depth',
    title: 'Exit time against depth',
    caption: prose(
      'Mean time from the minimum to the saddle. Under Brownian noise it is a straight line on the',
      'logarithmic axis, along the exact integral; under Lévy noise (alpha 1.5) it stays level.',
    ),
    panels: [
      {
        x: linearAxis('height of the barrier'),
        y: logAxis('mean exit time'),
        layers: [
          line('exact integral', 'theory', heights, times(exactClimb)),
          line('Kramers', 'control', heights, times(climbByKramers)),
          line('Lévy theory', 'theory', ends, [levyTime, levyTime]),
          means('Brownian noise', 'brownian', climbs, heightOf),
          means(`Lévy noise, alpha ${alpha}`, 'levy', jumps, heightOf),
        ],
      },
    ],
  };
}
