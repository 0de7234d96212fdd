import type { Layer, Panel } from '../evidence/index.js';
import { fitsScale } from './domain.js';

/**
 * What of a layer can be drawn within given axes. Nothing is left out in silence: what is not drawn is
 * counted, and the counts are written below the panel.
 */

export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Ends of the error bar or band, within the axes; NaN where there is none. */
  readonly low: number;
  readonly high: number;
}

export interface Visible {
  readonly spots: readonly Spot[];
  /** Values that the axes cannot show: not finite, or not positive on a log axis. */
  readonly unfit: number;
  /** Points whose place is outside the axes. */
  readonly beyond: number;
}

export interface Window {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Symbols inside the axes, their error bars cut at the frame. */
export function visiblePoints(layer: Layer, panel: Panel, window: Window): Visible {
  const spots: Spot[] = [];
  let [unfit, beyond] = [0, 0];
  (layer.y ?? []).forEach((y, index) => {
    const x = layer.x?.[index];
    if (!fitsScale(panel.x, x) || !fitsScale(panel.y, y)) unfit++;
    else if (!within(x, window.x) || !within(y, window.y)) beyond++;
    else
      spots.push({ x, y, low: cut(layer.low?.[index], window.y), high: cut(layer.high?.[index], window.y) });
  });
  return { spots, unfit, beyond };
}

/** A text and the place that it stands beside, and on which side of the axes that place lies. */
export interface Note {
  readonly x: number;
  /** At the edge of the axes for what lies beyond it. */
  readonly y: number;
  readonly text: string;
  readonly side: 'inside' | 'above' | 'below';
}

/** Notes whose places are within the axes from left to right. */
export function visibleNotes(
  layer: Layer,
  panel: Panel,
  window: Window,
): { readonly notes: readonly Note[]; readonly unfit: number; readonly beyond: number } {
  const notes: Note[] = [];
  let [unfit, beyond] = [0, 0];
  (layer.y ?? []).forEach((y, index) => {
    const x = layer.x?.[index];
    if (!fitsScale(panel.x, x) || !fitsScale(panel.y, y)) unfit++;
    else if (!within(x, window.x)) beyond++;
    else {
      const side = y > window.y[1] ? 'above' : y < window.y[0] ? 'below' : 'inside';
      notes.push({ x, y: cut(y, window.y), text: layer.texts?.[index] ?? '', side });
    }
  });
  return { notes, unfit, beyond };
}

/** Corners of a line or steps; where a value cannot be shown the line has a gap. */
export function visibleLine(layer: Layer, panel: Panel, window: Window): Visible {
  const spots: Spot[] = [];
  let unfit = 0;
  (layer.y ?? []).forEach((y, index) => {
    const x = layer.x?.[index];
    const fits = fitsScale(panel.x, x) && fitsScale(panel.y, y);
    if (!fits) unfit++;
    spots.push({
      x: fits ? tame(x, window.x, panel.x.scale) : NaN,
      y: fits ? tame(y, window.y, panel.y.scale) : NaN,
      low: NaN,
      high: NaN,
    });
  });
  return { spots, unfit, beyond: 0 };
}

/** Edges of a band, cut at the frame; where an edge is not a number the band has a gap. */
export function visibleBand(layer: Layer, panel: Panel, window: Window): Visible {
  const spots: Spot[] = [];
  let unfit = 0;
  (layer.x ?? []).forEach((x, index) => {
    const low = cut(layer.low?.[index], window.y);
    const high = cut(layer.high?.[index], window.y);
    const fits = fitsScale(panel.x, x) && !Number.isNaN(low) && !Number.isNaN(high);
    if (!fits) unfit++;
    spots.push({ x: fits ? tame(x, window.x, panel.x.scale) : NaN, y: NaN, low, high });
  });
  return { spots, unfit, beyond: 0 };
}

/** Places of rules inside the axes. */
export function visibleRules(
  layer: Layer,
  panel: Panel,
  window: Window,
): { readonly side: 'x' | 'y'; readonly places: readonly number[]; readonly beyond: number } {
  const side = layer.y === undefined ? 'x' : 'y';
  const all = layer[side] ?? [];
  const places = all.filter((place) => fitsScale(panel[side], place) && within(place, window[side]));
  return { side, places, beyond: all.length - places.length };
}

/** Of the corners in a column so many are kept: the first, last, lowest and highest. */
const cornersPerColumn = 4;

/**
 * A line with the same picture and fewer corners: of those that share a column of half a pixel it keeps
 * the first, last, lowest and highest. Lines that go back in x, or have gaps, stay as they are.
 *
 * @param spots - corners from left to right
 * @param columnOf - column of half a pixel that an x falls into
 * @param columns - how many columns there are
 */
export function thinned(
  spots: readonly Spot[],
  columnOf: (x: number) => number,
  columns: number,
): readonly Spot[] {
  const simple = spots.every(({ x }, i) => !Number.isNaN(x) && (i === 0 || x >= spots[i - 1].x));
  if (spots.length <= cornersPerColumn * columns || !simple) return spots;
  const kept = new Set<number>();
  for (let first = 0; first < spots.length; ) {
    const column = columnOf(spots[first].x);
    let [last, low, high] = [first, first, first];
    while (last + 1 < spots.length && columnOf(spots[last + 1].x) === column) {
      last++;
      if (spots[last].y < spots[low].y) low = last;
      if (spots[last].y > spots[high].y) high = last;
    }
    for (const index of [first, low, high, last]) kept.add(index);
    first = last + 1;
  }
  return spots.filter((_, index) => kept.has(index));
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}

function cut(value: number | undefined, [low, high]: readonly [number, number]): number {
  return value === undefined ? NaN : Math.min(high, Math.max(low, value));
}

/** A corner may lie so many axes outside, and no farther than scales can hold. */
const farthestAxes = 30;
const farthest = 1e150;

/** Moves a corner that is very far outside nearer, since viewers cannot draw at such coordinates. */
function tame(value: number, [low, high]: readonly [number, number], scale: 'linear' | 'log'): number {
  const reach =
    scale === 'log' ? Math.min((high / low) ** farthestAxes, farthest) : (high - low) * farthestAxes;
  return scale === 'log'
    ? Math.min(high * reach, Math.max(low / reach, value))
    : Math.min(high + reach, Math.max(low - reach, value));
}
