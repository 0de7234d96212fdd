import type { Table } from '../../evidence/index.js';
import { html, type Markup } from './markup.js';
import { scrollable } from './page.js';
import { formatNumber } from '../number.js';
import type { Named } from '../claims/reportData.js';
import { isNumeric } from '../tables.js';

/** Rows that the page shows at most; the files have them all. */
const shownRows = 40;

/** Rows up to which a table is shown without being asked for. */
const openRows = 12;

/** A claim's table, folded when it is long, with links to its files. */
export function dataTable({ content, file }: Named<Table>): Markup {
  const { caption, columns, rows } = content;
  const numeric = columns.map((_, index) => isNumeric(rows, index));
  const look = (index: number) => (numeric[index] ? html` class="number"` : undefined);
  const cell = (value: string | number, index: number) =>
    html`<td${look(index)}>${typeof value === 'number' ? formatNumber(value) : value}</td>`;
  const head = columns.map((name, index) => html`<th scope="col"${look(index)}>${name}</th>`);
  const body = rows.slice(0, shownRows).map((row) => html`<tr>${row.map(cell)}</tr>\n`);
  const rest =
    rows.length > shownRows ? html`<p>The first ${shownRows} of ${rows.length} rows.</p>` : undefined;
  const table = html`
    <table>
      <caption class="hidden">${caption}</caption>
      <thead>
        <tr>${head}</tr>
      </thead>
      <tbody>${body}</tbody>
    </table>
  `;
  return html`
    <details${rows.length <= openRows ? html` open` : undefined} class="data">
      <summary>${caption.replace(/\.$/, '')} (${rows.length} ${rows.length === 1 ? 'row' : 'rows'})</summary>
      ${scrollable(caption, table)}
      ${rest}
      <p class="files">
        <a href="tables/${file}.csv">CSV</a>
        <a href="tables/${file}.tex">LaTeX</a>
      </p>
    </details>
  `;
}
