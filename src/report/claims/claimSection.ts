import { openInWords, type Figure, type Statistic, type Table } from '../../evidence/index.js';
import { dataTable } from '../page/dataTable.js';
import { figureMarkup } from '../page/figureMarkup.js';
import { formulaOf } from '../page/formula.js';
import { html, type Markup } from '../page/markup.js';
import { formatDuration, formatEstimate, formatNumber, formatShare } from '../number.js';
import { withLinks } from '../page/references.js';
import { scrollable } from '../page/page.js';
import { claimKinds } from '../../claim/index.js';
import type { Named } from './reportData.js';
import type { ClaimData, StatisticData } from './schema.js';
import { badge, classOf, endingOf, wordsOf } from './verdictBadge.js';
import { scopeMarkup } from './verdictTables.js';

/**
 * One claim: what is said and by whom, the verdict, what was seen, and how it was found. It is folded; a
 * link to the claim leads into what is folded, at which browsers unfold it.
 *
 * @param claim - what is said of it
 * @param figures - of this claim
 * @param tables - of this claim
 * @param look - whether it is unfolded from the start, and the formats in which figures are linked
 */
export function claimSection(
  claim: ClaimData,
  figures: readonly Named<Figure>[],
  tables: readonly Named<Table>[],
  look: { readonly unfolded: boolean; readonly formats: readonly string[] },
): Markup {
  const { id, kind, title, statement, source, formula, reason } = claim;
  const { unfolded, formats } = look;
  const name = classOf(endingOf(claim));
  return html`
    <details class="claim"${unfolded ? html` open` : undefined} data-kind="${kind}" data-verdict="${name}">
    <summary>
      <h3 id="${id}-title">${title}</h3>
      ${badge(claim)}
      <span class="kind">${claimKinds.find((one) => one.kind === kind)?.one}</span>
    </summary>
    <article id="${id}" aria-labelledby="${id}-title">
      <blockquote>
        <p>${withLinks(statement)}</p>
        <footer>${withLinks(source)}</footer>
      </blockquote>
      ${formula === undefined ? undefined : formulaOf(formula)}
      <p class="verdict ${name}">
        <strong>${capital(wordsOf(claim))}.</strong>
        ${scopeMarkup(claim)}${reason.replace(/^Not decided: (.)/, (_, first: string) => first.toUpperCase())}
      </p>
      ${partsTable(claim)}
      ${figures.map((figure) => figureOf(figure, formats))}
      ${statisticsTable(claim.statistics)}
      ${controlList(claim)}
      ${tables.map(dataTable)}
      ${methodList(claim)}
      <p class="back"><a href="#verdicts">All verdicts</a></p>
    </article>
    </details>
  `;
}

