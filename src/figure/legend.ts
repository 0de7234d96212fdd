import type { Entry } from './entries.js';
import { fontSize, symbolRadius, textLines } from './measures.js';
import { drawSymbol, isStroked, type Pen } from './symbols.js';
import { textWidth, wrapText } from './text.js';

const sampleWidth = 30;
const gap = 18;
const rowHeight = 20;

export interface DrawnLegend {
  readonly markup: string;
  readonly height: number;
}

/** A legend of the given width: entries from left to right, in as many rows as they need. */
export function drawLegend(entries: readonly Entry[], width: number): DrawnLegend {
  let [x, y, markup] = [0, 0, ''];
  for (const entry of entries) {
    const lines = wrapText(entry.label, width - sampleWidth - 8, fontSize);
    const needed = sampleWidth + 8 + Math.max(0, ...lines.map((line) => textWidth(line, fontSize)));
    if (x > 0 && x + needed > width) [x, y] = [0, y + rowHeight];
    const sample = `<g class="${entry.look.className}" color="${entry.look.colour}" transform="translate(${x},${y + 10})">${sampleOf(entry)}</g>`;
    markup += sample + textLines(lines, x + sampleWidth + 8, y + 14, '');
    if (lines.length > 1) [x, y] = [0, y + rowHeight + (lines.length - 1) * 16];
    else x += Math.ceil(needed) + gap;
  }
  const height = entries.length === 0 ? 0 : y + (x > 0 ? rowHeight : 0);
  return { markup, height };
}

/** A short piece of each mark that the entry stands for. */
function sampleOf({ marks, look }: Entry): string {
  const dash = (pattern: string | undefined) =>
    pattern === undefined ? '' : ` stroke-dasharray="${pattern}"`;
  const middle = sampleWidth / 2;
  let sample = '';
  if (marks.has('band')) {
    sample += `<rect y="-6" width="${sampleWidth}" height="12" fill="currentColor" fill-opacity="0.16"/>`;
    sample += `<path d="M0,-6H${sampleWidth}M0,6H${sampleWidth}" stroke="currentColor" stroke-opacity="0.55"${dash(look.dash)}/>`;
  }
  if (marks.has('line') || marks.has('steps')) {
    sample += `<path d="M0,0H${sampleWidth}" stroke="currentColor" stroke-width="1.8"${dash(look.dash)}/>`;
  } else if (marks.has('rule')) {
    sample += `<path d="M0,0H${sampleWidth}" stroke="currentColor" stroke-width="1.4"${dash(look.dash ?? '5 4')}/>`;
  }
  if (marks.has('points')) {
    const paint = isStroked(look.symbol) ? 'fill="none" stroke="currentColor" stroke-width="1.8"' : '';
    const pen = new PathPen();
    drawSymbol(pen, look.symbol, symbolRadius);
    sample += `<path transform="translate(${middle},0)" d="${pen.path}" ${paint}/>`;
  }
  return sample;
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
