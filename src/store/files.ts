import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../error.js';

/**
 * Writes a file whole or not at all: under a name of its own beside the target, flushed to disk, then
 * renamed. Folders on the way are made. What was at the path before stays until the new file is complete.
 *
 * @throws {UserError} when the place cannot be written, the disk is full, or a file and a folder collide
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(unfinished, 'w');
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
  } catch (error) {
    removeQuietly(unfinished);
    throw writeFailure(path, error);
  }
}

/**
 * Turns the failure to write a file into a sentence for its user.
 *
 * @param error - as Node's file functions throw it
 * @param option - what names another folder
 */
export function writeFailure(path: string, error: unknown, option = '--out'): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  const failed = `${path} cannot be written: `;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new UserError(`${failed}you have no permission there.`, `Name another folder with ${option}.`);
    case 'EROFS':
      return new UserError(`${failed}the file system is read-only.`, `Name another folder with ${option}.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new UserError(
        `${failed}there is no space left on the disk.`,
        `Make space, or name a folder on another disk with ${option}.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new UserError(
        `${failed}a part of this path is a file, not a folder.`,
        `Move the file away, or name another folder with ${option}.`,
      );
    case 'EISDIR':
    case 'ENOTEMPTY':
      return new UserError(
        `${failed}there is a folder of this name.`,
        `Move it away, or name another folder with ${option}.`,
      );
    case 'ENAMETOOLONG':
      return new UserError(`${failed}the path is too long.`, `Name a shorter folder with ${option}.`);
    default:
      return new UserError(`${failed}${message}.`, `Name another folder with ${option}.`);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What cannot be removed was never there; the failure to write is what matters.
  }
}
