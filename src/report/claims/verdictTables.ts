import { claimKinds } from '../../claim/index.js';
import { html, type Markup } from '../page/markup.js';
import { filterForm } from './filter.js';
import type { ClaimData } from './schema.js';
import { countsOf } from './summary.js';
import { badge, classOf, endingOf } from './verdictBadge.js';

const groups: Readonly<Record<ClaimData['group'], string>> = {
  brownian: 'Under the Brownian assumption',
  framework: 'The framework',
  levy: 'Under the Lévy assumption',
  finding: 'In the training of networks',
  beyond: 'Beyond the paper',
};

/** A table for each kind of claims: one row a claim, grouped by the assumption under which it is made. */
export function verdictTables(claims: readonly ClaimData[]): Markup {
  const tables = claimKinds.map(({ kind, many }) =>
    kindTable(
      many,
      claims.filter((claim) => claim.kind === kind),
    ),
  );
  return html`
    <section aria-labelledby="verdicts">
      <h2 id="verdicts">Verdicts</h2>
      <p>
        Each claim has an acceptance rule that was fixed before the run. <em>Supported</em>: the rule holds.
        <em>Refuted</em>: the measurement contradicts the claim; <em>as stated</em>: it holds for a part of
        what it says, which is named. <em>Undecided</em>: the interval is too wide to tell, or a control
        failed.
      </p>
      ${filterForm(claims)}
      ${tables}
    </section>
  `;
}

function kindTable(title: string, claims: readonly ClaimData[]): Markup | undefined {
  if (claims.length === 0) return undefined;
  const order = [...new Set(claims.map(({ group }) => group))];
  const bodies = order.map((group) =>
    groupRows(
      group,
      claims.filter((claim) => claim.group === group),
    ),
  );
  // Roles are spelled out because the style sheet of phones turns rows into blocks.
  return html`
    <table class="verdicts cards" role="table" data-kind="${claims[0].kind}">
      <caption><strong>${title}</strong>: ${countsOf(claims)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Claim</th>
          <th scope="col" role="columnheader">Verdict</th>
          <th scope="col" role="columnheader">Why</th>
        </tr>
      </thead>
      ${bodies}
    </table>
  `;
}

function groupRows(group: ClaimData['group'], claims: readonly ClaimData[]): Markup {
  const rows = claims.map(
    (claim) => html`
      <tr role="row" data-verdict="${classOf(endingOf(claim))}">
        <th scope="row" role="rowheader">
          <a href="#${claim.id}">${claim.title}</a>
          <code>${claim.id}</code>
        </th>
        <td role="cell">${badge(claim)}</td>
        <td role="cell">${scopeMarkup(claim)}${claim.reason}</td>
      </tr>
    `,
  );
  return html`
    <tbody role="rowgroup">
      <tr role="row" class="group">
        <th scope="rowgroup" colspan="3" role="rowheader">${groups[group]}</th>
      </tr>
      ${rows}
    </tbody>
  `;
}

/** Where a statement holds and where it does not, before the reason. */
export function scopeMarkup({ scope }: { readonly scope?: string }): Markup | undefined {
  if (scope === undefined) return undefined;
  const sentence = scope.charAt(0).toUpperCase() + scope.slice(1);
  return html`<strong class="scope">${/[.!?]$/.test(sentence) ? sentence : `${sentence}.`}</strong> `;
}
