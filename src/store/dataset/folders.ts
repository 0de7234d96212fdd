import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../error.js';

/** Where data sets are looked for, and where they are downloaded to. */

/** What to do when a folder of data sets cannot be written. */
export const otherFolder = 'Name another folder with --data.';

/**
 * The folders in which data sets are looked for: the given one alone, or else HEAVYTAIL_DATA, the user's
 * data folder, the user's cache, and a folder shared/data beside the project.
 *
 * @throws {UserError} when the given folder (or that of HEAVYTAIL_DATA) does not exist
 */
export function dataFolders(folder?: string): string[] {
  const [path, origin] = namedFolder(folder);
  if (path) {
    if (!existsSync(path) || !statSync(path).isDirectory()) {
      throw new UserError(
        `${origin} names the data folder ${path}, which does not exist.`,
        `Name another one, or fill it: ${getCommand('mnist', folder)}`,
      );
    }
    if (folder) return [path];
  }
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'heavytail');
  const beside = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
  return [...(path ? [path] : []), userDataFolder(), cache, beside];
}

/**
 * The folder that data sets are downloaded to: the given one, or else HEAVYTAIL_DATA, or else the user's
 * data folder. It is the first in which they are looked for.
 *
 * @returns the folder, and whether the user named it; it need not exist yet
 */
export function downloadFolder(folder?: string): { readonly path: string; readonly isNamed: boolean } {
  const [path] = namedFolder(folder);
  return { path: path || userDataFolder(), isNamed: Boolean(path) };
}

/** The command that downloads a data set to where a command with the same --data finds it. */
export function getCommand(name: string, folder?: string): string {
  return `heavytail data get ${name}${folder ? ` --data ${shellWord(folder)}` : ''}`;
}

function namedFolder(folder?: string): readonly [path: string | undefined, origin: string] {
  return folder ? [folder, '--data'] : [process.env.HEAVYTAIL_DATA, 'HEAVYTAIL_DATA'];
}

function userDataFolder(): string {
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'heavytail');
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
