import * as Plot from '@observablehq/plot';
import type { Layer, Panel } from '../evidence/index.js';
import { noteMarks } from './notes.js';
import { bandOpacity, ruleDash, strokeWidths, symbolRadius } from './measures.js';
import { drawSymbol, isStroked, type Pen } from './symbols.js';
import type { Look, SymbolName } from './theme.js';
import {
  thinned,
  visibleBand,
  visibleLine,
  visibleNotes,
  visiblePoints,
  visibleRules,
  type Spot,
  type Visible,
  type Window,
} from './visible.js';

/** Marks of one layer, and what of it could not be drawn. */
export interface DrawnLayer {
  readonly marks: readonly Plot.Markish[];
  readonly unfit: number;
  readonly beyond: number;
  /** Nothing of it is within the axes, though it holds values. */
  readonly absent: boolean;
}

/** Label of marks that the panel cuts at its frame. */
export const cutLabel = 'cut';

const ink = 'currentColor';

/** A line of more corners is a ragged path, which a thinner pen shows better. */
const manyCorners = 300;

/**
 * A layer as marks of Observable Plot.
 *
 * @param layer - to draw
 * @param look - of its entry in the legend
 * @param panel - whose layer it is
 * @param window - what the axes show
 * @param columnOf - column of half a pixel that an x falls into
 * @param columns - how many there are
 */
export function drawLayer(
  layer: Layer,
  look: Look,
  panel: Panel,
  window: Window,
  columnOf: (x: number) => number,
  columns: number,
): DrawnLayer {
  const className = look.className;
  const cut = { className, ariaDescription: cutLabel };
  switch (layer.mark) {
    case 'points': {
      const visible = visiblePoints(layer, panel, window);
      return drawn(visible, pointMarks(visible.spots, look), false);
    }
    case 'line':
    case 'steps': {
      const visible = visibleLine(layer, panel, window);
      const spots = layer.mark === 'line' ? thinned(visible.spots, columnOf, columns) : visible.spots;
      const strokeWidth = spots.length > manyCorners ? strokeWidths.ragged : strokeWidths.line;
      const options = { ...cut, x: 'x', y: 'y', stroke: ink, strokeDasharray: look.dash, strokeWidth };
      const curve = layer.mark === 'steps' ? 'step-after' : 'linear';
      return drawn(visible, [Plot.line(spots, { ...options, curve })], isOutside(visible.spots, window));
    }
    case 'band': {
      const visible = visibleBand(layer, panel, window);
      const area = { ...cut, x: 'x', y1: 'low', y2: 'high', fill: ink, fillOpacity: bandOpacity.area };
      const stroke = { stroke: ink, strokeOpacity: bandOpacity.edge, strokeWidth: strokeWidths.bandEdge };
      const edge = { ...cut, x: 'x', ...stroke };
      const marks = [
        Plot.areaY(visible.spots, area),
        Plot.line(visible.spots, { ...edge, y: 'low', strokeDasharray: look.dash }),
        Plot.line(visible.spots, { ...edge, y: 'high', strokeDasharray: look.dash }),
      ];
      return drawn(visible, marks, false);
    }
    case 'notes': {
      const { notes, unfit, beyond } = visibleNotes(layer, panel, window);
      return { marks: noteMarks(notes, className, columnOf, columns), unfit, beyond, absent: false };
    }
    case 'rule': {
      const { side, places, beyond } = visibleRules(layer, panel, window);
      const stroke = { strokeWidth: strokeWidths.rule, strokeDasharray: look.dash ?? ruleDash };
      const options = { className, stroke: ink, ...stroke };
      const marks = places.length === 0 ? [] : [(side === 'y' ? Plot.ruleY : Plot.ruleX)(places, options)];
      return { marks, unfit: 0, beyond: 0, absent: beyond > 0 && places.length === 0 };
    }
  }
}

/** A symbol in the form that Plot takes. */
function plotSymbol(symbol: SymbolName): Plot.SymbolType {
  const draw = (pen: Pen, size: number) => drawSymbol(pen, symbol, Math.sqrt(size / Math.PI));
  return { draw } as unknown as Plot.SymbolType;
}

function pointMarks(spots: readonly Spot[], { className, symbol }: Look): Plot.Markish[] {
  const barred = spots.filter(({ low, high }) => low < high);
  const paint = isStroked(symbol)
    ? { stroke: ink, strokeWidth: strokeWidths.line }
    : { fill: ink, stroke: 'none' };
  const bars = { className, x: 'x', stroke: ink, strokeWidth: strokeWidths.errorBar };
  return [
    ...(barred.length === 0 ? [] : [Plot.ruleX(barred, { ...bars, y1: 'low', y2: 'high' })]),
    Plot.dot(spots, { className, x: 'x', y: 'y', r: symbolRadius, symbol: plotSymbol(symbol), ...paint }),
  ];
}

function drawn(
  { spots, unfit, beyond }: Visible,
  marks: readonly Plot.Markish[],
  absent: boolean,
): DrawnLayer {
  return { marks: spots.length === 0 ? [] : marks, unfit, beyond, absent };
}

/** Whether a line stays on one side of the axes, so that it cannot be seen. */
function isOutside(spots: readonly Spot[], { x, y }: Window): boolean {
  const shown = spots.filter((spot) => !Number.isNaN(spot.x));
  if (shown.length === 0) return false;
  return (
    shown.every((spot) => spot.y < y[0]) ||
    shown.every((spot) => spot.y > y[1]) ||
    shown.every((spot) => spot.x < x[0]) ||
    shown.every((spot) => spot.x > x[1])
  );
}
