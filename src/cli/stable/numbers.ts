import { UserError } from '../../error.js';
import { readTextFile } from '../../store/index.js';
import { isWithin, numberIn, quoted, rangeText, type Range } from '../numberOptions.js';
import { Words } from './words.js';

/** Numbers of one block: so many that the cost of a block does not count, and few enough for any memory. */
export const blockLength = 65536;

/**
 * The number that a word means: decimal, or inf and infinity in any case.
 *
 * @param word - as given
 * @param place - where the word stands, as in "Line 3"
 * @param range - of the numbers that are allowed
 * @throws {UserError} when the word is no number, or not one that is allowed
 */
export function readNumber(word: string, place: string, range: Range): number {
  const value = numberIn(word);
  if (isWithin(value, range)) return value;
  throw new UserError(`${place} holds ${quoted(word)}.`, `It must be ${rangeText(range)}.`);
}

/** Numbers of a list of arguments, in one block. */
export function numbersOfWords(words: readonly string[], range: Range): Float64Array {
  return Float64Array.from(words, (word, i) => readNumber(word, `Argument ${i + 1}`, range));
}

/**
 * Numbers of a text that comes in pieces, cut anywhere: separated by white space and commas, with comments
 * from # to the end of the line. Memory does not grow with the text or its lines.
 *
 * @param pieces - of the text
 * @param range - of the numbers that are allowed
 * @param file - where it comes from, if that is a file
 * @returns blocks of `blockLength` numbers, the last one shorter
 * @throws {UserError} at a word that is no allowed number, with its line
 */
export async function* numbersOfText(
  pieces: AsyncIterable<string>,
  range: Range,
  file?: string,
): AsyncGenerator<Float64Array, void, undefined> {
  const words = new Words(file);
  let block = new Float64Array(blockLength);
  let filled = 0;
  const fill = function* (some: Iterable<string>) {
    for (const word of some) {
      block[filled++] = readNumber(word, words.place, range);
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
  range: Range,
): Iterable<Float64Array> | AsyncIterable<Float64Array> {
  if (words.length > 0) {
    if (file === undefined) return [numbersOfWords(words, range)];
    throw new UserError('Numbers are given as arguments and with --file.', 'Give them in one way.');
  }
  if (file !== undefined) return numbersOfText(readTextFile(file), range, file);
  if (process.stdin.isTTY) {
    throw new UserError(
      'No numbers are given.',
      'Give them as arguments, with --file, or on standard input: seq 5 | heavytail stable …',
    );
  }
  return numbersOfText(process.stdin.setEncoding('utf8') as AsyncIterable<string>, range);
}
