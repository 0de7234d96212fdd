import { line, logAxis, means, prose, seriesRoles, type Figure, type Role } from '../../../evidence/index.js';
import type { ExitPoint } from '../../well/exits.js';
import { exitFigure } from '../../well/figure.js';

/** Exit times under one index beside the small-noise theory. */
interface Shown {
  readonly alpha: number;
  readonly members: readonly ExitPoint[];
  readonly theory: readonly number[];
}

/** A colour and symbol for each index; the paper profile has eight. */
const roles: readonly Role[] = [
  ...seriesRoles.slice(1),
  'levy',
  'measured',
  'surrogate',
  'control',
  'series1',
];

/** Exit times against the width beside theory. */
export function levyWidthFigure(groups: readonly Shown[], climbs: readonly ExitPoint[]): Figure {
  const widthOf = ({ world }: ExitPoint) => world.width;
  return exitFigure(
    {
      name: 'levy-width',
      title: 'Exit time against width',
      caption: prose(
        'Mean exit time from wells of equal height, both axes logarithmic.',
        'Lines: small-noise theory, without any fitted number; Brownian noise is steeper.',
      ),
    },
    logAxis('width of the well'),
    [
      ...groups.map(({ members, theory }) =>
        line('small-noise theory', 'theory', members.map(widthOf), theory),
      ),
      ...groups.map(({ alpha, members }, i) => means(`alpha ${alpha}`, roles[i], members, widthOf)),
      means('alpha 2 (Brownian)', 'brownian', climbs, widthOf),
    ],
  );
}
