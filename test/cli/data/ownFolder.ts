import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/**
 * Makes a new folder at each call. They are removed when the tests of the file have ended.
 *
 * @param name - a word for their common parent
 */
export function folders(name: string): () => string {
  const root = mkdtempSync(join(tmpdir(), `heavytail-cli-${name}-`));
  afterAll(() => rmSync(root, { recursive: true }));
  let count = 0;
  return () => {
    const folder = join(root, String(count++));
    mkdirSync(folder);
    return folder;
  };
}

/** Without control characters, as it has to be without a terminal. */
export function isPlain(text: string): boolean {
  return [...text].every((character) => character === '\n' || character >= ' ');
}
