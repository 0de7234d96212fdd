import { claimKinds } from '../../claim/index.js';
import { html, type Markup } from '../page/markup.js';
import type { ClaimData } from './schema.js';
import { classOf, endingOf, signOf, wordsOf } from './verdictBadge.js';

/**
 * List of contents: the parts of the page, and every claim by kind. Wide screens have it beside the text;
 * on others the tables of verdicts are the list of claims.
 *
 * @param parts - of the page: ids and titles; claims stand below the part of id "claims"
 * @param claims - in the order of the page
 */
export function contentsList(
  parts: readonly (readonly [id: string, title: string])[],
  claims: readonly ClaimData[],
): Markup {
  const items = parts.map(
    ([id, title]) => html`
      <li><a href="#${id}">${title}</a>${id === 'claims' ? claimLists(claims) : undefined}</li>
    `,
  );
  return html`
    <nav class="contents" aria-label="Contents">
      <ul>${items}</ul>
    </nav>
  `;
}

function claimLists(claims: readonly ClaimData[]): Markup {
  const kinds = claimKinds.map(({ kind, many }) => {
    const mine = claims.filter((claim) => claim.kind === kind);
    return mine.length === 0
      ? undefined
      : html`
          <li data-kind="${kind}">
            <span class="kind">${many}</span>
            <ul>${mine.map(claimItem)}</ul>
          </li>
        `;
  });
  return html`<ul class="kinds">${kinds}</ul>`;
}

function claimItem(claim: ClaimData): Markup {
  const ending = endingOf(claim);
  return html`
    <li data-verdict="${classOf(ending)}">
      <span class="sign ${classOf(ending)}">${signOf(ending)}</span>
      <a href="#${claim.id}">${claim.title}<span class="hidden">, ${wordsOf(claim)}</span></a>
    </li>
  `;
}
