import { html, type Markup } from '../page/markup.js';
import type { ClaimData } from './schema.js';

/** How a claim ended, as one of the words that the page uses. */
export type Ending = 'supported' | 'refuted' | 'undecided' | 'failed to run' | 'not finished';

/** Word order of summaries. */
export const endings: readonly Ending[] = [
  'supported',
  'refuted',
  'undecided',
  'failed to run',
  'not finished',
];

const signs: Readonly<Record<Ending, string>> = {
  supported: '✓',
  refuted: '✗',
  undecided: '?',
  'failed to run': '!',
  'not finished': '…',
};

/** How a claim ended. */
export function endingOf({ status, verdict }: Pick<ClaimData, 'status' | 'verdict'>): Ending {
  if (status === 'judged') return verdict;
  return status === 'failed' ? 'failed to run' : 'not finished';
}

/** Word, sign and colour of an ending. */
export function badge(ending: Ending): Markup {
  const sign = html`<span aria-hidden="true">${signs[ending]}</span>`;
  return html`<span class="badge ${classOf(ending)}">${sign} ${ending}</span>`;
}

/** The class by which the style sheet knows an ending. */
export function classOf(ending: Ending): string {
  return ending.replaceAll(' ', '-');
}
