import type { Stream } from '../../law/index.js';
import type { Examples } from './dataset.js';

/** A text that a language of our own makes, cut into examples for a network that predicts the next letter. */
export interface SyntheticText {
  /** Pieces of the text, one after another; the label of a letter is the letter that follows it. */
  readonly examples: Examples;
  /** The letter of each token, the space first. */
  readonly alphabet: string;
  /** Different letters. */
  readonly classes: number;
}

const alphabet = ' abcdefghijklmnopqrstuvwxyz';
const words = 200;
/** Letters of a word, both ends included. */
const lengths = { shortest: 2, longest: 7 };
/** Words that like to follow a word, and how often one of them does. */
const successors = 3;
const following = 0.5;

/**
 * Writes a text with the frequencies of a language: 200 made-up words separated by spaces, the k-th as often
 * as 1/k (Zipf's law), of letters that are themselves as frequent as 1/k. After a word comes, half of the
 * time, one of three words that like to follow it, so that there is something to learn beyond the words.
 *
 * @param size - how much of it
 * @param size.examples - pieces of the text, at least 1
 * @param size.tokens - letters of a piece, at least 1
 * @param stream - its substream 0 makes the language, substream 1 the text: a longer text begins with the
 *   shorter one
 * @returns the text as examples with a label for each letter
 * @throws {RangeError} when a number is out of range
 * @example
 * import { syntheticText } from 'heavytail/net';
 * import { stream } from 'heavytail/random';
 *
 * const { examples, alphabet } = syntheticText({ examples: 2, tokens: 8 }, stream(1, 'text'));
 * Array.from(examples.inputs, (token) => alphabet[token]).join(''); // → "qalqhc acc ada a"
 */
export function syntheticText(
  size: { readonly examples: number; readonly tokens: number },
  stream: Stream,
): SyntheticText {
  for (const [what, value] of Object.entries(size)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`The number of ${what} is ${value}; it must be a whole number from 1.`);
    }
  }
  const count = size.examples;
  const letters = write(languageOf(stream.substream(0)), count * size.tokens + 1, stream.substream(1));
  return {
    examples: {
      count,
      inputs: Float32Array.from(letters.subarray(0, -1)),
      labels: letters.slice(1),
    },
    alphabet,
    classes: alphabet.length,
  };
}

/** Words as letters with a space at the end, the most frequent first, and the words that like to follow. */
interface Language {
  readonly words: readonly (readonly number[])[];
  readonly successors: Uint32Array;
}

function languageOf(random: Stream): Language {
  const ofLetter = zipf(alphabet.length - 1);
  const found = new Map<string, readonly number[]>();
  const { shortest, longest } = lengths;
  while (found.size < words) {
    const [length] = random.integers(1, longest - shortest + 1);
    const letters = Array.from(random.uniforms(shortest + length), (u) => 1 + ofLetter(u));
    found.set(letters.join(), [...letters, 0]);
  }
  const ofWord = zipf(words);
  return {
    words: [...found.values()],
    successors: Uint32Array.from(random.uniforms(words * successors), ofWord),
  };
}

function write(language: Language, length: number, random: Stream): Uint8Array {
  const ofWord = zipf(words);
  const text = new Uint8Array(length);
  // No more words than this fit in.
  const uniforms = random.uniforms(2 * Math.ceil(length / (lengths.shortest + 1)));
  let word = 0;
  for (let at = 0, drawn = 0; at < length; drawn += 2) {
    const [kind, which] = [uniforms[drawn], uniforms[drawn + 1]];
    word =
      kind < following
        ? language.successors[word * successors + Math.floor(which * successors)]
        : ofWord(which);
    for (const letter of language.words[word].slice(0, length - at)) text[at++] = letter;
  }
  return text;
}

/** From a uniform number to one of 0 to count - 1, the k-th with a probability proportional to 1/(k + 1). */
function zipf(count: number): (uniform: number) => number {
  const sums = new Float64Array(count);
  for (let k = 0; k < count; k++) sums[k] = (sums[k - 1] ?? 0) + 1 / (k + 1);
  return (uniform) => sums.findIndex((sum) => uniform * sums[count - 1] < sum);
}
