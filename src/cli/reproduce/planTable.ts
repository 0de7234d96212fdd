import type { ClaimOutlook } from '../../sweep/index.js';
import { painter, roughDuration, wrap, type Terminal } from '../terminal.js';

/**
 * A row a claim: cells, those that an earlier run has stored, and time and memory where they are estimated; on a narrow
 * terminal they stand below the claim.
 */
export function planTable(claims: readonly ClaimOutlook[], jobs: number, terminal: Terminal): string {
  const paint = painter(terminal);
  const idWidth = Math.max(...claims.map(({ id }) => id.length), 'Claim'.length);
  const row = (id: string, cells: string, stored: string, time: string, memory: string) =>
    `${id.padEnd(idWidth)}  ${cells.padStart(6)}  ${stored.padStart(6)}  ${time.padStart(20)}  ${memory.padStart(11)}`.trimEnd();
  const head = row('Claim', 'cells', 'stored', 'one core', 'memory each');
  const narrow = head.length > terminal.columns;
  const lines = claims.flatMap(({ id, cells, stored, seconds, bytes }) => {
    const time = stored === cells ? 'done' : seconds === undefined ? 'not estimated' : roughDuration(seconds);
    const memory = stored === cells || bytes === undefined ? '' : memoryText(bytes);
    if (!narrow) return [row(id, String(cells), String(stored), time, memory)];
    const facts = `${cells} cells, ${stored} stored; on one core ${time}${memory && `, ${memory}`}`;
    return [paint(id, 'bold'), ...wrap(facts, terminal.columns - 2).map((line) => `  ${line}`)];
  });
  const estimated = claims.filter(({ seconds }) => seconds !== undefined);
  const seconds = estimated.reduce((sum, claim) => sum + claim.seconds!, 0);
  const most = estimated.reduce((largest, claim) => Math.max(largest, claim.bytes!), 0);
  const unknown = claims.filter((claim) => claim.seconds === undefined && claim.stored < claim.cells).length;
  const left = claims.reduce((sum, { cells, stored }) => sum + cells - stored, 0);
  const total =
    estimated.length === 0
      ? `${left} cells are left; how long they take is not estimated.`
      : `${left} cells are left. Estimated: ${roughDuration(seconds)} on one core, ${roughDuration(seconds / jobs)} with ${jobs} at a time, ` +
        `and ${memoryText(most * jobs)} of memory then${unknown > 0 ? `, without ${unknown} claims that are not estimated` : ''}. ` +
        'A stopped run goes on where it ended.';
  return `${[...(narrow ? [] : [paint(head, 'bold')]), ...lines, '', ...wrap(total, Math.min(terminal.columns, 80))].join('\n')}\n`;
}

function memoryText(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes < 1024 ? `${Math.ceil(mebibytes)} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`;
}
