import { availableParallelism } from 'node:os';
import type { Profile } from '../claim/index.js';
import { UserError } from '../error.js';

/** How a finite number is written. */
export const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Readers of option values: text in, value out, or a sentence that says what is allowed. */

const profiles: readonly Profile[] = ['smoke', 'quick', 'paper'];

/**
 * The profile of a name.
 *
 * @throws {UserError} unless the text names a profile
 */
export function readProfile(text: string): Profile {
  const profile = profiles.find((name) => name === text);
  if (profile !== undefined) return profile;
  throw new UserError(`There is no profile "${text}".`, `The profiles are ${profiles.join(', ')}.`);
}

/**
 * The seed, as a number.
 *
 * @throws {UserError} unless the text is a whole number that seeds a stream
 */
export function readSeed(text: string): number {
  return readWhole('--seed', text, 0, Number.MAX_SAFE_INTEGER);
}

/**
 * How many numbers are drawn.
 *
 * @throws {UserError} unless the text is a whole number
 */
export function readCount(text: string): number {
  return readWhole('-n', text, 0, Number.MAX_SAFE_INTEGER);
}

/**
 * How many paths are run.
 *
 * @throws {UserError} unless the text is a whole number of at least 1
 */
export function readPaths(text: string): number {
  return readWhole('--paths', text, 1, 100_000_000);
}

/**
 * The number of a path, from 0.
 *
 * @throws {UserError} unless the text is a whole number
 */
export function readPathNumber(text: string): number {
  return readWhole('--path', text, 0, 2 ** 31 - 2);
}

/**
 * How many cells run at a time.
 *
 * @throws {UserError} unless the text is a whole number of at least 1
 */
export function readJobs(text: string): number {
  return readWhole('--jobs', text, 1, 1024);
}

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
  throw new UserError(`There is no engine "${text}".`, 'Use --engine local, the default.');
}

/** One worker a core, as far as this process may use them. */
export function defaultJobs(): number {
  return availableParallelism();
}

/** A reader of an option's decimal number, which refuses all else. */
export function decimalOf(option: string): (text: string) => number {
  return (text) => {
    if (decimal.test(text)) return Number(text);
    throw new UserError(
      `${option} is "${text}".`,
      `It must be a decimal number, for example ${option} 1 or ${option} 0.5.`,
    );
  };
}

/** A reader of an option's whole number within bounds. */
export function wholeOf(option: string, least: number, greatest: number): (text: string) => number {
  return (text) => readWhole(option, text, least, greatest);
}

/** A reader of an option that is one of a few words. */
export function wordOf<Word extends string>(option: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word !== undefined) return word;
    throw new UserError(`${option} is "${text}".`, `It can be ${words.join(', ')}.`);
  };
}

function readWhole(option: string, text: string, least: number, greatest: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= greatest) return value;
  throw new UserError(
    `${option} is "${text}".`,
    `It must be a whole number from ${least} to ${greatest}, for example ${option} ${least + 1}.`,
  );
}
