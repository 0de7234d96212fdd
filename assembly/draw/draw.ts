import { storePair } from '../math/math';
import { philoxRun8 } from './philox';
import {
  cauchyStablePass,
  skewedStablePass,
  stableBlocks,
  stableBuffer,
  symmetricStablePass,
} from './stable';
import { exponentialVec, normalCosine, normalRadius, normalSine, uniformVec } from './variate';

/**
 * Arrays of draws from a stream, eight blocks at a time. Uniform, exponential and normal draws take two
 * values from a block, stable draws one: value i depends only on the stream, its start and i.
 *
 * `start` is the first block, an integer below 2^53.
 */

/** Eight blocks, and the values made of them where fewer than sixteen are wanted. */
const blocks: usize = memory.data(128, 16);
const scratch: usize = memory.data(128, 16);

/** Values a and b of two blocks, in the order of blocks. */
@inline
function storeZipped(target: usize, a: v128, b: v128): void {
  v128.store(target, v128.shuffle<i64>(a, b, 0, 2));
  v128.store(target, v128.shuffle<i64>(a, b, 1, 3), 16);
}

/** Writes `count` uniform numbers in (0, 1), two a block, from block `start` of the stream on. */
export function fillUniform(
  out: usize,
  count: i32,
  start: f64,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): void {
  let n = <u64>start;
  for (let i = 0; i < count; i += 16) {
    philoxRun8(blocks, n, lane, tag, key0, key1);
    const target = i + 16 <= count ? out + ((<usize>i) << 3) : scratch;
    for (let p: usize = 0; p < 128; p += 32) {
      const first = uniformVec(v128.load(blocks + p));
      const second = uniformVec(v128.load(blocks + p, 16));
      storeZipped(target + p, first, second);
    }
    if (target == scratch) memory.copy(out + ((<usize>i) << 3), scratch, (<usize>(count - i)) << 3);
    n += 8;
  }
}

/** Writes `count` standard exponential numbers, two a block, from block `start` of the stream on. */
export function fillExponential(
  out: usize,
  count: i32,
  start: f64,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): void {
  let n = <u64>start;
  for (let i = 0; i < count; i += 16) {
    philoxRun8(blocks, n, lane, tag, key0, key1);
    const target = i + 16 <= count ? out + ((<usize>i) << 3) : scratch;
    for (let p: usize = 0; p < 128; p += 32) {
      const first = exponentialVec(v128.load(blocks + p));
      const second = exponentialVec(v128.load(blocks + p, 16));
      storeZipped(target + p, first, second);
    }
    if (target == scratch) memory.copy(out + ((<usize>i) << 3), scratch, (<usize>(count - i)) << 3);
    n += 8;
  }
}

/** Writes `count` standard normal numbers, two a block, from block `start` of the stream on. */
export function fillNormal(
  out: usize,
  count: i32,
  start: f64,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): void {
  let n = <u64>start;
  for (let i = 0; i < count; i += 16) {
    philoxRun8(blocks, n, lane, tag, key0, key1);
    const target = i + 16 <= count ? out + ((<usize>i) << 3) : scratch;
    for (let p: usize = 0; p < 128; p += 32) {
      const bits = v128.load(blocks + p);
      const radius = normalRadius(v128.load(blocks + p, 16));
      const cosine = f64x2.mul(radius, normalCosine(bits));
      storeZipped(target + p, cosine, f64x2.mul(radius, normalSine(bits)));
    }
    if (target == scratch) memory.copy(out + ((<usize>i) << 3), scratch, (<usize>(count - i)) << 3);
    n += 8;
  }
}

/**
 * location + scale X, where X is stable with scale 1 and location 0, in S0 or, if `centered` is false, in S1;
 * block start + i gives value i. Needs 0 < alpha <= 2 and |beta| <= 1.
 */
export function fillStable(
  out: usize,
  count: i32,
  start: f64,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
  alpha: f64,
  beta: f64,
  scale: f64,
  location: f64,
  centered: bool,
): void {
  let n = <u64>start;
  for (let done = 0; done < count; done += stableBlocks) {
    const length = min(stableBlocks, count - done);
    // Whole groups of eight blocks; the surplus is computed and not used.
    const end = stableBuffer + ((<usize>((length + 7) & ~7)) << 4);
    for (let p = stableBuffer; p < end; p += 128) {
      philoxRun8(p, n, lane, tag, key0, key1);
      n += 8;
    }
    if (beta == 0.0 || alpha == 2.0) symmetricStablePass(stableBuffer, end, alpha);
    else if (alpha == 1.0) cauchyStablePass(stableBuffer, end, beta);
    else skewedStablePass(stableBuffer, end, alpha, beta, centered);
    const target = out + ((<usize>done) << 3);
    for (let i = 0; i < length; i += 2) {
      const x = v128.load(stableBuffer + ((<usize>i) << 4));
      storePair(target, i, length, f64x2.add(f64x2.mul(x, f64x2.splat(scale)), f64x2.splat(location)));
    }
  }
}
