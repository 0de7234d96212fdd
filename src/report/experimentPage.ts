import type { Figure, Table } from '../evidence/index.js';
import { figureMarkup } from './page/figureMarkup.js';
import { html, type Markup } from './page/markup.js';
import { factList, page, scrollable } from './page/page.js';

/** One experiment at the command line: what was found, and what it looks like. */
export interface ExperimentPage {
  readonly title: string;
  /** The answer in a sentence. */
  readonly summary: string;
  readonly version: string;
  /** What was run. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly table: Table;
  readonly figures: readonly Figure[];
}

/** An experiment as one HTML page that stands alone. */
export function experimentPage({ title, summary, version, facts, table, figures }: ExperimentPage): string {
  const { caption, columns, rows } = table;
  const head = columns.map((name) => html`<th scope="col">${name}</th>`);
  const body = rows.map(
    ([first, ...rest]) => html`
      <tr>
        <th scope="row">${first}</th>
        ${rest.map((value) => html`<td>${value}</td>`)}
      </tr>
    `,
  );
  const tableMarkup = html`
    <table class="found">
      <caption>${caption}</caption>
      <thead>
        <tr>${head}</tr>
      </thead>
      <tbody>${body}</tbody>
    </table>
  `;
  return page({
    title: `${title}: ${summary}`,
    version,
    skipTo: { id: 'found', what: 'what was found' },
    content: html`
      <header>
        <h1>${title}</h1>
        <p class="summary">${summary}</p>
        ${factList([...facts, ['Version', `heavytail ${version}`]])}
      </header>
      <section aria-labelledby="found">
        <h2 id="found">What was found</h2>
        ${scrollable(caption, tableMarkup)}
      </section>
      <section aria-labelledby="figures">
        <h2 id="figures">What it looks like</h2>
        ${figures.map(captioned)}
      </section>
    `,
  });
}

function captioned(figure: Figure): Markup {
  return figureMarkup(figure, html`<strong>${figure.title}.</strong> ${figure.caption}`);
}
