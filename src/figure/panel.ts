import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Axis, Panel } from '../evidence/index.js';
import { domainOf, valuesOn } from './domain.js';
import { lookIn, type Entry } from './entries.js';
import { attributesMarkup, element, movedTo } from './element.js';
import { cutLabel, drawLayer, type DrawnLayer } from './marks.js';
import { fontSize, lineHeight, textLines, titleSize } from './measures.js';
import { textWidth, wrapText } from './text.js';
import { ground, type GroundName } from './theme.js';
import { ticksOf, type Ticks } from './ticks.js';

const margin = { top: 8, bottom: 24 };
const leastRight = 14;
/** Room for the texts of vertical ticks, at least, and between them and the axis; in pixels. */
const leastTickWidth = 12;
const besideTicks = 10;
/** Pixels of an axis for each tick. */
const perTick = { x: 55, y: 45 };
/** Between the texts of horizontal ticks. */
const betweenTicks = 12;
const fewestTicks = 2;
const belowTitle = 4;
const belowHead = 2;
const belowPanel = 4;
/** Bold text is wider than the estimate. */
const boldness = 1.06;
/** Baselines below the part they belong to. */
const baselines = { title: 13, label: 10, xLabel: 12, note: 14 };

/** Lines of text above a panel: its title, then the name of the vertical axis. */
export interface PanelHead {
  readonly title: readonly string[];
  readonly label: readonly string[];
  readonly height: number;
}

export interface DrawnPanel {
  readonly markup: string;
  readonly height: number;
}

/** The lines above a panel of the given width. */
export function panelHead(panel: Panel, width: number): PanelHead {
  const title = wrapText(panel.title ?? '', width, titleSize * boldness);
  const label = wrapText(panel.y.label, width, fontSize);
  const gap = title.length > 0 ? belowTitle : 0;
  return { title, label, height: (title.length + label.length) * lineHeight + gap + belowHead };
}

/** Ticks of the vertical axis. */
function verticalTicks(panel: Panel, plotHeight: number): Ticks {
  const room = Math.max(fewestTicks, Math.round(plotHeight / perTick.y));
  return ticksOf(panel.y, domainOf(panel, 'y'), room, valuesOn(panel, 'y'));
}

/** Room that a panel needs to the left of its frame, for the texts of its vertical ticks. */
export function leftOf(panel: Panel, plotHeight: number): number {
  const widths = verticalTicks(panel, plotHeight).texts.map((text) => textWidth(text, fontSize));
  return Math.ceil(Math.max(...widths, leastTickWidth)) + besideTicks;
}

/**
 * One pair of axes with all its layers, as SVG markup with the origin at its upper left corner.
 *
 * @param panel - what it shows
 * @param entries - of the figure's legend
 * @param size - width in all, height between the axes, room above for the head and left for ticks
 * @param clipId - id for the shape at which lines are cut, unique in the document
 */
export function drawPanel(
  panel: Panel,
  entries: readonly Entry[],
  size: Readonly<Record<'width' | 'plotHeight' | 'headHeight' | 'left', number>>,
  clipId: string,
): DrawnPanel {
  const { width, plotHeight, headHeight, left } = size;
  const window = { x: domainOf(panel, 'x'), y: domainOf(panel, 'y') };
  const yTicks = verticalTicks(panel, plotHeight);
  // The last tick may stand at the very end of its axis: half of its text is beyond.
  const lastTick = roomyTicks(panel, window.x, width - left - leastRight).texts.at(-1) ?? '';
  const right = Math.ceil(Math.max(textWidth(lastTick, fontSize) / 2, leastRight));
  const innerWidth = width - left - right;
  const xTicks = roomyTicks(panel, window.x, innerWidth);

  const columnOf = halfPixelColumn(panel.x, window.x, innerWidth);
  const layers = panel.layers.map((layer) =>
    drawLayer(layer, lookIn(entries, layer), panel, window, columnOf, 2 * innerWidth),
  );
  const height = margin.top + plotHeight + margin.bottom;
  const { document } = parseHTML('<html><body></body></html>');
  const svg = Plot.plot({
    document: document as unknown as Document,
    width,
    height,
    marginTop: margin.top,
    marginRight: right,
    marginBottom: margin.bottom,
    marginLeft: left,
    style: { fontSize: `${fontSize}px` },
    x: { type: panel.x.scale, domain: [...window.x], label: null },
    y: { type: panel.y.scale, domain: [...window.y], label: null },
    axis: null,
    marks: [...axisMarks(xTicks, yTicks), ...layers.flatMap(({ marks }) => marks)],
  });
  const colours = new Map(entries.map(({ look }) => [look.className, look.colour]));
  const marks = markupOf(svg, colours, clipId);

  const inside = { x: left, y: margin.top, width: innerWidth, height: plotHeight };
  const clip = element('clipPath', { id: clipId }, element('rect', inside));
  const below = headHeight + height;
  const xLabel = wrapText(panel.x.label, innerWidth, fontSize);
  const notes = notesOf(panel, layers).flatMap((note) => wrapText(note, width, fontSize));
  const centre = left + innerWidth / 2;
  const markup =
    headMarkup(panelHead(panel, width), headHeight) +
    element(
      'g',
      { transform: movedTo(0, headHeight) },
      clip + frameMarkup(inside) + element('g', { 'text-anchor': 'middle' }, marks),
    ) +
    textLines(xLabel, centre, below + baselines.xLabel, { 'text-anchor': 'middle' }) +
    notesMarkup(notes, below + xLabel.length * lineHeight);
  return { markup, height: below + (xLabel.length + notes.length) * lineHeight + belowPanel };
}