function partsTable({ parts }: ClaimData): Markup | undefined {
  if (parts === undefined || parts.length === 0) return undefined;
  // Roles are spelled out because the style sheet of phones turns rows into blocks.
  const rows = parts.map(
    (part) => html`
      <tr role="row">
        <th scope="row" role="rowheader">${part.name}</th>
        <td role="cell">${badge(part)}</td>
        <td role="cell">${scopeMarkup(part)}${openText(part)}${part.reason}</td>
      </tr>
    `,
  );
  return html`
    <table class="cards" role="table">
      <caption>Its parts have verdicts of their own</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Part</th>
          <th scope="col" role="columnheader">Verdict</th>
          <th scope="col" role="columnheader">Why</th>
        </tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}

function openText({ open }: NonNullable<ClaimData['parts']>[number]): string {
  return open === undefined ? '' : `${openInWords(open)} `;
}

function figureOf({ content, file }: Named<Figure>, formats: readonly string[]): Markup {
  return figureMarkup(
    { ...content, name: file },
    html`
      <strong>${sentence(content.title)}</strong>
      ${content.caption}
      <span class="files">
        ${formats.map((format) => html`<a href="figures/${file}.${format}">${format.toUpperCase()}</a> `)}
        <a href="figures/${file}.csv">CSV</a>
      </span>
    `,
  );
}

function statisticsTable(statistics: readonly StatisticData[]): Markup | undefined {
  if (statistics.length === 0) return undefined;
  const levels = [...new Set(statistics.filter(hasInterval).map(({ level }) => level))];
  const oneLevel = levels.length === 1;
  const withTheory = statistics.some(({ theory }) => theory !== undefined);
  const rows = statistics.map((statistic) => {
    const theory = statistic.theory === undefined ? '' : formatNumber(orNaN(statistic.theory));
    return html`
      <tr>
        <th scope="row">${statistic.name}</th>
        <td class="number">${measuredMarkup(statistic, oneLevel)}</td>
        ${withTheory ? html`<td class="number">${theory}</td>` : undefined}
      </tr>
    `;
  });
  const caption = captionOf(levels);
  return scrollable(
    caption,
    html`
      <table class="statistics">
        <caption>${caption}</caption>
        <thead>
          <tr>
            <th scope="col">Statistic</th>
            <th scope="col" class="number">Measured</th>
            ${withTheory ? html`<th scope="col" class="number">Theory</th>` : undefined}
          </tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    `,
  );
}

/** A count, or a share of what was looked at, is known: its interval is a point, of level 1. */
function hasInterval({ level }: StatisticData): boolean {
  return level < 1;
}

function captionOf(levels: readonly number[]): string {
  if (levels.length === 0) return 'Measured';
  return levels.length === 1
    ? `Measured, with ${formatShare(levels[0])} intervals`
    : 'Measured, with intervals';
}

function measuredMarkup(statistic: StatisticData, oneLevel: boolean): Markup | string {
  if (!hasInterval(statistic)) return formatNumber(orNaN(statistic.value));
  const level = oneLevel ? '' : ` (${formatShare(statistic.level)})`;
  const [value, interval] = formatEstimate(measured(statistic)).split(/ (?=\[)/);
  return html`${value} <span class="interval">${interval}${level}</span>`;
}

function measured({ name, value, low, high, level }: StatisticData): Statistic {
  // In JSON null stands for a bound that is not finite; on the page an open end is shown as such.
  return { name, value: orNaN(value), low: low ?? -Infinity, high: high ?? Infinity, level };
}

function orNaN(value: number | null): number {
  return value ?? Number.NaN;
}

function controlList({ controls }: ClaimData): Markup | undefined {
  if (controls.length === 0) return undefined;
  const items = controls.map(({ name, passed, value }) => {
    const [className, sign, word] = passed ? ['passed', '✓', 'Passed'] : ['missed', '✗', 'Failed'];
    return html`
      <li class="${className}">
        <span class="sign" aria-hidden="true">${sign}</span><strong>${word}:</strong>
        ${name}
        <span class="value">(${value})</span>
      </li>
    `;
  });
  return html`
    <section class="controls">
      <h4>Controls</h4>
      <ul>${items}</ul>
    </section>
  `;
}

function methodList(claim: ClaimData): Markup {
  const rows: readonly (readonly [string, Markup | undefined])[] = [
    ['What was run', html`${withLinks(claim.experiment)}`],
    ['Acceptance rule', html`${withLinks(claim.rule)}`],
    ['Departs from the source', claim.deviation === undefined ? undefined : withLinks(claim.deviation)],
    ['Computing time', claim.seconds > 0 ? html`${formatDuration(claim.seconds)}` : undefined],
    ['Run it alone', commandMarkup(claim.command)],
  ];
  const shown = rows.filter(([, content]) => content !== undefined);
  const items = shown.map(
    ([name, content]) => html`
      <dt>${name}</dt>
      <dd>${content}</dd>
    `,
  );
  return html`<dl class="method">${items}</dl>`;
}

/** A command that breaks between options only. */
function commandMarkup(command: string): Markup {
  const words = command.split(/ (?=--)/).map((word) => html`<span class="option">${word}</span> `);
  return html`<code class="command">${words}</code>`;
}

function sentence(title: string): string {
  return /[.?!]$/.test(title) ? title : `${title}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
