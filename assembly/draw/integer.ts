import { philoxRun, philoxSlot } from './philox';

/**
 * Unbiased integers and permutations from the 32-bit words of a stream, taken in order, four a block.
 *
 * Lemire (2019): the upper half of word * bound is uniform once the words whose lower half falls below
 * 2^32 mod bound are rejected.
 */

/** Address of word `at` among the 16 words of four blocks in the slot. */
@inline
function wordAddress(at: u32): usize {
  return philoxSlot + ((at & 8) << 2) + ((at & 4) << 1) + ((at & 2) << 3) + ((at & 1) << 2);
}

/** `count` integers below `bound`, 1 <= bound <= 2^32. Returns the number of blocks used. */
export function fillIntegers(
  out: usize,
  count: i32,
  start: f64,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
  bound: f64,
): f64 {
  const limit = <u64>bound;
  const rejected = <u32>(0x100000000 % limit);
  const n = <u64>start;
  let used: u64 = 0;
  for (let i = 0; i < count; ) {
    if ((used & 15) == 0) philoxRun(philoxSlot, n + (used >> 2), lane, tag, key0, key1);
    const product = <u64>load<u32>(wordAddress(<u32>used & 15)) * limit;
    used++;
    if (<u32>product < rejected) continue;
    store<u32>(out + ((<usize>i) << 2), <u32>(product >> 32));
    i++;
  }
  return <f64>((used + 3) >> 2);
}

/** A random order of 0 to count - 1 (Fisher and Yates). Returns the number of blocks used. */
export function fillPermutation(
  out: usize,
  count: i32,
  start: f64,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): f64 {
  for (let i = 0; i < count; i++) store<u32>(out + ((<usize>i) << 2), i);
  const n = <u64>start;
  let used: u64 = 0;
  for (let i = count - 1; i > 0; ) {
    if ((used & 15) == 0) philoxRun(philoxSlot, n + (used >> 2), lane, tag, key0, key1);
    const limit = <u64>i + 1;
    const product = <u64>load<u32>(wordAddress(<u32>used & 15)) * limit;
    used++;
    if (<u32>product < <u32>limit && <u32>product < <u32>(0x100000000 % limit)) continue;
    const a = out + ((<usize>i) << 2);
    const b = out + ((<usize>(product >> 32)) << 2);
    const kept = load<u32>(a);
    store<u32>(a, load<u32>(b));
    store<u32>(b, kept);
    i--;
  }
  return <f64>((used + 3) >> 2);
}
