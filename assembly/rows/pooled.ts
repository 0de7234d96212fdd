/**
 * The published pooled statistic in one pass over f32 rows, by products of mantissas (logsum.ts).
 *
 * The products run over |x| + epsilon in f64: every factor lies in [2^-52, 2^128], so six of them
 * times a mantissa stay inside the exponent range and the exponent is split off every sixth product
 * only.
 */

import { bias, exponentOf, horizontalProduct, ln2, mantissaBits, mantissaOf, oneBits } from '../sums/logsum';
import { logOf } from '../math/math';

const epsilon: f64 = 2.2e-16;

/** What `pooledSums` carries from call to call; the host owns and clears it. */
@unmanaged
class PooledState {
  /** Sum of the values of the block that is being filled, and how many there are. */
  blockSum: f64;
  blockFill: f64;
  /** Sums over what was added since the host last cleared them. */
  sumLogValues: f64;
  sumLogBlocks: f64;
  blocks: f64;
  zeros: f64;
  /** 1 once a block sum was NaN or infinite. */
  nonFinite: f64;
}

@inline
function horizontalSum(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

@inline
function highHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(
    i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
  );
}

/**
 * Adds `count` f32 values to the pooled statistic: their log(|x| + epsilon), and log(|Y| + epsilon)
 * for each block of `blockLength` consecutive values that they complete.
 */
