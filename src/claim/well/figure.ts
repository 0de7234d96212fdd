import type { ExitPoint, World } from './exits.js';
import type { Layer, Role } from '../../evidence/index.js';

/** Symbols with error bars of two standard errors. */
export function pointsLayer(
  label: string,
  role: Role,
  points: readonly ExitPoint[],
  xOf: (world: World) => number,
): Layer {
  return {
    mark: 'points',
    label,
    role,
    x: points.map(({ world }) => xOf(world)),
    y: points.map(({ mean }) => mean),
    low: points.map(({ mean, standardError }) => Math.max(mean / 100, mean - 2 * standardError)),
    high: points.map(({ mean, standardError }) => mean + 2 * standardError),
  };
}
