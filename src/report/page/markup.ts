import { escapeMarkup } from '../../figure/index.js';

/**
 * HTML in which every piece of text is escaped, by construction: what is put into `html` is text unless it
 * is Markup.
 */
export class Markup {
  constructor(readonly text: string) {}
}

type Piece = Markup | string | number | undefined | readonly Piece[];

/**
 * Template tag: `html\`<p>${text}</p>\`` with the text escaped; Markup stays, lists are joined, undefined
 * is nothing. A template is laid out as the HTML that it makes; its indentation, which would be a fifth of
 * a page, is left out of it.
 */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(
    strings.map((string, index) => string.replace(indentation, '\n') + render(pieces[index])).join(''),
  );
}

const indentation = /\n\s+/g;

function render(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(render).join('');
  return escapeMarkup(String(piece));
}
