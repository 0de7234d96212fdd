import { UserError } from '../error.js';

/** The one place that turns what Node says of files into words. */

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission there',
  EPERM: 'you have no permission there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'there is no space left on the disk',
  EDQUOT: 'there is no space left on the disk',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EEXIST: 'a part of this path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'it is a folder',
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EBUSY: 'another program uses it',
  EIO: 'the disk reports an error',
};

/**
 * Why a file function of Node failed, as in "a.npy cannot be read: …".
 *
 * @param error - as Node's file functions throw it
 */
export function fileFailure(error: unknown): string {
  const { code = 'an unknown error' } = error as NodeJS.ErrnoException;
  return Object.hasOwn(reasons, code) ? reasons[code] : `the system answers ${code}`;
}

/**
 * Turns the failure to write a file into a sentence for its user.
 *
 * @param path - of the file
 * @param error - as Node's file functions throw it
 * @param hint - where the name of the file is given
 */
export function writeFailure(
  path: string,
  error: unknown,
  hint = 'Name another folder with --out.',
): UserError {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === 'ENOENT' ? 'its folder does not exist' : fileFailure(error);
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new UserError(
    `${path} cannot be written: ${reason}.`,
    full ? `Make space, or ${hint[0].toLowerCase()}${hint.slice(1)}` : hint,
  );
}
