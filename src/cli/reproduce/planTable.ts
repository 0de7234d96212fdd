import type { ClaimOutlook } from '../../sweep/index.js';
import { painter, roughDuration, wrap, type Terminal } from '../terminal.js';

/**
 * One row per claim: its cells, how many an earlier run has stored, and time and memory where they are
 * estimated. On a narrow terminal they stand below the claim.
 */
export function planTable(claims: readonly ClaimOutlook[], jobs: number, terminal: Terminal): string {
  const paint = painter(terminal);
  const idWidth = Math.max(...claims.map(({ id }) => id.length), 'Claim'.length);
  const widths = [6, 6, 20, 11];
  const row = (id: string, ...facts: string[]) =>
    [id.padEnd(idWidth), ...facts.map((fact, i) => fact.padStart(widths[i]))].join('  ').trimEnd();
  const head = row('Claim', 'cells', 'stored', 'one core', 'memory each');
  const narrow = head.length > terminal.columns;
  const lines = claims.flatMap(({ id, cells, stored, seconds, bytes }) => {
    const time = stored === cells ? 'done' : seconds === undefined ? 'not estimated' : roughDuration(seconds);
    const memory = stored === cells || bytes === undefined ? '' : memoryText(bytes);
    if (!narrow) return [row(id, String(cells), String(stored), time, memory)];
    const facts = `${cells} cells, ${stored} stored; on one core ${time}${memory && `, ${memory}`}`;
    return [paint(id, 'bold'), ...wrap(facts, terminal.columns - 2).map((line) => `  ${line}`)];
  });
  const total = wrap(totalText(claims, jobs), Math.min(terminal.columns, 80));
  return [...(narrow ? [] : [paint(head, 'bold')]), ...lines, '', ...total, ''].join('\n');
}

/** How much is left of all claims, in sentences. */
function totalText(claims: readonly ClaimOutlook[], jobs: number): string {
  const left = claims.reduce((sum, { cells, stored }) => sum + cells - stored, 0);
  const estimated = claims.filter(({ seconds }) => seconds !== undefined);
  if (estimated.length === 0) return `${left} cells are left; how long they take is not estimated.`;
  const seconds = estimated.reduce((sum, claim) => sum + claim.seconds!, 0);
  const most = estimated.reduce((largest, claim) => Math.max(largest, claim.bytes!), 0);
  const unknown = claims.filter((claim) => claim.seconds === undefined && claim.stored < claim.cells).length;
  const together =
    `Estimate: ${roughDuration(seconds)} on one core; ${roughDuration(seconds / jobs)} ` +
    `with ${jobs} at a time, which takes ${memoryText(most * jobs)} of memory.`;
  return [
    `${left} cells are left.`,
    together,
    ...(unknown === 0
      ? []
      : [unknown === 1 ? '1 claim has no estimate.' : `${unknown} claims have no estimate.`]),
    'A run that is stopped goes on where it ended when the command is given again.',
  ].join(' ');
}

function memoryText(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  return mebibytes < 1024 ? `${Math.ceil(mebibytes)} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`;
}
