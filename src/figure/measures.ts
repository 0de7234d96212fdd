import { escapeMarkup } from './text.js';

/** Sizes in pixels shared by all parts of a figure. */
export const fontSize = 12;
export const titleSize = 13;
export const lineHeight = 16;
export const symbolRadius = 4.2;

/** Lines of text, one below the other, the first with its baseline at y. */
export function textLines(lines: readonly string[], x: number, y: number, attributes: string): string {
  return lines
    .map((line, i) => `<text x="${x}" y="${y + i * lineHeight}" ${attributes}>${escapeMarkup(line)}</text>`)
    .join('');
}
