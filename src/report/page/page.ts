import { typesetMarkup } from '../../typography.js';
import { html, Markup } from './markup.js';
import { pageStyle } from './style.js';

interface PageParts {
  readonly title: string;
  readonly version: string;
  /** For search engines and previews; the title where absent. */
  readonly description?: string;
  /** Where a keyboard gets past the head: the id of an element, and what it is. */
  readonly skipTo: { readonly id: string; readonly what: string };
  /** Style of this kind of pages, after that of all. */
  readonly style?: string;
  readonly content: Markup | readonly Markup[];
}

/** A page that stands alone: no network and no script are needed to read it. */
export function page({ title, version, description, skipTo, style = '', content }: PageParts): string {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="heavytail ${version}">
        <meta name="description" content="${description ?? title}">
        <title>${title}</title>
        <style>${new Markup(pageStyle() + style)}</style>
      </head>
      <body>
        <a class="skip" href="#${skipTo.id}">Skip to ${skipTo.what}</a>
        <main>${content}</main>
      </body>
    </html>
  `;
  // A per cent sign stays with its number.
  return typesetMarkup(text).replaceAll(/(?<=\d) %/g, '\u00a0%');
}

/** Facts about what was run, one beside the other. */
export function factList(facts: readonly (readonly [name: string, value: string])[]): Markup {
  const items = facts.map(
    ([name, value]) => html`
      <div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>
    `,
  );
  return html`<dl class="facts">${items}</dl>`;
}

/** What is wider than a phone: scrolled by hand and by keyboard, under a name that screen readers say. */
export function scrollable(name: string, content: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${name}">${content}</div>`;
}
