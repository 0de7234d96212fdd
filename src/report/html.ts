import { claimSection } from './claimSection.js';
import { html, Markup } from './markup.js';
import { provenanceSection } from './provenance.js';
import type { Report } from './reportData.js';
import { pageStyle } from './style.js';
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
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="heavytail ${data.version}">
<meta name="description" content="${summaryLine(data.claims)}">
<title>Heavy-tailed theory of SGD: ${summaryLine(data.claims)}</title>
<style>${new Markup(pageStyle())}</style>
</head>
<body>
<a class="skip" href="#verdicts">Skip to the verdicts</a>
<main>
${summarySection(data)}${verdictTable(data.claims)}<section aria-labelledby="claims">
<h2 id="claims">Claim by claim</h2>
${sections}</section>
${provenanceSection(data)}</main>
</body>
</html>
`.text;
}
