import {
  analysisFigure,
  type AnalysisReport,
  type MatrixAnalysis,
  type TensorReport,
} from '../analysis/index.js';
import { figureMarkup } from './page/figureMarkup.js';
import { html, type Markup } from './page/markup.js';
import { formatNumber } from './number.js';
import { factList, page, scrollable } from './page/page.js';

/** How a verdict is coloured: as the badges of claims are. */
const looks: Readonly<Record<TensorReport['verdict'], string>> = {
  gaussian: 'supported',
  'gaussian-anisotropic': 'supported',
  'heavy-tailed': 'refuted',
  'alpha-stable': 'refuted',
  'light-tailed': 'supported',
  'not-enough-data': 'undecided',
  invalid: 'undecided',
};

/**
 * An analysis as one HTML page that stands alone: no network and no script are needed to read it.
 *
 * @param report - what was found
 * @param analyses - of the report's tensors, in their order
 */
export function analysisPage(report: AnalysisReport, analyses: readonly MatrixAnalysis[]): string {
  const { tensors, skipped, sentence, version, seed, inputs } = report;
  const sections = tensors.map((tensor, i) => tensorSection(tensor, analyses[i], i));
  return page({
    title: `Gradient noise: ${sentence}`,
    version,
    skipTo: { id: 'tensors', what: 'the tensors' },
    content: html`
      <header>
        <h1>Gradient noise, tensor by tensor</h1>
        <p class="summary">${sentence}</p>
        ${factList([
          ['Input', inputs.join(', ')],
          ['Seed', String(seed)],
          ['Version', `heavytail ${version}`],
        ])}
      </header>
      <section aria-labelledby="tensors">
        <h2 id="tensors">Verdicts</h2>
        ${verdictTable(tensors)}
      </section>
      ${sections}
      ${remarkSection(report)}
      ${skippedSection(skipped)}
    `,
  });
}

function verdictTable(tensors: AnalysisReport['tensors']): Markup {
  const caption = 'Verdict on each tensor';
  return scrollable(
    caption,
    html`
      <table>
        <caption>${caption}</caption>
        <thead>
          <tr>
            <th scope="col">Tensor</th>
            <th scope="col" class="number">Minibatches × coordinates</th>
            <th scope="col" class="number">Tail index</th>
            <th scope="col" class="number">Published statistic (of Gaussian noise)</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>${tensors.map(rowOf)}</tbody>
      </table>
    `,
  );
}

function badge(verdict: TensorReport['verdict']): Markup {
  return html`<span class="badge ${looks[verdict]}">${verdict}</span>`;
}

function titleOf({ name, file, step }: TensorReport): string {
  return `${name || file}${step === null ? '' : `, step ${step}`}`;
}

function rowOf(tensor: TensorReport, index: number): Markup {
  const { minibatches, coordinates, acrossMinibatches: across, pooled } = tensor;
  const shown = (value: number | null | undefined) => (value == null ? '–' : formatNumber(value, 3));
  const high = pooled?.surrogateHigh === null ? '∞' : shown(pooled?.surrogateHigh);
  const range = pooled?.surrogateLow == null ? '–' : `${shown(pooled.surrogateLow)} to ${high}`;
  return html`
    <tr>
      <th scope="row"><a href="#tensor-${index}">${titleOf(tensor)}</a></th>
      <td class="number">${minibatches} × ${coordinates}</td>
      <td class="number">${shown(across?.tailIndex)}</td>
      <td class="number">${shown(pooled?.published)} (${range})</td>
      <td>${badge(tensor.verdict)}</td>
    </tr>
  `;
}

function tensorSection(tensor: TensorReport, analysis: MatrixAnalysis, index: number): Markup {
  const figure = analysisFigure(`tensor-${index}`, titleOf(tensor), analysis);
  const models = tensor.acrossMinibatches?.models ?? [];
  return html`
    <article id="tensor-${index}" aria-labelledby="tensor-${index}-title">
      <header>
        <h3 id="tensor-${index}-title">${titleOf(tensor)}</h3>
        ${badge(tensor.verdict)}
      </header>
      <p class="verdict">${tensor.sentence}</p>
      ${figure === undefined ? undefined : figureMarkup(figure, figure.caption)}
      ${models.length === 0 ? undefined : modelTable(models)}
      <p class="files"><code>${tensor.file}</code></p>
      <p class="back"><a href="#tensors">All tensors</a></p>
    </article>
  `;
}

function modelTable(models: NonNullable<TensorReport['acrossMinibatches']>['models']): Markup {
  const rows = models.map(
    ({ name, heldOutLogLikelihood, vuongZ, rejected, acceptance }) => html`
      <tr>
        <th scope="row">${name}</th>
        <td class="number">${formatNumber(heldOutLogLikelihood, 5)}</td>
        <td class="number">${vuongZ === null ? '–' : formatNumber(vuongZ, 3)}</td>
        <td>${rejected ? 'beaten' : 'stands'}</td>
        <td class="number">${acceptance === null ? '–' : `${(100 * acceptance).toFixed(0)} %`}</td>
      </tr>
    `,
  );
  const caption = 'Laws fitted to half of the minibatches, scored on the other half';
  const table = html`
    <table>
      <caption>${caption}</caption>
      <thead>
        <tr>
          <th scope="col">Law</th>
          <th scope="col" class="number">Mean log likelihood</th>
          <th scope="col" class="number">Vuong z against the best</th>
          <th scope="col">At p = 0.001</th>
          <th scope="col" class="number">Columns that pass Kolmogorov-Smirnov at 5 %</th>
        </tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>
  `;
  return scrollable(caption, table);
}

function remarkSection({ notes, warnings }: AnalysisReport): Markup | undefined {
  const sentences = [...warnings.map((text) => `Warning: ${text}`), ...notes];
  if (sentences.length === 0) return undefined;
  return listSection('input', 'How the input was read', sentences);
}

/** File and name, as far as the reason does not tell them. */
function whatOf(file: string, name: string, reason: string): Markup | undefined {
  const what = [file, name].filter((part) => part !== '' && !reason.includes(part)).join(': ');
  return what === '' ? undefined : html`<code>${what}</code> `;
}

function skippedSection(skipped: AnalysisReport['skipped']): Markup | undefined {
  if (skipped.length === 0) return undefined;
  const items = skipped.map(({ file, name, reason }) => html`${whatOf(file, name, reason)}${reason}`);
  return listSection('skipped', 'Skipped', items);
}

function listSection(id: string, title: string, items: readonly (Markup | string)[]): Markup {
  return html`
    <section aria-labelledby="${id}">
      <h2 id="${id}">${title}</h2>
      <ul>${items.map((item) => html`<li>${item}</li>`)}</ul>
    </section>
  `;
}
