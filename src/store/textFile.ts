import { createReadStream } from 'node:fs';
import { UserError } from '../error.js';

/**
 * The text of a file, piece by piece, in constant memory.
 *
 * @throws {UserError} when the file cannot be read
 */
export async function* readTextFile(path: string): AsyncGenerator<string, void, undefined> {
  try {
    for await (const piece of createReadStream(path, { encoding: 'utf8' })) yield piece as string;
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${(error as Error).message}.`, 'Give a readable text file.');
  }
}
