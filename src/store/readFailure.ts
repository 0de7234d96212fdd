import { UserError } from '../error.js';
import { fileFailure } from './fileFailure.js';

const hints: Readonly<Record<string, string>> = {
  EISDIR: 'Name a file in it.',
  ELOOP: 'Name the file itself.',
  ENAMETOOLONG: 'Name it by a shorter path.',
  EMFILE: 'Raise the limit with ulimit -n.',
  ENFILE: 'Raise the limit with ulimit -n.',
  EACCES: 'Give yourself the right to read it.',
  EPERM: 'Give yourself the right to read it.',
};

/**
 * Turns the failure to read a file into a sentence for its user.
 *
 * @param name - how the sentence calls the file
 * @param error - as Node's file functions throw it
 */
export function readFailure(name: string, error: unknown): UserError {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UserError(
      `There is no file ${name}.`,
      'Look at the path: it is taken from the current folder.',
    );
  }
  const hint = Object.hasOwn(hints, code) ? hints[code] : 'Copy it to another place and try again.';
  return new UserError(`${name} cannot be read: ${fileFailure(error)}.`, hint);
}
