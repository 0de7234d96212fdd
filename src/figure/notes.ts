import * as Plot from '@observablehq/plot';
import { fontSize, lineHeight, symbolRadius } from './measures.js';
import { drawSymbol, type Pen } from './symbols.js';
import type { Note } from './visible.js';

/** Texts beside places, and arrows at the frame to places beyond it. */

/** From the frame to the middle of an arrow, and from a place to its text; in pixels. */
export const arrowInset = 8;
const besidePlace = 9;
/** Columns of half a pixel that a text may take. */
const textColumns = 160;
/** The ground shows around the letters, so that they can be read on lines. */
const halo = 4;

/**
 * Notes as marks of Observable Plot.
 *
 * @param notes - of one layer
 * @param className - that carries the colour of its arrows
 * @param columnOf - column of half a pixel that an x falls into
 * @param columns - how many there are: right of their middle, texts stand left of their places
 */
export function noteMarks(
  notes: readonly Note[],
  className: string,
  columnOf: (x: number) => number,
  columns: number,
): Plot.Markish[] {
  return notes.flatMap((note, index) => {
    const { x, side } = note;
    // Texts at one edge that would run into one another stand below one another.
    const near = (other: Note) =>
      other.side === side && Math.abs(columnOf(other.x) - columnOf(x)) < textColumns;
    const row = notes.slice(0, index).filter(near).length;
    const towards = side === 'above' ? 1 : side === 'below' ? -1 : 0;
    const dy = towards * (arrowInset + row * lineHeight);
    const [anchor, dx] =
      columnOf(x) > columns / 2 ? (['end', -besidePlace] as const) : (['start', besidePlace] as const);
    const text = { x: 'x', y: 'y', text: 'text', textAnchor: anchor, fontSize, dx, dy } as const;
    return [
      ...(towards === 0 ? [] : [arrow(note, className, towards * arrowInset)]),
      Plot.text([note], { ...text, className: 'ht-ground', fill: 'none', stroke: ink, strokeWidth: halo }),
      Plot.text([note], { ...text, className: 'ht-ink', fill: ink }),
    ];
  });
}

const ink = 'currentColor';

function arrow(note: Note, className: string, dy: number): Plot.Markish {
  const symbol = note.side === 'above' ? 'triangle' : 'downTriangle';
  const draw = (pen: Pen) => drawSymbol(pen, symbol, symbolRadius);
  return Plot.dot([note], {
    className,
    x: 'x',
    y: 'y',
    dy,
    symbol: { draw } as unknown as Plot.SymbolType,
    fill: ink,
    stroke: 'none',
  });
}
