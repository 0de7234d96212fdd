import {
  exponentialDraws,
  integerDraws,
  normalDraws,
  permutationDraw,
  philox,
  uniformDraws,
  type IntegerDraws,
} from '../kernel/index.js';

/**
 * Independent streams of random numbers from one seed.
 *
 * A stream is a position in the counter space of Philox4x32-10 (Salmon et al. 2011): seed and key are
 * hashed to 128 bits, of which 64 are the generator's key and 64 the upper half of its counter; the
 * lower half counts blocks. Nothing depends on who draws, when, or on which worker.
 */
export interface StreamPosition {
  /** The two words of the generator's key. */
  readonly key0: number;
  readonly key1: number;
  /** The two upper counter words. */
  readonly lane: number;
  readonly tag: number;
}

const twoTo32 = 2 ** 32;

function requireCount(name: string, count: number): void {
  if (!Number.isInteger(count) || count < 0 || count >= 2 ** 31) {
    throw new RangeError(`${name} is ${count}; it must be a whole number from 0 to 2^31 - 1.`);
  }
}

/**
 * A stream of random numbers with a place in it. Each call begins at the first unused block (128 random
 * bits) and moves on by the blocks that it uses, so that the same calls give the same numbers.
 */
export class Stream implements StreamPosition {
  readonly key0: number;
  readonly key1: number;
  readonly lane: number;
  readonly tag: number;
  #block = 0;

  constructor(position: StreamPosition) {
    this.key0 = position.key0;
    this.key1 = position.key1;
    this.lane = position.lane;
    this.tag = position.tag;
  }

  /** Number of the first unused block. */
  get block(): number {
    return this.#block;
  }

  /** Moves on by `blocks` blocks, which whoever calls this has used. */
  advance(blocks: number): void {
    this.#block += blocks;
  }

  /** `n` uniform numbers in the open interval (0, 1), multiples of 2^-53; two a block. */
  uniforms(n: number): Float64Array {
    requireCount('The number of draws', n);
    const values = uniformDraws(n, this);
    this.advance(Math.ceil(n / 2));
    return values;
  }

  /** `n` standard normal numbers; two a block. */
  normals(n: number): Float64Array {
    requireCount('The number of draws', n);
    const values = normalDraws(n, this);
    this.advance(Math.ceil(n / 2));
    return values;
  }

  /** `n` standard exponential numbers; two a block. */
  exponentials(n: number): Float64Array {
    requireCount('The number of draws', n);
    const values = exponentialDraws(n, this);
    this.advance(Math.ceil(n / 2));
    return values;
  }

  /**
   * `n` integers from 0 to `bound` - 1, each as likely as the others.
   *
   * @throws {RangeError} when `bound` is not a whole number from 1 to 2^32
   */
  integers(n: number, bound: number): Uint32Array {
    requireCount('The number of draws', n);
    if (!Number.isInteger(bound) || bound < 1 || bound > twoTo32) {
      throw new RangeError(`The bound is ${bound}; it must be a whole number from 1 to 2^32.`);
    }
    return this.#take(integerDraws(n, bound, this));
  }

  /** The numbers 0 to `n` - 1 in random order, each order as likely as the others. */
  permutation(n: number): Uint32Array {
    requireCount('The length of the permutation', n);
    return this.#take(permutationDraw(n, this));
  }

  /**
   * The stream beside this one, from its first block on: the lane moves by `index` (modulo 2^32).
   * Substreams 0, 1, 2, … of a stream are independent; substream 0 is the stream itself, rewound. Indices add
   * up: substream 1 of substream 2 is substream 3, so that what has substreams of its own needs a stream with
   * a key of its own.
   */
  substream(index: number): Stream {
    if (!Number.isInteger(index) || index < 0 || index >= twoTo32) {
      throw new RangeError(`The substream is ${index}; it must be a whole number from 0 to 2^32 - 1.`);
    }
    return new Stream({ ...this.#position(), lane: (this.lane + index) % twoTo32 });
  }

  #position(): StreamPosition {
    return { key0: this.key0, key1: this.key1, lane: this.lane, tag: this.tag };
  }

  #take(draws: IntegerDraws): Uint32Array {
    this.advance(draws.blocks);
    return draws.values;
  }
}

/**
 * The stream of a seed and a key. Streams of different seeds or keys are independent; the key says what
 * the numbers are for, for example `stream(seed, 'exit-time', replicate)`.
 *
 * @param seed - a whole number from 0 to 2^53 - 1
 * @param key - strings and finite numbers; 1 and '1' are different
 * @returns a stream at its beginning
 * @throws {RangeError} when the seed or a part of the key is outside its range
 * @example
 * import { stream } from 'heavytail/random';
 * const noise = stream(1, 'noise');
 * noise.normals(2)[0]; // → -1.81823
 * noise.uniforms(2)[1]; // → 0.597658
 */
export function stream(seed: number, ...key: (string | number)[]): Stream {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`The seed is ${seed}; it must be a whole number from 0 to 2^53 - 1.`);
  }
  const words = [seed % twoTo32, Math.floor(seed / twoTo32), ...key.flatMap(encode)];
  const [key0, key1, lane, tag] = hash(words);
  return new Stream({ key0, key1, lane, tag });
}

/** Words that no other part begins with: the encoding of a list of parts is unique. */
function encode(part: string | number): number[] {
  if (typeof part === 'string') {
    const words = [2, part.length];
    for (let i = 0; i < part.length; i += 2) {
      const second = i + 1 < part.length ? part.charCodeAt(i + 1) : 0;
      words.push(part.charCodeAt(i) + second * 65536);
    }
    return words;
  }
  if (!Number.isFinite(part)) {
    throw new RangeError(`A part of the stream's key is ${part}; it must be a string or a finite number.`);
  }
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, part + 0); // -0 + 0 = 0: equal numbers are equal keys
  return [1, view.getUint32(4), view.getUint32(0)];
}

/**
 * 128 bits of a list of words. The state is a Philox counter that begins with the number of words; each pair
 * of words is the key of one encryption, whose result is added to the state bit by bit (Davies and Meyer).
 */
function hash(words: readonly number[]): [number, number, number, number] {
  let state: [number, number, number, number] = [words.length, 0, 0, 0];
  for (let i = 0; i < words.length; i += 2) {
    const mixed = philox(state, [words[i], words[i + 1] ?? 0]);
    state = [
      (mixed[0] ^ state[0]) >>> 0,
      (mixed[1] ^ state[1]) >>> 0,
      (mixed[2] ^ state[2]) >>> 0,
      (mixed[3] ^ state[3]) >>> 0,
    ];
  }
  return state;
}
