import { availableParallelism } from 'node:os';
import type { Profile } from '../claim/index.js';
import { UserError } from '../error.js';
import { largestCount, quoted, wholeOf } from './numberOptions.js';

/** Readers of option values: text in, value out, or a sentence that says what is allowed. */

const profiles: readonly Profile[] = ['smoke', 'quick', 'paper', 'published'];

/**
 * The profile of a name.
 *
 * @throws {UserError} unless the text names a profile
 */
export function readProfile(text: string): Profile {
  const profile = profiles.find((name) => name === text);
  if (profile !== undefined) return profile;
  throw new UserError(`There is no profile ${quoted(text)}.`, `The profiles are ${profiles.join(', ')}.`);
}

/** The seed of all random numbers. */
export const readSeed = wholeOf('--seed', 0, Number.MAX_SAFE_INTEGER);

/** How many numbers are drawn. */
export const readCount = wholeOf('-n', 0, Number.MAX_SAFE_INTEGER);

/** How many paths are run. */
export const readPaths = wholeOf('--paths', 1, 100_000_000);

/** The number of a path, from 0. */
export const readPathNumber = wholeOf('--path', 0, largestCount - 2);

/** How many cells or threads run at a time. */
export const readJobs = wholeOf('--jobs', 1, 1024);

/**
 * The claims of a list, without repetition, after those of an earlier --only.
 *
 * @throws {UserError} when the list is empty
 */
export function readIds(text: string, before: readonly string[] = []): string[] {
  const ids = readList(text);
  if (ids.length === 0) {
    throw new UserError('--only got no claim.', 'Give one id or several, separated by commas.');
  }
  return [...new Set([...before, ...ids])];
}

/**
 * The data sets of a list, without repetition, after those of an earlier --dataset.
 *
 * @throws {UserError} when the list is empty
 */
export function readDatasets(text: string, before: readonly string[] = []): string[] {
  const names = readList(text);
  if (names.length === 0) {
    throw new UserError('--dataset got no data set.', 'Give one name or several, separated by commas.');
  }
  return [...new Set([...before, ...names])];
}

function readList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/**
 * The engine of a name.
 *
 * @throws {UserError} unless the text names an engine of this version
 */
export function readEngine(text: string): 'local' {
  if (text === 'local') return text;
  if (text === 'slurm') {
    throw new UserError(
      'The engine slurm is not available in this version.',
      'Use --engine local, the default.',
    );
  }
  throw new UserError(`There is no engine ${quoted(text)}.`, 'Use --engine local, the default.');
}

/** One worker a core, as far as this process may use them. */
export function defaultJobs(): number {
  return availableParallelism();
}

/** A reader of an option that is one of a few words. */
export function wordOf<Word extends string>(option: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word !== undefined) return word;
    throw new UserError(`${option} is ${quoted(text)}.`, `It can be ${words.join(', ')}.`);
  };
}
