import { html, type Markup } from '../page/markup.js';
import { factList } from '../page/page.js';
import { formatDuration } from '../number.js';
import type { ClaimData, ReportData } from './schema.js';
import { badge, endingOf, endings } from './verdictBadge.js';

const profiles: Readonly<Record<ReportData['profile'], string>> = {
  smoke:
    'This is a smoke run: every experiment at its smallest size, to see that all of it works. Intervals ' +
    'are wide and verdicts are weak evidence; use the profile quick or paper for results to build on.',
  quick:
    'This is a quick run: every experiment at a size for minutes on a small machine. Its intervals are ' +
    'honest, and wider than those of the profile paper, which runs the published grids.',
  paper:
    'This run has samples that are large enough for small effects, and takes up to eight core hours for a ' +
    'claim.',
  published: 'This run has the whole grids of the authors.',
};

const groups: Readonly<Record<ClaimData['group'], string>> = {
  brownian: 'Under the Brownian assumption',
  framework: 'The framework',
  levy: 'Under the Lévy assumption',
  finding: 'Findings on networks',
  beyond: 'Beyond the paper',
};

/** One line: “9 claims: 5 supported, 3 refuted, 1 undecided.” */
export function summaryLine(claims: readonly ClaimData[]): string {
  const counts = endings
    .map((ending) => ({ ending, count: claims.filter((claim) => endingOf(claim) === ending).length }))
    .filter(({ count }) => count > 0)
    .map(({ ending, count }) => `${count} ${ending}`);
  const all = claims.length === 1 ? '1 claim' : `${claims.length} claims`;
  return counts.length === 0 ? `${all}.` : `${all}: ${counts.join(', ')}.`;
}

/** Top of the page: what this is, how it came out, and how strong it is. */
export function summarySection(data: ReportData): Markup {
  const { claims, environment, profile, seed, version } = data;
  const seconds = claims.reduce((sum, claim) => sum + claim.seconds, 0);
  const { dataset, furtherDatasets = [] } = environment;
  const names = (dataset ? [dataset, ...furtherDatasets] : []).map(({ name }) => name);
  const facts: readonly (readonly [string, string])[] = [
    ['Profile', profile],
    ['Seed', String(seed)],
    ...(names.length === 0
      ? []
      : [[names.length === 1 ? 'Data set' : 'Data sets', names.join(', ')] as const]),
    ['Computing time', formatDuration(seconds)],
    ['Date', `${environment.date.slice(0, 16).replace('T', ' ')} UTC`],
    ['Version', `heavytail ${version}`],
  ];
  return html`
    <header>
      <h1>The heavy-tailed theory of SGD, claim by claim</h1>
      <p class="summary">${summaryLine(claims)}</p>
      <p class="profile ${profile}">${profiles[profile]}</p>
      ${factList(facts)}
    </header>
  `;
}

/** One row a claim, grouped by the assumption under which it is made. */
export function verdictTable(claims: readonly ClaimData[]): Markup {
  const order = [...new Set(claims.map(({ group }) => group))];
  const rows = order.map((group) =>
    groupRows(
      group,
      claims.filter((claim) => claim.group === group),
    ),
  );
  return html`
    <section aria-labelledby="verdicts">
      <h2 id="verdicts">Verdicts</h2>
      <p>
        Each claim has an acceptance rule that was fixed before the run. <em>Supported</em>: the rule holds.
        <em>Refuted</em>: the measurement contradicts the claim. <em>Undecided</em>: the interval is too wide
        to tell, or a control failed.
      </p>
      <table class="verdicts cards" role="table">
        <caption>Verdict on each claim, with the sentence that carries it</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">Claim</th>
            <th scope="col" role="columnheader">Verdict</th>
            <th scope="col" role="columnheader">Why</th>
          </tr>
        </thead>
        ${rows}
      </table>
    </section>
  `;
}

function groupRows(group: ClaimData['group'], claims: readonly ClaimData[]): Markup {
  const rows = claims.map(
    (claim) => html`
      <tr role="row">
        <th scope="row" role="rowheader">
          <a href="#${claim.id}">${claim.title}</a>
          <code>${claim.id}</code>
        </th>
        <td role="cell">${badge(endingOf(claim))}</td>
        <td role="cell">${claim.reason}</td>
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
