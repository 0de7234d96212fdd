import { line, logAxis, means, prose, type Figure, type Panel } from '../../../evidence/index.js';
import { exactClimb, type ExitPoint } from '../../well/exits.js';

/** Exit time against the width of the minimum, and against that of the saddle; the other one is 1. */
export function widthFigure(climbs: readonly ExitPoint[], jumps: readonly ExitPoint[]): Figure {
  const widthOf = ({ world }: ExitPoint) => world.width;
  const saddleWidthOf = ({ world }: ExitPoint) => world.saddleWidth!;
  return {
    name: 'brownian-width',
    title: 'Exit time against the widths of minimum and saddle',
    caption: prose(
      'Mean time from the minimum to the saddle at equal height, all axes logarithmic. Left the minimum is',
      'made wider, right the saddle. Under Brownian noise each has slope 1, along the exact integral; under',
      'Lévy noise only the distance to the saddle counts.',
    ),
    panels: [
      panel('width of the minimum', climbs, jumps, widthOf, (point) => saddleWidthOf(point) === 1),
      panel('width of the saddle', climbs, jumps, saddleWidthOf, (point) => widthOf(point) === 1),
    ],
  };
}

function panel(
  label: string,
  climbs: readonly ExitPoint[],
  jumps: readonly ExitPoint[],
  x: (point: ExitPoint) => number,
  belongs: (point: ExitPoint) => boolean,
): Panel {
  const own = (points: readonly ExitPoint[]) => points.filter(belongs).sort((p, q) => x(p) - x(q));
  const [climbing, jumping] = [own(climbs), own(jumps)];
  return {
    x: logAxis(label),
    y: logAxis('mean exit time'),
    layers: [
      line(
        'exact integral',
        'theory',
        climbing.map(x),
        climbing.map(({ world }) => exactClimb(world)),
      ),
      means('Brownian noise', 'brownian', climbing, x),
      means(`Lévy noise, alpha ${jumping[0].world.alpha}`, 'levy', jumping, x),
    ],
  };
}
