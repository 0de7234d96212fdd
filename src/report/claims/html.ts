import { claimSection } from './claimSection.js';
import { html } from '../page/markup.js';
import { page } from '../page/page.js';
import { provenanceSection } from './provenance.js';
import type { Report } from './reportData.js';
import { summaryLine, summarySection, verdictTable } from './summary.js';

/**
 * The report as one HTML page that stands alone: no network and no script are needed to read it. Links
 * lead to the files beside it and to the literature.
 */
export function htmlOf({ data, figures, tables }: Report): string {
  const sections = data.claims.map((claim) =>
    claimSection(
      claim,
      figures.filter((figure) => figure.claim === claim.id),
      tables.filter((table) => table.claim === claim.id),
    ),
  );
  return page({
    title: `Heavy-tailed theory of SGD: ${summaryLine(data.claims)}`,
    version: data.version,
    description: summaryLine(data.claims),
    skipTo: { id: 'verdicts', what: 'the verdicts' },
    content: html`
      ${summarySection(data)}
      ${verdictTable(data.claims)}
      <section aria-labelledby="claims">
        <h2 id="claims">Claim by claim</h2>
        ${sections}
      </section>
      ${provenanceSection(data)}
    `,
  });
}
