import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { UserError } from '../../error.js';

/**
 * The bytes of a file that may be stored as `path` or, compressed, as `path`.gz.
 *
 * @throws {UserError} when there is neither, or the compressed one is damaged
 */
export function readCompressed(path: string): Uint8Array {
  if (existsSync(path)) return readFileSync(path);
  const compressed = `${path}.gz`;
  if (!existsSync(compressed))
    throw new UserError(`There is no file ${path}, nor ${basename(compressed)} beside it.`);
  try {
    return gunzipSync(readFileSync(compressed));
  } catch (error) {
    throw new UserError(
      `${compressed} cannot be unpacked: ${(error as Error).message}.`,
      'The file is damaged or incomplete: see heavytail data check. heavytail data get fetches the original again.',
    );
  }
}

/** Whether `path` or `path`.gz exists. */
export function existsCompressed(path: string): boolean {
  return existsSync(path) || existsSync(`${path}.gz`);
}
