import { storePair } from './math';
import { philoxRun, philoxRun8, philoxSlot } from './philox';
import {
  cauchyStablePass,
  skewedStablePass,
  stableBlocks,
  stableBuffer,
  symmetricStablePass,
} from './stable';
import { exponentialVec, normalCosine, normalRadius, normalSine, uniformVec } from './variate';

/**
 * Arrays of draws from a stream, four blocks at a time. Uniform, exponential and normal draws take two
 * values from a block, stable draws one: value i depends only on the stream, its start and i.
 *
 * `start` is the first block, an integer below 2^53.
 */

const scratch: usize = memory.data(64, 16);

/** Where the next eight values go: their place, or the scratch space if fewer are left. */
@inline
export function place(out: usize, i: i32, count: i32, group: i32): usize {
  return i + group <= count ? out + (<usize>i << 3) : scratch;
}

/** Copies what is left from the scratch space. */
@inline
export function settle(target: usize, out: usize, i: i32, count: i32): void {
  if (target == scratch) memory.copy(out + (<usize>i << 3), scratch, <usize>(count - i) << 3);
}

/** Values a and b of two blocks, in the order of blocks. */
@inline
function storeZipped(target: usize, a: v128, b: v128): void {
  v128.store(target, v128.shuffle<i64>(a, b, 0, 2));
  v128.store(target, v128.shuffle<i64>(a, b, 1, 3), 16);
}

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
  for (let i = 0; i < count; i += 8) {
    philoxRun(philoxSlot, n, lane, tag, key0, key1);
    const target = place(out, i, count, 8);
    storeZipped(target, uniformVec(v128.load(philoxSlot)), uniformVec(v128.load(philoxSlot, 16)));
    storeZipped(target + 32, uniformVec(v128.load(philoxSlot, 32)), uniformVec(v128.load(philoxSlot, 48)));
    settle(target, out, i, count);
    n += 4;
  }
}

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
  for (let i = 0; i < count; i += 8) {
    philoxRun(philoxSlot, n, lane, tag, key0, key1);
    const target = place(out, i, count, 8);
    for (let half: usize = 0; half < 64; half += 32) {
      const slot = philoxSlot + half;
      storeZipped(target + half, exponentialVec(v128.load(slot)), exponentialVec(v128.load(slot, 16)));
    }
    settle(target, out, i, count);
    n += 4;
  }
}

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
  for (let i = 0; i < count; i += 8) {
    philoxRun(philoxSlot, n, lane, tag, key0, key1);
    const target = place(out, i, count, 8);
    for (let half: usize = 0; half < 64; half += 32) {
      const slot = philoxSlot + half;
      const radius = normalRadius(v128.load(slot, 16));
      const cosine = normalCosine(v128.load(slot));
      const sine = normalSine(v128.load(slot));
      storeZipped(target + half, f64x2.mul(radius, cosine), f64x2.mul(radius, sine));
    }
    settle(target, out, i, count);
    n += 4;
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
    const blocks = min(stableBlocks, count - done);
    // Whole groups of eight blocks; the surplus is computed and not used.
    const end = stableBuffer + (<usize>((blocks + 7) & ~7) << 4);
    for (let p = stableBuffer; p < end; p += 128) {
      philoxRun8(p, n, lane, tag, key0, key1);
      n += 8;
    }
    if (beta == 0.0 || alpha == 2.0) symmetricStablePass(stableBuffer, end, alpha);
    else if (alpha == 1.0) cauchyStablePass(stableBuffer, end, beta);
    else skewedStablePass(stableBuffer, end, alpha, beta, centered);
    const target = out + (<usize>done << 3);
    for (let i = 0; i < blocks; i += 2) {
      const x = v128.load(stableBuffer + (<usize>i << 4));
      storePair(target, i, blocks, f64x2.add(f64x2.mul(x, f64x2.splat(scale)), f64x2.splat(location)));
    }
  }
}
