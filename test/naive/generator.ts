import { stable, survivalQuantile } from 'heavytail/stable';
import type { StreamPosition } from 'heavytail/random';
import { naiveBlock } from './philox.js';

/** What a path draws, in BigInt arithmetic and by the quantile function: the plain form of the kernels' tables. */

const mask = (1n << 64n) - 1n;
const rotated = (x: bigint, by: bigint) => ((x << by) | (x >> (64n - by))) & mask;

/** xoshiro256++ (Blackman and Vigna 2021) from the first two blocks of a stream, written from its published C code. */
export function* naiveBits(stream: StreamPosition): Generator<bigint, never> {
  const s = [...naiveBlock(stream, 0), ...naiveBlock(stream, 1)];
  for (;;) {
    yield (rotated((s[0]! + s[3]!) & mask, 23n) + s[0]!) & mask;
    const t = (s[1]! << 17n) & mask;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = rotated(s[3]!, 45n);
  }
}

/** The first `count` symmetric stable draws of scale 1: a sign, and the quantile of the other bits as a probability. */
export function naiveDraws(alpha: number, count: number, stream: StreamPosition): number[] {
  const bits = naiveBits(stream);
  const words = Array.from({ length: count }, () => bits.next().value);
  const beyond = words.map((word) => Number(word & (mask >> 1n)) / 2 ** 64);
  const sizes = survivalQuantile(stable({ alpha }), beyond);
  return words.map((word, i) => (word >> 63n === 1n ? -1 : 1) * sizes[i]!);
}
