import { logAxis, type Axis, type Figure, type Layer } from '../../evidence/index.js';

/** Mean exit times on a logarithmic axis, in one panel. */
export function exitFigure(
  texts: Pick<Figure, 'name' | 'title' | 'caption'>,
  x: Axis,
  layers: readonly Layer[],
): Figure {
  return { ...texts, panels: [{ x, y: logAxis('mean exit time'), layers }] };
}
