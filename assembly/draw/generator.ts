import { philox, philoxSlot } from './philox';

/**
 * Random bits of paths that are stepped side by side: each lane has its own xoshiro256++ (Blackman and Vigna 2021),
 * seeded by blocks 0 and 1 of its path's substream, so that what a path draws depends on the path alone.
 */

/** Bytes between the words of a state: a word of each of 64 lanes. */
const word: usize = 512;
const states: usize = memory.data(2048, 16);

/** Seeds a lane for the path that draws from a substream. */
export function seedLane(lane: i32, substream: u32, tag: u32, key0: u32, key1: u32): void {
  const substreams = i32x4.splat(<i32>substream);
  philox(philoxSlot, i32x4(0, 1, 2, 3), i32x4.splat(0), substreams, i32x4.splat(<i32>tag), key0, key1);
  const at = states + ((<usize>lane) << 3);
  store<u64>(at, load<u64>(philoxSlot));
  store<u64>(at + word, load<u64>(philoxSlot, 16));
  store<u64>(at + 2 * word, load<u64>(philoxSlot, 8));
  store<u64>(at + 3 * word, load<u64>(philoxSlot, 24));
}

/** Gives lane `to` the state of lane `from`. */
export function moveState(to: i32, from: i32): void {
  const source = states + ((<usize>from) << 3);
  const target = states + ((<usize>to) << 3);
  for (let at: usize = 0; at < 4 * word; at += word) store<u64>(target + at, load<u64>(source + at));
}

/** Copies the state of a lane to memory, its four words one after the other. */
export function readState(lane: i32, out: usize): void {
  const source = states + ((<usize>lane) << 3);
  for (let i: usize = 0; i < 4; i++) store<u64>(out + (i << 3), load<u64>(source + i * word));
}

/** Copies a state that readState wrote into a lane. */
export function writeState(lane: i32, from: usize): void {
  const target = states + ((<usize>lane) << 3);
  for (let i: usize = 0; i < 4; i++) store<u64>(target + i * word, load<u64>(from + (i << 3)));
}

@inline
function rotate(x: v128, by: i32): v128 {
  return v128.or(i64x2.shl(x, by), i64x2.shr_u(x, 64 - by));
}

/** The next 64 random bits of lanes `lane`, an even number, and `lane + 1`. */
@inline
export function randomBits(lane: i32): v128 {
  const at = states + ((<usize>lane) << 3);
  let s0 = v128.load(at);
  let s1 = v128.load(at, 512);
  let s2 = v128.load(at, 1024);
  let s3 = v128.load(at, 1536);
  const random = i64x2.add(rotate(i64x2.add(s0, s3), 23), s0);
  const shifted = i64x2.shl(s1, 17);
  s2 = v128.xor(s2, s0);
  s3 = v128.xor(s3, s1);
  s1 = v128.xor(s1, s2);
  s0 = v128.xor(s0, s3);
  s2 = v128.xor(s2, shifted);
  s3 = rotate(s3, 45);
  v128.store(at, s0);
  v128.store(at, s1, 512);
  v128.store(at, s2, 1024);
  v128.store(at, s3, 1536);
  return random;
}
