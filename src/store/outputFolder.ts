import { accessSync, constants, mkdtempSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../error.js';
import { writeFailure } from './fileFailure.js';

/**
 * Makes sure that a folder can be written, or made and written. Leaves nothing behind.
 *
 * @throws {UserError} when it cannot, with the reason
 */
export function checkWritable(folder: string): void {
  const hint = 'Name a folder that can be written with --out.';
  let nearest = folder;
  let found = kindOf(nearest, folder, hint);
  while (found === undefined && dirname(nearest) !== nearest) {
    nearest = dirname(nearest);
    found = kindOf(nearest, folder, hint);
  }
  if (found === 'file') {
    const what = nearest === folder ? 'it is a file' : `${nearest} is a file`;
    throw new UserError(`${folder} cannot be written: ${what}.`, hint);
  }
  tryFolder(nearest, folder, hint);
}

/**
 * Makes sure that a file can be written: its folder is there, and no folder has its name. Nothing is left
 * behind.
 *
 * @param path - of the file
 * @param hint - where the name of the file is given
 * @throws {UserError} when it cannot, with the reason
 */
export function checkWritableFile(path: string, hint: string): void {
  const found = kindOf(path, path, hint);
  if (found === 'folder') throw new UserError(`${path} cannot be written: it is a folder.`, hint);
  if (found === 'file') {
    try {
      return accessSync(path, constants.W_OK);
    } catch (error) {
      throw writeFailure(path, error, hint);
    }
  }
  const folder = dirname(path);
  switch (kindOf(folder, path, hint)) {
    case 'folder':
      return tryFolder(folder, path, hint);
    case 'file':
      throw new UserError(`${path} cannot be written: ${folder} is a file.`, hint);
    default:
      throw new UserError(`${path} cannot be written: there is no folder ${folder}.`, hint);
  }
}

/** What is at a path; a device or a pipe counts as a file. */
function kindOf(path: string, wanted: string, hint: string): 'folder' | 'file' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw writeFailure(wanted, error, hint);
  }
}

/** Tries it in a folder, and takes it back: what a file system allows, only it knows. */
function tryFolder(folder: string, wanted: string, hint: string): void {
  try {
    rmSync(mkdtempSync(join(folder, '.heavytail-')), { recursive: true });
  } catch (error) {
    throw writeFailure(wanted, error, hint);
  }
}
