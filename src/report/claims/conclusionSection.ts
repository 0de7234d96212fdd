import { html, type Markup } from '../page/markup.js';
import { withLinks } from '../page/references.js';
import type { Conclusion, ConclusionSection, ConclusionSentence } from './schema.js';

/** The answer on top of the page: questions with the sentences that verdicts give to them. */
export function conclusionSection({ sections }: Conclusion): Markup | undefined {
  if (sections.length === 0) return undefined;
  return html`
    <section class="conclusion" aria-labelledby="conclusion">
      <h2 id="conclusion">What the verdicts say together</h2>
      ${sections.map(questionMarkup)}
    </section>
  `;
}

function questionMarkup({ topic, question, answer, sentences }: ConclusionSection): Markup {
  return html`
    <section class="question" aria-labelledby="question-${topic}">
      <h3 id="question-${topic}">${question}</h3>
      ${answer === undefined ? undefined : html`<p class="answer">${answer}</p>`}
      ${sentences.length === 0 ? undefined : html`<ul>${sentences.map(sentenceMarkup)}</ul>`}
    </section>
  `;
}

function sentenceMarkup({ text, claims }: ConclusionSentence): Markup {
  const from =
    claims.length === 1
      ? html` <a class="from" href="#${claims[0]}"><code>${claims[0]}</code></a>`
      : undefined;
  return html`<li>${withLinks(text)}${from}</li>\n`;
}
