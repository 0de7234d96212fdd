import type { Entry } from './entries.js';
import { element, movedTo } from './element.js';
import {
  bandOpacity,
  fontSize,
  lineHeight,
  ruleDash,
  strokeWidths,
  symbolRadius,
  textLines,
} from './measures.js';
import { drawSymbol, isStroked, type Pen } from './symbols.js';
import { textWidth, wrapText } from './text.js';
import type { Look } from './theme.js';

const sampleWidth = 30;
/** From the left end of a sample to its text, and from one entry to the next. */
const textFrom = sampleWidth + 8;
const gap = 18;
const rowHeight = 20;
const middleOfRow = 10;
const baselineOfRow = 14;
/** Half the height of the sample of a band. */
const halfBand = 6;

export interface DrawnLegend {
  readonly markup: string;
  readonly height: number;
}

/** A legend of the given width: entries from left to right, in as many rows as they need. */
export function drawLegend(entries: readonly Entry[], width: number): DrawnLegend {
  let [x, y, markup] = [0, 0, ''];
  for (const entry of entries) {
    const lines = wrapText(entry.label, width - textFrom, fontSize);
    const needed = textFrom + Math.max(0, ...lines.map((line) => textWidth(line, fontSize)));
    if (x > 0 && x + needed > width) [x, y] = [0, y + rowHeight];
    const { className, colour } = entry.look;
    const place = { class: className, color: colour, transform: movedTo(x, y + middleOfRow) };
    markup += element('g', place, sampleOf(entry)) + textLines(lines, x + textFrom, y + baselineOfRow);
    if (lines.length > 1) [x, y] = [0, y + rowHeight + (lines.length - 1) * lineHeight];
    else x += Math.ceil(needed) + gap;
  }
  const height = entries.length === 0 ? 0 : y + (x > 0 ? rowHeight : 0);
  return { markup, height };
}

/** A short piece of each mark that the entry stands for. */
function sampleOf({ marks, look }: Entry): string {
  let sample = '';
  if (marks.has('band')) sample += bandSample(look);
  if (marks.has('line') || marks.has('steps')) sample += strokeSample(strokeWidths.line, look.dash);
  else if (marks.has('rule')) sample += strokeSample(strokeWidths.rule, look.dash ?? ruleDash);
  if (marks.has('points')) sample += symbolSample(look);
  return sample;
}

const ink = 'currentColor';

function bandSample({ dash }: Look): string {
  const fill = { fill: ink, 'fill-opacity': bandOpacity.area };
  const edges = `M0,${-halfBand}H${sampleWidth}M0,${halfBand}H${sampleWidth}`;
  const stroke = { stroke: ink, 'stroke-opacity': bandOpacity.edge, 'stroke-dasharray': dash };
  return (
    element('rect', { y: -halfBand, width: sampleWidth, height: 2 * halfBand, ...fill }) +
    element('path', { d: edges, ...stroke })
  );
}

function strokeSample(width: number, dash: string | undefined): string {
  const stroke = { stroke: ink, 'stroke-width': width, 'stroke-dasharray': dash };
  return element('path', { d: `M0,0H${sampleWidth}`, ...stroke });
}

function symbolSample({ symbol }: Look): string {
  const pen = new PathPen();
  drawSymbol(pen, symbol, symbolRadius);
  const paint = isStroked(symbol) ? { fill: 'none', stroke: ink, 'stroke-width': strokeWidths.line } : {};
  return element('path', { transform: movedTo(sampleWidth / 2, 0), d: pen.path, ...paint });
}

/** Collects what is drawn as SVG path data. */
class PathPen implements Pen {
  path = '';
  moveTo(x: number, y: number): void {
    this.path += `M${round(x)},${round(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.path += `L${round(x)},${round(y)}`;
  }
  /** A whole circle from its rightmost point; symbols need no other. */
  arc(_x: number, _y: number, radius: number): void {
    const r = round(radius);
    this.path += `a${r},${r} 0 1,1 ${-2 * r},0a${r},${r} 0 1,1 ${2 * r},0`;
  }
  closePath(): void {
    this.path += 'Z';
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
