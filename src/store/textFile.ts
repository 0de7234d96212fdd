import { createReadStream } from 'node:fs';
import { UserError } from '../error.js';
import { fileFailure } from './fileFailure.js';

/**
 * The text of a file, piece by piece, in constant memory.
 *
 * @throws {UserError} when the file cannot be read
 */
export async function* readTextFile(path: string): AsyncGenerator<string, void, undefined> {
  try {
    for await (const piece of createReadStream(path, { encoding: 'utf8' })) yield piece as string;
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${fileFailure(error)}.`, 'Give a readable text file.');
  }
}
