import katex from 'katex';
import { html, Markup } from './markup.js';

/**
 * A formula in TeX as MathML, which browsers show without fonts or styles; as its source where TeX is at
 * fault.
 */
export function formulaOf(tex: string): Markup {
  try {
    const mathml = katex.renderToString(tex, { output: 'mathml', displayMode: true, throwOnError: true });
    return html`
      <div class="formula" tabindex="0" role="group" aria-label="Formula">${new Markup(mathml)}</div>
    `;
  } catch {
    return html`<div class="formula"><code>${tex}</code></div>`;
  }
}
