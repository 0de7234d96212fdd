import type { Figure } from '../../evidence/index.js';
import { drawFigure } from '../../figure/index.js';
import { html, Markup } from './markup.js';

/**
 * Widths at which a figure is drawn: for a page, where panels stand side by side and one alone would be too
 * flat, and for a phone, where they go below one another.
 */
const wide = { panels: 960, onePanel: 720 };
const narrow = 358;

/** A figure drawn for wide and for narrow pages. */
export function figureMarkup(figure: Figure, caption: Markup | string): Markup {
  const drawing = (width: number) => new Markup(drawFigure(figure, { width, for: 'page' }));
  const alone = figure.panels.length === 1;
  return html`
    <figure>
      <figcaption>${caption}</figcaption>
      <div class="wide${alone ? ' one' : ''}">${drawing(alone ? wide.onePanel : wide.panels)}</div>
      <div class="narrow">${drawing(narrow)}</div>
    </figure>
  `;
}
