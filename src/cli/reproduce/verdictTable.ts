import type { ClaimOutcome } from '../../sweep/index.js';
import { painter, shownOn, wrap, type Colour, type Terminal } from '../terminal.js';

/** Colour of each verdict wherever it is shown. */
export const verdictColours: Readonly<Record<string, Colour>> = {
  supported: 'green',
  refuted: 'red',
  undecided: 'yellow',
  'failed to run': 'red',
};

/** A column of reasons that is narrower has more breaks than words. */
const narrowest = 36;

/**
 * One row per claim that has ended: its id, its verdict, and the sentence with the number behind it. On a
 * narrow terminal the sentence stands below.
 */
export function verdictTable(outcomes: readonly ClaimOutcome[], terminal: Terminal): string {
  const paint = painter(terminal);
  const rows = outcomes.flatMap(rowOf).map((row) => ({ ...row, reason: shownOn(row.reason, terminal) }));
  const idWidth = Math.max(5, ...rows.map(({ id }) => id.length));
  const verdictWidth = Math.max(7, ...rows.map(({ verdict }) => verdict.length));
  const indent = idWidth + verdictWidth + 4;
  const reasonWidth = Math.min(terminal.columns, 100) - indent;
  if (reasonWidth < narrowest) {
    const below = rows.flatMap(({ id, verdict, reason }) => [
      `${paint(id, 'bold')}  ${paint(verdict, verdictColours[verdict])}`,
      ...wrap(reason, terminal.columns - 2).map((line) => `  ${line}`),
    ]);
    return `${below.join('\n')}\n`;
  }
  const lines = rows.flatMap(({ id, verdict, reason }) => {
    const [first, ...others] = wrap(reason, reasonWidth);
    const word = paint(verdict.padEnd(verdictWidth), verdictColours[verdict]);
    return [`${id.padEnd(idWidth)}  ${word}  ${first}`, ...others.map((line) => ' '.repeat(indent) + line)];
  });
  const title = `${'Claim'.padEnd(idWidth)}  ${'Verdict'.padEnd(verdictWidth)}  Reason`;
  return `${[paint(title, 'bold'), ...lines].join('\n')}\n`;
}

function rowOf(outcome: ClaimOutcome): { id: string; verdict: string; reason: string }[] {
  const { id } = outcome.claim;
  if (outcome.status === 'interrupted') return [];
  return outcome.status === 'judged'
    ? [{ id, verdict: outcome.evidence.verdict, reason: outcome.evidence.reason }]
    : [{ id, verdict: 'failed to run', reason: outcome.reason }];
}
