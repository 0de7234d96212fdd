import type { ClaimVerdict } from '../../evidence/index.js';
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

/** What a badge is made for: a claim, or a part of one, which was judged. */
interface Badged {
  readonly status?: ClaimData['status'];
  readonly verdict: ClaimVerdict;
  readonly scope?: string;
}

/** The ending in words: what is refuted, but has a scope in which it holds, is refuted as stated. */
export function wordsOf({ status = 'judged', verdict, scope }: Badged): string {
  const ending = endingOf({ status, verdict });
  return ending === 'refuted' && scope !== undefined ? 'refuted as stated' : ending;
}

/** Word, sign and colour of an ending. */
export function badge(badged: Badged): Markup {
  const { status = 'judged', verdict } = badged;
  const ending = endingOf({ status, verdict });
  return html`<span class="badge ${classOf(ending)}">${signOf(ending)} ${wordsOf(badged)}</span>`;
}

/** The sign of an ending, which screen readers leave out. */
export function signOf(ending: Ending): Markup {
  return html`<span aria-hidden="true">${signs[ending]}</span>`;
}

/** The class by which the style sheet knows an ending. */
export function classOf(ending: Ending): string {
  return ending.replaceAll(' ', '-');
}
