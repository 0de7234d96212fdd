import { typesetMarkup } from '../typography.js';
import type { Figure } from '../claim/index.js';
import { entriesOf } from './entries.js';
import { drawLegend } from './legend.js';
import { textLines } from './measures.js';
import { drawPanel, panelHead } from './panel.js';
import { escapeMarkup, wrapText } from './text.js';
import { darkStyle, ground } from './theme.js';

export interface Drawing {
  /** Width in pixels; text keeps its size, panels move below one another where it is narrow. */
  readonly width: number;
  /**
   * page: a part of an HTML page, which has the figure's title, the ground and `darkStyle()`.
   * file: an SVG file that stands alone.
   */
  readonly for: 'page' | 'file';
}

const columnGap = 28;
const rowGap = 20;
const largeTitle = 15;

/**
 * Draws a figure as SVG. The same figure gives the same text, character by character.
 *
 * Colours carry nothing alone: each entry of the legend has its own symbol and dash too. What cannot
 * be drawn is counted below its panel.
 */
export function drawFigure(figure: Figure, drawing: Drawing): string {
  const { width } = drawing;
  const alone = drawing.for === 'file';
  const pad = alone ? 16 : 0;
  const inner = width - 2 * pad;
  const id = `${figure.name.replace(/[^\w-]/g, '-')}-${drawing.for}-${width}`;
  const entries = entriesOf(figure);

  let y = pad;
  let body = '';
  if (alone) {
    const lines = wrapText(figure.title, inner, largeTitle);
    body += textLines(lines, 0, y + 13, `font-size="${largeTitle}" font-weight="600"`);
    y += lines.length * 16 + 10;
  }
  const legend = drawLegend(entries, inner);
  body += `<g transform="translate(0,${y})">${legend.markup}</g>`;
  y += legend.height + (legend.height > 0 ? 10 : 0);

  const columns = columnsFor(figure.panels.length, inner);
  const panelWidth = Math.floor((inner - (columns - 1) * columnGap) / columns);
  const plotHeight = Math.round(Math.min(320, Math.max(210, panelWidth * 0.62)));
  for (let first = 0; first < figure.panels.length; first += columns) {
    const row = figure.panels.slice(first, first + columns);
    const headHeight = Math.max(...row.map((panel) => panelHead(panel, panelWidth).height));
    const drawn = row.map((panel, column) =>
      drawPanel(panel, entries, { width: panelWidth, plotHeight, headHeight }, `${id}-${first + column}`),
    );
    drawn.forEach(({ markup }, column) => {
      body += `<g transform="translate(${column * (panelWidth + columnGap)},${y})">${markup}</g>`;
    });
    y += Math.max(...drawn.map(({ height }) => height)) + rowGap;
  }
  const height = Math.ceil(y - rowGap + pad);

  const sheet = alone ? `<style>${darkStyle()}</style>` : '';
  const back = alone
    ? `<rect ${ground('ground')} width="${width}" height="${height}" fill="currentColor"/>`
    : '';
  return typesetMarkup(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc">` +
      `<title id="${id}-title">${escapeMarkup(figure.title)}</title>` +
      `<desc id="${id}-desc">${escapeMarkup(figure.caption)}</desc>${sheet}${back}` +
      `<g ${ground('ink')} fill="currentColor" font-family="system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" font-size="12" transform="translate(${pad},0)">${body}</g></svg>`,
  );
}

/** Panels side by side: as many as keep a width at which ticks and titles can be read. */
function columnsFor(panels: number, width: number): number {
  const most = Math.max(1, Math.floor((width + columnGap) / (300 + columnGap)));
  if (panels === 4 && most === 3) return 2;
  return Math.max(1, Math.min(panels, most));
}
