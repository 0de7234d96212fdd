import { typesetMarkup } from '../typography.js';
import type { Figure } from '../evidence/index.js';
import { element, movedTo } from './element.js';
import { entriesOf } from './entries.js';
import { drawLegend } from './legend.js';
import { fontSize, lineHeight, textLines } from './measures.js';
import { drawPanel, leftOf, panelHead } from './panel.js';
import { escapeMarkup, wrapText } from './text.js';
import { darkStyle, ground } from './theme.js';

export interface Drawing {
  /** Width in pixels; text keeps its size, panels move below one another where it is narrow. */
  readonly width: number;
  /**
   * page: a part of an HTML page, which has the figure's title, the ground and `darkStyle()`.
   * file: an SVG file that stands alone, one element a line.
   */
  readonly for: 'page' | 'file';
}

/** Between panels, between the parts of a figure, and around a figure that stands alone; in pixels. */
const columnGap = 28;
const rowGap = 20;
const partGap = 10;
const padAlone = 16;
const largeTitle = 15;
/** Bold letters of the widest face, that of PNG and PDF, beside the estimate. */
const largeBoldness = 1.15;
/** From the top of a line of text to its baseline. */
const baseline = 13;
/** The narrowest panel in which ticks and titles can be read. */
const leastPanelWidth = 300;
/** Heights between axes, in pixels, and about the golden ratio. */
const plotHeights = { least: 210, most: 320, mostOfSeveralRows: 240, toWidth: 0.62 };
const fontFamily = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/**
 * Draws a figure as SVG. The same figure gives the same text, character by character.
 *
 * Colours carry nothing alone: each entry of the legend has its own symbol and dash too. What cannot
 * be drawn is counted below its panel.
 */
export function drawFigure(figure: Figure, drawing: Drawing): string {
  const { width } = drawing;
  const alone = drawing.for === 'file';
  const pad = alone ? padAlone : 0;
  const inner = width - 2 * pad;
  const id = `${figure.name.replace(/[^\w-]/g, '-')}-${drawing.for}-${width}`;
  const entries = entriesOf(figure);

  let y = pad;
  let body = '';
  if (alone) {
    const lines = wrapText(figure.title, inner, largeTitle * largeBoldness);
    body += textLines(lines, 0, y + baseline, { 'font-size': largeTitle, 'font-weight': 600 });
    y += lines.length * lineHeight + partGap;
  }
  const legend = drawLegend(entries, inner);
  body += group(0, y, legend.markup);
  y += legend.height + (legend.height > 0 ? partGap : 0);

  const columns = columnsFor(figure.panels.length, inner);
  const panelWidth = Math.floor((inner - (columns - 1) * columnGap) / columns);
  const plotHeight = plotHeightFor(panelWidth, columns > 1 && figure.panels.length > columns);
  for (let first = 0; first < figure.panels.length; first += columns) {
    const row = figure.panels.slice(first, first + columns);
    const headHeight = Math.max(...row.map((panel) => panelHead(panel, panelWidth).height));
    // Frames of one row are equally wide, so that equal axes have equal ticks.
    const left = Math.max(...row.map((panel) => leftOf(panel, plotHeight)));
    const size = { width: panelWidth, plotHeight, headHeight, left };
    const drawn = row.map((panel, column) => drawPanel(panel, entries, size, `${id}-${first + column}`));
    drawn.forEach(({ markup }, column) => {
      body += group(column * (panelWidth + columnGap), y, markup);
    });
    y += Math.max(...drawn.map(({ height }) => height)) + rowGap;
  }
  const height = Math.ceil(y - rowGap + pad);

  const back = { ...ground('ground'), width, height, fill: 'currentColor' };
  const ink = { ...ground('ink'), fill: 'currentColor', 'font-family': fontFamily, 'font-size': fontSize };
  const content =
    element('title', { id: `${id}-title` }, escapeMarkup(figure.title)) +
    element('desc', { id: `${id}-desc` }, escapeMarkup(figure.caption)) +
    (alone ? element('style', {}, darkStyle()) + element('rect', back) : '') +
    element('g', { ...ink, transform: movedTo(pad, 0) }, body);
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-labelledby': `${id}-title ${id}-desc`,
  };
  const svg = typesetMarkup(element('svg', frame, content));
  return alone ? oneElementALine(svg) : svg;
}

function group(x: number, y: number, content: string): string {
  return element('g', { transform: movedTo(x, y) }, content);
}

/** Files are kept and compared: a change of one element is a change of one line. */
function oneElementALine(svg: string): string {
  return svg.replaceAll('><', '>\n<');
}

/** Height between the axes: in one ratio to the width, within what a screen or half a sheet shows. */
function plotHeightFor(width: number, severalRows: boolean): number {
  const { least, most, mostOfSeveralRows, toWidth } = plotHeights;
  const limit = severalRows ? mostOfSeveralRows : most;
  return Math.round(Math.min(limit, Math.max(least, width * toWidth)));
}

/** Panels side by side: as many as keep a width at which ticks and titles can be read. */
function columnsFor(panels: number, width: number): number {
  const most = Math.max(1, Math.floor((width + columnGap) / (leastPanelWidth + columnGap)));
  if (panels === 4 && most === 3) return 2;
  return Math.max(1, Math.min(panels, most));
}
