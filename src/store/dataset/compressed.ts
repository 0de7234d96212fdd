import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { UserError } from '../../error.js';
import { readFailure } from '../readFailure.js';

/**
 * The bytes of a file that may be stored as `path` or, compressed, as `path`.gz.
 *
 * @throws {UserError} when there is neither, or the compressed one is damaged
 */
export function readCompressed(path: string): Uint8Array {
  if (existsSync(path)) return readFile(path);
  const compressed = `${path}.gz`;
  if (!existsSync(compressed))
    throw new UserError(`There is no file ${path}, nor ${basename(compressed)} beside it.`);
  const packed = readFile(compressed);
  try {
    return gunzipSync(packed);
  } catch {
    throw new UserError(
      `${compressed} cannot be unpacked: it is damaged or incomplete.`,
      'heavytail data check compares it with the original, and heavytail data get fetches that again.',
    );
  }
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw readFailure(path, error);
  }
}

/** Whether `path` or `path`.gz exists. */
export function existsCompressed(path: string): boolean {
  return existsSync(path) || existsSync(`${path}.gz`);
}
