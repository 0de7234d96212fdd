import { writeFileSync } from 'node:fs';
import { writeFailure } from '../store/index.js';
import { painter, terminalOf } from './terminal.js';

/** A report as JSON; numbers that JSON lacks, and absent ones, are null. */
export function jsonText(report: object): string {
  const value = (_: string, inner: unknown) =>
    inner === undefined || (typeof inner === 'number' && !Number.isFinite(inner)) ? null : inner;
  return `${JSON.stringify(report, value, 2)}\n`;
}

/** How figures are drawn for a file of their own: as wide as on a page. */
export const fileFigure = { width: 720, for: 'file' } as const;

/**
 * Writes a result to a file and says so.
 *
 * @throws {UserError} when it cannot be written
 */
export function saved(
  path: string,
  content: string | Uint8Array,
  { quiet }: { readonly quiet?: boolean },
): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw writeFailure(path, error, 'Give it another place.');
  }
  if (quiet) return;
  const paint = painter(terminalOf(process.stderr, process.env));
  process.stderr.write(paint(`Written: ${path}\n`, 'dim'));
}
