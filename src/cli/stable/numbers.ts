import { UserError } from '../../error.js';
import { readTextFile } from '../../store/index.js';
import { decimal } from '../options.js';
import { Words } from './words.js';

/** Numbers of one block: so many that the cost of a block does not count, and few enough for any memory. */
export const blockLength = 65536;

/** What a number must be, besides a number. */
export interface Meaning {
  /** As in "it must be …". */
  readonly allowed: string;
  readonly allows: (value: number) => boolean;
}

const infinite = /^([+-]?)inf(?:inity)?$/i;

/**
 * The number that a word means: decimal, or inf and Infinity in any case.
 *
 * @param place - where the word stands, as in "Line 3"
 * @throws {UserError} when the word is no number, or not one that is allowed
 */
export function readNumber(word: string, place: string, { allowed, allows }: Meaning): number {
  const sign = infinite.exec(word)?.[1];
  const value = sign !== undefined ? Number(`${sign}Infinity`) : decimal.test(word) ? Number(word) : NaN;
  if (!Number.isNaN(value) && allows(value)) return value;
  const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word;
  throw new UserError(`${place} holds "${shown}".`, `It must be ${allowed}.`);
}

/** Numbers of a list of arguments, in one block. */
export function numbersOfWords(words: readonly string[], meaning: Meaning): Float64Array {
  return Float64Array.from(words, (word, i) => readNumber(word, `Argument ${i + 1}`, meaning));
}

/**
 * Numbers of a text that comes in pieces, cut anywhere: separated by white space and commas, with comments
 * from # to the end of the line. Memory does not grow with the text or its lines.
 *
 * @returns blocks of `blockLength` numbers, the last one shorter
 * @throws {UserError} at a word that is no allowed number, with its line
 */
export async function* numbersOfText(
  pieces: AsyncIterable<string>,
  meaning: Meaning,
): AsyncGenerator<Float64Array, void, undefined> {
  const words = new Words();
  let block = new Float64Array(blockLength);
  let filled = 0;
  const fill = function* (some: Iterable<string>) {
    for (const word of some) {
      block[filled++] = readNumber(word, `Line ${words.line}`, meaning);
      if (filled < blockLength) continue;
      yield block;
      block = new Float64Array(blockLength);
      filled = 0;
    }
  };
  for await (const piece of pieces) yield* fill(words.of(piece));
  yield* fill(words.last());
  if (filled > 0) yield block.subarray(0, filled);
}

/**
 * Where numbers come from: the arguments, else the file, else standard input.
 *
 * @throws {UserError} when both are given, or nothing is and standard input is a terminal
 */
export function numbersFrom(
  words: readonly string[],
  file: string | undefined,
  meaning: Meaning,
): Iterable<Float64Array> | AsyncIterable<Float64Array> {
  if (words.length > 0) {
    if (file === undefined) return [numbersOfWords(words, meaning)];
    throw new UserError('Numbers are given as arguments and with --file.', 'Give them in one way.');
  }
  if (file !== undefined) return numbersOfText(readTextFile(file), meaning);
  if (process.stdin.isTTY) {
    throw new UserError(
      'No numbers are given.',
      'Give them as arguments, with --file, or on standard input: seq 5 | heavytail stable …',
    );
  }
  return numbersOfText(process.stdin.setEncoding('utf8') as AsyncIterable<string>, meaning);
}
