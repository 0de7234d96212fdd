import { createReadStream } from 'node:fs';
import { readFailure } from './readFailure.js';

/**
 * The text of a file, piece by piece, in constant memory.
 *
 * @throws {UserError} when the file cannot be read
 */
export async function* readTextFile(path: string): AsyncGenerator<string, void, undefined> {
  try {
    for await (const piece of createReadStream(path, { encoding: 'utf8' })) yield piece as string;
  } catch (error) {
    throw readFailure(path, error);
  }
}
