const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'there is no space left on the disk',
  EDQUOT: 'your share of the disk is used up',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead round in a circle',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk reports an error',
};

/** Why a file cannot be read or written, in words: by the code of the error that Node's file functions throw. */
export function systemReason(error: unknown): string {
  const { code = 'an unknown error' } = error as NodeJS.ErrnoException;
  return Object.hasOwn(reasons, code) ? reasons[code] : `the system answers ${code}`;
}
