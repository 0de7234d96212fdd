import { claimKinds } from '../../claim/index.js';
import { html, Markup } from '../page/markup.js';
import type { ClaimData } from './schema.js';
import { classOf, endingOf, endings } from './verdictBadge.js';

/**
 * Choice of the claims that the page shows, by verdict and kind. It works without script: the style sheet
 * looks at which radio buttons are chosen. Paper has all claims, whatever is chosen.
 */

/** So few claims are seen at a glance. */
const fewest = 4;

/** Two groups of radio buttons; nothing where there is nothing to choose. */
export function filterForm(claims: readonly ClaimData[]): Markup | undefined {
  if (claims.length < fewest) return undefined;
  const found = endings.filter((ending) => claims.some((claim) => endingOf(claim) === ending));
  const kinds = claimKinds.filter(({ kind }) => claims.some((claim) => claim.kind === kind));
  const verdicts = found.map((ending): Choice => [classOf(ending), ending]);
  // Browsers would keep a choice over a reload, in which claims may be missing that a reader expects.
  return html`
    <form class="filter" autocomplete="off" aria-label="Choose which claims are shown">
      ${choices('verdict', 'Verdict', verdicts)}
      ${choices(
        'kind',
        'Kind',
        kinds.map(({ kind, many }): Choice => [kind, many.toLowerCase()]),
      )}
      <p class="no-match">No claim of this kind has this verdict.</p>
    </form>
  `;
}

type Choice = readonly [value: string, label: string];

function choices(name: string, legend: string, values: readonly Choice[]): Markup | undefined {
  if (values.length < 2) return undefined;
  const all: readonly Choice[] = [['all', 'all'], ...values];
  const buttons = all.map(([value, label]) => {
    const checked = value === 'all' ? new Markup(' checked') : undefined;
    const id = `show-${name}-${value}`;
    return html`
      <input type="radio" id="${id}" name="${name}" value="${value}"${checked}>
      <label for="${id}">${label}</label>
    `;
  });
  return html`
    <fieldset>
      <legend>${legend}</legend>
      ${buttons}
    </fieldset>
  `;
}

/** What the style sheet hides for each choice. */
export function filterStyle(): string {
  const verdicts = endings.map(classOf);
  const kinds = claimKinds.map(({ kind }) => kind);
  const lists = ':is(.verdicts,.verdicts tbody,.contents [data-kind])';
  const chosen = (name: string, value: string) => `main:has(#show-${name}-${value}:checked)`;
  const hidden = [
    ...verdicts.flatMap((verdict) => [
      `${chosen('verdict', verdict)} [data-verdict]:not([data-verdict=${verdict}])`,
      `${chosen('verdict', verdict)} ${lists}:not(:has([data-verdict=${verdict}]))`,
    ]),
    ...kinds.map((kind) => `${chosen('kind', kind)} [data-kind]:not([data-kind=${kind}])`),
  ];
  const none = kinds.flatMap((kind) =>
    verdicts.map(
      (verdict) =>
        `${chosen('kind', kind)}:has(#show-verdict-${verdict}:checked)` +
        `:not(:has(details[data-kind=${kind}][data-verdict=${verdict}])) .no-match`,
    ),
  );
  return `@media screen{${hidden.join(',')}{display:none}${none.join(',')}{display:block}}`;
}
