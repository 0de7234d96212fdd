import { claimKinds } from '../../claim/index.js';
import type { ClaimOutcome } from '../../sweep/index.js';
import { listWidth, painter, shownOn, wrap, type Colour, type Terminal } from '../terminal.js';

/** Colour of each verdict wherever it is shown. */
export const verdictColours: Readonly<Record<string, Colour>> = {
  supported: 'green',
  refuted: 'red',
  undecided: 'yellow',
  'failed to run': 'red',
};

/** A column of reasons that is narrower has more breaks than words. */
const narrowest = 36;
/** Below the word refuted, where the statement holds for a part of what it says. */
const asStated = 'as stated';

interface Row {
  readonly kind: ClaimOutcome['claim']['kind'];
  readonly id: string;
  readonly verdict: string;
  /** Refuted, but true for a part of what the claim says. */
  readonly scoped: boolean;
  readonly reason: string;
}

/**
 * A table for each kind of claims, with one row per claim that has ended: its id, its verdict, and the
 * sentence with the number behind it. On a narrow terminal the sentence stands below.
 */
export function verdictTable(outcomes: readonly ClaimOutcome[], terminal: Terminal): string {
  const rows = outcomes.flatMap(rowOf).map((row) => ({ ...row, reason: shownOn(row.reason, terminal) }));
  const tables = claimKinds.flatMap(({ kind, one, many }) => {
    const mine = rows.filter((row) => row.kind === kind);
    return mine.length === 0 ? [] : [{ title: mine.length === 1 ? one : many, rows: mine }];
  });
  const idWidth = Math.max(...rows.map(({ id }) => id.length), ...tables.map(({ title }) => title.length));
  const verdictWidth = Math.max('Verdict'.length, ...rows.map(({ verdict }) => verdict.length));
  const reasonWidth = listWidth(terminal) - idWidth - verdictWidth - 4;
  const texts = tables.map(({ title, rows }) =>
    reasonWidth < narrowest
      ? listOf(title, rows, terminal)
      : columnsOf(title, rows, [idWidth, verdictWidth, reasonWidth], terminal),
  );
  return texts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function listOf(title: string, rows: readonly Row[], terminal: Terminal): string[] {
  const paint = painter(terminal);
  const below = rows.flatMap(({ id, verdict, scoped, reason }) => [
    `${paint(id, 'bold')}  ${paint(scoped ? `${verdict} ${asStated}` : verdict, verdictColours[verdict])}`,
    ...wrap(reason, terminal.columns - 2).map((line) => `  ${line}`),
  ]);
  return [paint(`${title}:`, 'bold'), ...below];
}

function columnsOf(
  title: string,
  rows: readonly Row[],
  [idWidth, verdictWidth, reasonWidth]: readonly number[],
  terminal: Terminal,
): string[] {
  const paint = painter(terminal);
  const lines = rows.flatMap(({ id, verdict, scoped, reason }) => {
    const words = scoped ? [verdict, asStated] : [verdict];
    const reasons = wrap(reason, reasonWidth);
    return Array.from({ length: Math.max(words.length, reasons.length) }, (_, i) => {
      const word =
        i < words.length
          ? paint(words[i].padEnd(verdictWidth), verdictColours[verdict])
          : ' '.repeat(verdictWidth);
      return `${(i === 0 ? id : '').padEnd(idWidth)}  ${word}  ${reasons[i] ?? ''}`.trimEnd();
    });
  });
  const head = `${title.padEnd(idWidth)}  ${'Verdict'.padEnd(verdictWidth)}  Reason`;
  return [paint(head, 'bold'), ...lines];
}

function rowOf(outcome: ClaimOutcome): Row[] {
  const { id, kind } = outcome.claim;
  if (outcome.status === 'interrupted') return [];
  if (outcome.status === 'failed') {
    return [{ kind, id, verdict: 'failed to run', scoped: false, reason: outcome.reason }];
  }
  const { verdict, reason, scope } = outcome.evidence;
  const scoped = verdict === 'refuted' && scope !== undefined;
  return [{ kind, id, verdict, scoped, reason: withScope(reason, scope) }];
}

/** The scope first, unless the reason says it already. */
function withScope(reason: string, scope: string | undefined): string {
  if (scope === undefined || reason.includes(scope)) return reason;
  const sentence = scope.charAt(0).toUpperCase() + scope.slice(1);
  return `${/[.!?]$/.test(sentence) ? sentence : `${sentence}.`} ${reason}`;
}
