import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../store/version.js';

/**
 * Writes all that is known of an unexpected error to a file.
 *
 * @returns the sentence for the terminal, which names the file
 */
export function defectNote(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  const details = [
    `heavytail ${version()}, Node ${process.version}, ${process.platform} ${process.arch}`,
    process.argv.slice(2).join(' '),
    error instanceof Error ? (error.stack ?? what) : what,
  ];
  const sentence = `heavytail met a defect of its own: ${what.split('\n')[0]}`;
  try {
    const file = join(mkdtempSync(join(tmpdir(), 'heavytail-')), 'defect.txt');
    writeFileSync(file, `${details.join('\n')}\n`);
    return `${sentence}\nPlease report it with the file ${file}`;
  } catch {
    return `${sentence}\nPlease report it with the command that you gave.`;
  }
}
