import { html, type Markup } from '../page/markup.js';
import { arxivNumbers, referenceList } from '../page/references.js';
import type { ClaimData, ReportData } from './schema.js';

/** End of the page: all that is needed to get the same numbers again, and the literature. */
export function provenanceSection(data: ReportData): Markup {
  const { version, build, profile, seed, environment } = data;
  const { dataset, furtherDatasets = [] } = environment;
  const rows: readonly (readonly [string, Markup | string | undefined])[] = [
    ['Version', `heavytail ${version}`],
    ['Fingerprint of the code', build === undefined ? undefined : html`<code>${build}</code>`],
    ['Command', html`<code>heavytail reproduce --seed ${seed} --profile ${profile}</code>`],
    ['Date', environment.date],
    ['Node', environment.node],
    ['Processor', `${environment.cpu}, ${environment.cores} ${environment.cores === 1 ? 'core' : 'cores'}`],
    ['Memory', `${environment.memoryGiB} GiB`],
    ['Platform', environment.platform],
    ...(dataset ? [dataset, ...furtherDatasets] : []).flatMap(
      ({ name, origin, trainExamples, testExamples, checksum }) =>
        [
          ['Data set', `${name}: ${origin}`],
          ['Examples', `${trainExamples} to train, ${testExamples} to test`],
          ['sha256 of the data', html`<code>${checksum}</code>`],
        ] as const,
    ),
  ];
  const shown = rows.filter(([, value]) => value !== undefined);
  const table = shown.map(
    ([name, value]) => html`
      <tr>
        <th scope="row">${name}</th>
        <td>${value}</td>
      </tr>
    `,
  );
  return html`
    <section aria-labelledby="provenance">
      <h2 id="provenance">How to get these numbers again</h2>
      <p>
        All randomness comes from the seed. The same version, seed, profile and data give the same numbers
        to the last bit, on any number of workers.
      </p>
      <table class="provenance">
        <caption class="hidden">Version, machine and data of this run</caption>
        <tbody>${table}</tbody>
      </table>
      <p class="files">
        Beside this page: <a href="report.json">report.json</a>,
        <a href="results.parquet">results.parquet</a>, and the folders figures and tables.
      </p>
    </section>
  `;
}

/** The literature that the claims name; nothing where they name none. */
export function referenceSection(claims: readonly ClaimData[]): Markup | undefined {
  const texts = claims.flatMap(({ source, statement, rule, experiment, deviation, reason }) => [
    source,
    statement,
    rule,
    experiment,
    deviation ?? '',
    reason,
  ]);
  const numbers = arxivNumbers(texts);
  if (numbers.length === 0) return undefined;
  return html`
    <section aria-labelledby="references">
      <h2 id="references">References</h2>
      ${referenceList(numbers)}
    </section>
  `;
}
