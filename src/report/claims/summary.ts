import { claimKinds } from '../../claim/index.js';
import { html, type Markup } from '../page/markup.js';
import { factList } from '../page/page.js';
import { formatDuration } from '../number.js';
import type { ClaimData, ReportData } from './schema.js';
import { endingOf, endings } from './verdictBadge.js';

const profiles: Readonly<Record<ReportData['profile'], string>> = {
  smoke:
    'This is a smoke run: every experiment at its smallest size, to see that all of it works. Intervals ' +
    'are wide and verdicts are weak evidence; use the profile quick or paper for results to build on.',
  quick:
    'This is a quick run: every experiment at a size for minutes on a small machine. Its intervals are ' +
    'honest, and wider than those of the profile paper.',
  paper:
    'This run has samples that are large enough for small effects, and takes up to eight core hours for a ' +
    'claim.',
  published: 'This run has the whole grids of the authors.',
};

/** How often each ending is among the claims: “5 supported, 3 refuted, 1 undecided”. */
export function countsOf(claims: readonly ClaimData[]): string {
  return endings
    .map((ending) => ({ ending, count: claims.filter((claim) => endingOf(claim) === ending).length }))
    .filter(({ count }) => count > 0)
    .map(({ ending, count }) => `${count} ${ending}`)
    .join(', ');
}

/** Counts by kind: “Findings on networks: 1 supported, 3 refuted. Theorem checks: 6 supported.” */
export function summaryLine(claims: readonly ClaimData[]): string {
  const kinds = claimKinds.flatMap(({ kind, many }) => {
    const counts = countsOf(claims.filter((claim) => claim.kind === kind));
    return counts === '' ? [] : [`${many}: ${counts}.`];
  });
  return kinds.length === 0 ? '0 claims.' : kinds.join(' ');
}

/** The counts by kind, a line each. */
function countList(claims: readonly ClaimData[]): Markup {
  const kinds = claimKinds.flatMap(({ kind, many }) => {
    const counts = countsOf(claims.filter((claim) => claim.kind === kind));
    return counts === '' ? [] : [html`<li><strong>${many}</strong>: ${counts}</li>`];
  });
  return kinds.length === 0 ? html`<p>0 claims.</p>` : html`<ul class="counts">${kinds}</ul>`;
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
      ${countList(claims)}
      <p class="profile ${profile}">${profiles[profile]}</p>
      ${factList(facts)}
    </header>
  `;
}
