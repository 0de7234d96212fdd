import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../error.js';
import { writeFailure } from './files.js';

/**
 * Makes sure that a folder can be written, or made and written, and leaves nothing behind.
 *
 * @param folder - an absolute path
 * @throws {UserError} when it cannot, with the reason
 */
export function checkWritable(folder: string): void {
  let nearest = folder;
  let found = kindOf(nearest);
  while (found === 'nothing' && dirname(nearest) !== nearest) {
    nearest = dirname(nearest);
    found = kindOf(nearest);
  }
  const hint = 'Name a folder that can be written with --out.';
  if (found === 'file') throw new UserError(`${folder} cannot be written: ${nearest} is a file.`, hint);
  try {
    rmSync(mkdtempSync(join(nearest, '.heavytail-')), { recursive: true });
  } catch (error) {
    throw writeFailure(folder, error);
  }
}

function kindOf(path: string): 'folder' | 'file' | 'nothing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}
