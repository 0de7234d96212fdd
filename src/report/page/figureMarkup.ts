import type { Figure } from '../../evidence/index.js';
import { drawFigure } from '../../figure/index.js';
import { html, Markup } from './markup.js';

/** Widths at which a figure is drawn: for a page, and for a phone, where panels go below one another. */
const wide = 720;
const narrow = 358;

/** A figure drawn for wide and for narrow pages. */
export function figureMarkup(figure: Figure, caption: Markup | string): Markup {
  const drawing = (width: number) => new Markup(drawFigure(figure, { width, for: 'page' }));
  return html`
    <figure>
      <figcaption>${caption}</figcaption>
      <div class="wide">${drawing(wide)}</div>
      <div class="narrow">${drawing(narrow)}</div>
    </figure>
  `;
}
