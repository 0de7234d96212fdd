import { claimKinds } from '../../claim/index.js';
import { claimSection } from './claimSection.js';
import { conclusionSection } from './conclusionSection.js';
import { contentsList } from './contents.js';
import { html } from '../page/markup.js';
import { methodsSection } from './methods.js';
import { page } from '../page/page.js';
import { provenanceSection, referenceSection } from './provenance.js';
import type { Report } from './reportData.js';
import { reportStyle } from './style.js';
import { summaryLine, summarySection } from './summary.js';
import { verdictTables } from './verdictTables.js';

/** So few claims are shown unfolded. */
const fewClaims = 3;

/**
 * The report as one HTML page that stands alone: no network and no script are needed to read it. Links
 * lead to the files beside it and to the literature.
 *
 * @param report - what it shows
 * @param formats - in which figures lie beside the page
 */
export function htmlOf({ data, figures, tables }: Report, formats: readonly string[] = ['svg']): string {
  const claims = claimKinds.flatMap(({ kind }) => data.claims.filter((claim) => claim.kind === kind));
  const conclusion = conclusionSection(data.conclusion);
  const references = referenceSection(claims);
  const sections = claims.map((claim) =>
    claimSection(
      claim,
      figures.filter((figure) => figure.claim === claim.id),
      tables.filter((table) => table.claim === claim.id),
      { unfolded: claims.length <= fewClaims, formats },
    ),
  );
  const parts: readonly (readonly [string, string])[] = [
    ...(conclusion === undefined ? [] : [['conclusion', 'What the verdicts say'] as const]),
    ['verdicts', 'Verdicts'],
    ['claims', 'Claim by claim'],
    ['methods', 'How the verdicts were made'],
    ['provenance', 'How to get these numbers again'],
    ...(references === undefined ? [] : [['references', 'References'] as const]),
  ];
  const first = parts[0][0];
  return page({
    title: `Heavy-tailed theory of SGD: ${summaryLine(data.claims)}`,
    version: data.version,
    description: summaryLine(data.claims),
    skipTo: { id: first, what: first === 'conclusion' ? 'what the verdicts say' : 'the verdicts' },
    style: reportStyle(),
    content: html`
      ${summarySection(data)}
      ${contentsList(parts, claims)}
      ${conclusion}
      ${verdictTables(claims)}
      <section aria-labelledby="claims">
        <h2 id="claims">Claim by claim</h2>
        ${sections}
      </section>
      ${methodsSection(claims)}
      ${provenanceSection(data)}
      ${references}
    `,
  });
}
