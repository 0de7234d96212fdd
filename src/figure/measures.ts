import { element, type Attributes } from './element.js';
import { escapeMarkup } from './text.js';

/** Sizes in pixels shared by all parts of a figure. */
export const fontSize = 12;
export const titleSize = 13;
export const lineHeight = 16;
export const symbolRadius = 4.2;

/** How marks are drawn, and their samples in a legend. */
export const strokeWidths = { line: 1.8, ragged: 1.2, errorBar: 1.5, rule: 1.4, bandEdge: 1 };
export const bandOpacity = { area: 0.16, edge: 0.55 };
/** Dashes of rules of roles that have none. */
export const ruleDash = '5 4';

/** Lines of text, one below the other, the first with its baseline at y. */
export function textLines(
  lines: readonly string[],
  x: number,
  y: number,
  attributes: Attributes = {},
): string {
  return lines
    .map((line, i) => element('text', { x, y: y + i * lineHeight, ...attributes }, escapeMarkup(line)))
    .join('');
}
