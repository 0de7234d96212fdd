import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFailure } from './fileFailure.js';

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

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What cannot be removed was never there; the failure to write is what matters.
  }
}