export function pooledSums(values: usize, count: i32, blockLength: f64, state: usize): void {
  const s = changetype<PooledState>(state);
  const tiny = f64x2.splat(epsilon);
  const zero = f32x4.splat(0);
  let p0 = f64x2.splat(1);
  let p1 = p0;
  let p2 = p0;
  let p3 = p0;
  let exponents = i64x2.splat(0);
  let splits: i64 = 0;
  let zeros: i32 = 0;
  let scalar: f64 = 1;
  let at = values;
  let left = count;
  while (left > 0) {
    const room = blockLength - s.blockFill;
    const length = room < <f64>left ? <i32>room : left;
    let b0 = f64x2.splat(0);
    let b1 = b0;
    let b2 = b0;
    let b3 = b0;
    let rest = length;
    while (rest >= 48) {
      for (let i = 0; i < 3; i++) {
        let x = v128.load(at);
        let low = f64x2.promote_low_f32x4(x);
        let high = highHalf(x);
        zeros += popcnt(i32x4.bitmask(f32x4.eq(x, zero)));
        b0 = f64x2.add(b0, low);
        b1 = f64x2.add(b1, high);
        p0 = f64x2.mul(p0, f64x2.add(f64x2.abs(low), tiny));
        p1 = f64x2.mul(p1, f64x2.add(f64x2.abs(high), tiny));
        x = v128.load(at, 16);
        low = f64x2.promote_low_f32x4(x);
        high = highHalf(x);
        zeros += popcnt(i32x4.bitmask(f32x4.eq(x, zero)));
        b2 = f64x2.add(b2, low);
        b3 = f64x2.add(b3, high);
        p2 = f64x2.mul(p2, f64x2.add(f64x2.abs(low), tiny));
        p3 = f64x2.mul(p3, f64x2.add(f64x2.abs(high), tiny));
        x = v128.load(at, 32);
        low = f64x2.promote_low_f32x4(x);
        high = highHalf(x);
        zeros += popcnt(i32x4.bitmask(f32x4.eq(x, zero)));
        b0 = f64x2.add(b0, low);
        b1 = f64x2.add(b1, high);
        p0 = f64x2.mul(p0, f64x2.add(f64x2.abs(low), tiny));
        p1 = f64x2.mul(p1, f64x2.add(f64x2.abs(high), tiny));
        x = v128.load(at, 48);
        low = f64x2.promote_low_f32x4(x);
        high = highHalf(x);
        zeros += popcnt(i32x4.bitmask(f32x4.eq(x, zero)));
        b2 = f64x2.add(b2, low);
        b3 = f64x2.add(b3, high);
        p2 = f64x2.mul(p2, f64x2.add(f64x2.abs(low), tiny));
        p3 = f64x2.mul(p3, f64x2.add(f64x2.abs(high), tiny));
        at += 64;
      }
      exponents = i64x2.add(exponents, i64x2.add(exponentOf(p0), exponentOf(p1)));
      exponents = i64x2.add(exponents, i64x2.add(exponentOf(p2), exponentOf(p3)));
      p0 = mantissaOf(p0);
      p1 = mantissaOf(p1);
      p2 = mantissaOf(p2);
      p3 = mantissaOf(p3);
      splits += 8;
      rest -= 48;
    }
    while (rest >= 4) {
      const x = v128.load(at);
      const low = f64x2.promote_low_f32x4(x);
      const high = highHalf(x);
      zeros += popcnt(i32x4.bitmask(f32x4.eq(x, zero)));
      b0 = f64x2.add(b0, low);
      b1 = f64x2.add(b1, high);
      p0 = f64x2.mul(p0, f64x2.add(f64x2.abs(low), tiny));
      p1 = f64x2.mul(p1, f64x2.add(f64x2.abs(high), tiny));
      exponents = i64x2.add(exponents, i64x2.add(exponentOf(p0), exponentOf(p1)));
      p0 = mantissaOf(p0);
      p1 = mantissaOf(p1);
      splits += 4;
      at += 16;
      rest -= 4;
    }
    let sum = horizontalSum(f64x2.add(f64x2.add(b0, b1), f64x2.add(b2, b3)));
    while (rest > 0) {
      const x = <f64>load<f32>(at);
      zeros += i32(x == 0);
      sum += x;
      const bits = reinterpret<i64>(scalar * (Math.abs(x) + epsilon));
      exponents = i64x2.add(exponents, i64x2(bits >> 52, 0));
      scalar = reinterpret<f64>((bits & mantissaBits) | oneBits);
      splits++;
      at += 4;
      rest--;
    }
    s.blockSum += sum;
    s.blockFill += <f64>length;
    left -= length;
    if (s.blockFill == blockLength) {
      const absolute = Math.abs(s.blockSum);
      if (!(absolute < Infinity)) s.nonFinite = 1;
      s.sumLogBlocks += logOf(absolute + epsilon);
      s.blocks += 1;
      s.blockSum = 0;
      s.blockFill = 0;
    }
  }
  if (!(Math.abs(s.blockSum) < Infinity)) s.nonFinite = 1;
  const exponent = i64x2.extract_lane(exponents, 0) + i64x2.extract_lane(exponents, 1) - bias * splits;
  const product = scalar * horizontalProduct(f64x2.mul(p0, p1)) * horizontalProduct(f64x2.mul(p2, p3));
  s.sumLogValues += logOf(product) + <f64>exponent * ln2;
  s.zeros += <f64>zeros;
}

/** No row is as long: a block that does not end. */
const endless: f64 = 2147483647.0;

/** Bytes from one PooledState to the next. */
const stateBytes: usize = 64;

/**
 * pooledSums over the rows of a tile, each with two states one after the other in `states`: the first takes
 * the next `heads[p]` values of row p, which complete no block, the second all that follow.
 */
export function pooledTile(
  tile: usize,
  rows: i32,
  columns: i32,
  stride: i32,
  heads: usize,
  blockLength: f64,
  states: usize,
): void {
  for (let p = 0; p < rows; p++) {
    const row = tile + ((<usize>p * <usize>stride) << 2);
    const state = states + <usize>(2 * p) * stateBytes;
    const waiting = load<f64>(heads + ((<usize>p) << 3));
    const head = waiting < <f64>columns ? <i32>waiting : columns;
    if (head > 0) {
      pooledSums(row, head, endless, state);
      store<f64>(heads + ((<usize>p) << 3), waiting - <f64>head);
    }
    if (head < columns)
      pooledSums(row + ((<usize>head) << 2), columns - head, blockLength, state + stateBytes);
  }
}
