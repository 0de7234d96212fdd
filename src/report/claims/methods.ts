import { html, type Markup } from '../page/markup.js';
import { formatDuration } from '../number.js';
import type { ClaimData } from './schema.js';

/** How verdicts come about, and how long each claim took. */
export function methodsSection(claims: readonly ClaimData[]): Markup {
  return html`
    <section aria-labelledby="methods">
      <h2 id="methods">How the verdicts were made</h2>
      <p>
        Every acceptance rule was fixed before the run that it judges. The rules were fixed after a pilot on
        MNIST with seeds 1 to 3 and on procedural digits with seed 1, so with these a verdict describes the
        data that the rules were made on. The page docs/verdicts.md of heavytail has verdicts with seeds and
        data sets that nobody had looked at before.
      </p>
      <p>
        An experiment looks at worlds where the answer is known as well. If such a control fails, the claim is
        undecided, whatever else was measured.
      </p>
      ${timesTable(claims.filter(({ seconds }) => seconds > 0))}
    </section>
  `;
}

/** Computing time by claim, the longest first, beside what the plan had said. */
function timesTable(claims: readonly ClaimData[]): Markup | undefined {
  if (claims.length === 0) return undefined;
  const estimated = claims.some(({ estimatedSeconds }) => estimatedSeconds !== undefined);
  const rows = claims
    .toSorted((a, b) => b.seconds - a.seconds)
    .map(
      ({ id, title, seconds, estimatedSeconds }) => html`
      <tr>
        <th scope="row"><a href="#${id}">${title}</a></th>
        <td class="number">${formatDuration(seconds)}</td>
        ${estimated ? html`<td class="number">${estimateText(estimatedSeconds)}</td>` : undefined}
      </tr>
    `,
    );
  const all = claims.reduce((sum, { seconds }) => sum + seconds, 0);
  return html`
    <details class="data">
      <summary>Computing time of each claim (${formatDuration(all)} in all, on one core)</summary>
      <table class="times">
        <caption class="hidden">Computing time of each claim</caption>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col" class="number">Computing time</th>
            ${estimated ? html`<th scope="col" class="number">Estimated by the plan</th>` : undefined}
          </tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </details>
  `;
}

function estimateText(seconds: number | undefined): string {
  return seconds === undefined ? '–' : formatDuration(seconds);
}