function headMarkup({ title, label }: PanelHead, height: number): string {
  const labelTop = height - label.length * lineHeight + baselines.label;
  const bold = { 'font-weight': 600, 'font-size': titleSize };
  return textLines(title, 0, baselines.title, bold) + textLines(label, 0, labelTop);
}

/** The two axes. */
function frameMarkup({ x, y, width, height }: Record<'x' | 'y' | 'width' | 'height', number>): string {
  const axes = `M${x},${y}V${y + height}H${x + width}`;
  return element('path', { ...ground('faint'), fill: 'none', stroke: 'currentColor', d: axes });
}

function notesMarkup(notes: readonly string[], y: number): string {
  if (notes.length === 0) return '';
  const style = { ...ground('faint'), 'font-style': 'italic' };
  return element('g', style, textLines(notes, 0, y + baselines.note));
}

/** Ticks of the horizontal axis that do not run into one another. */
function roomyTicks(panel: Panel, domain: readonly [number, number], width: number): Ticks {
  for (let room = Math.max(fewestTicks, Math.round(width / perTick.x)); ; room--) {
    const ticks = ticksOf(panel.x, domain, room, valuesOn(panel, 'x'));
    const needed = ticks.texts.reduce((sum, text) => sum + textWidth(text, fontSize) + betweenTicks, 0);
    if (needed <= width || room <= fewestTicks) return ticks;
  }
}

function axisMarks(x: Ticks, y: Ticks): Plot.Markish[] {
  const grid = { className: 'ht-grid', stroke: 'currentColor', strokeOpacity: 1 };
  const text = { className: 'ht-faint', fill: 'currentColor', tickSize: 0, label: null, fontSize };
  return [
    Plot.gridX(x.values, grid),
    Plot.gridY(y.values, grid),
    Plot.axisX(x.values, { ...text, text: [...x.texts], tickPadding: 6 }),
    Plot.axisY(y.values, { ...text, text: [...y.texts], tickPadding: 6 }),
  ];
}

/** Plot's marks as markup: colours and cutting attached, labels of the library and idle digits removed. */
function markupOf(svg: Element, colours: ReadonlyMap<string, string>, clipId: string): string {
  const groups = [...svg.children].filter(({ tagName }) => tagName.toLowerCase() !== 'style');
  for (const element of groups.flatMap((group) => [group, ...group.querySelectorAll('*')])) {
    for (const { name, value } of [...element.attributes]) {
      if (/^(d|transform|[xy][12]?)$/.test(name)) element.setAttribute(name, shortNumbers(value));
    }
    const colour = colours.get(element.getAttribute('class') ?? '');
    if (colour !== undefined) element.setAttribute('color', colour);
    if (element.getAttribute('aria-description') === cutLabel)
      element.setAttribute('clip-path', `url(#${clipId})`);
    for (const name of ['aria-label', 'aria-hidden', 'aria-description']) element.removeAttribute(name);
  }
  return groups
    .map((group) => group.outerHTML)
    .join('')
    .replace(/ class="ht-(grid|faint|ink|ground)"/g, (_, name: GroundName) => attributesMarkup(ground(name)));
}

function shortNumbers(text: string): string {
  return text.replace(/-?\d+\.\d{3,}(?!e|\d|em)/g, (number) =>
    String(Math.round(Number(number) * 100) / 100),
  );
}

function halfPixelColumn(axis: Axis, [low, high]: readonly [number, number], width: number) {
  const place = axis.scale === 'log' ? Math.log : (x: number) => x;
  const [from, span] = [place(low), place(high) - place(low)];
  return (x: number) => Math.floor(((place(x) - from) / span) * width * 2);
}

function notesOf(panel: Panel, layers: readonly DrawnLayer[]): string[] {
  const beyond = layers.reduce((sum, layer) => sum + layer.beyond, 0);
  const unfit = layers.reduce((sum, layer) => sum + layer.unfit, 0);
  const absent = panel.layers.filter((_, index) => layers[index].absent).map(({ label }) => label);
  const log = panel.x.scale === 'log' || panel.y.scale === 'log';
  const reason = log ? 'not finite or not positive' : 'not finite';
  return [
    ...(beyond > 0 ? [`${beyond} ${beyond === 1 ? 'point lies' : 'points lie'} beyond the axes.`] : []),
    ...(unfit > 0 ? [`${unfit} ${unfit === 1 ? 'value is' : 'values are'} ${reason} and not drawn.`] : []),
    ...absent.map((label) => `“${label}” lies beyond the axes.`),
  ];
}
