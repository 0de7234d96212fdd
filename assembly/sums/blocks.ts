/** Sums of consecutive blocks of an f64 sample and the logarithms that compare two block lengths. */

import { bias, ln2, mantissaBits, oneBits } from './logsum';
import { logOf } from '../math/math';

@inline
function sumOf(values: usize, count: i32): f64 {
  let a = f64x2.splat(0);
  let b = a;
  let at = values;
  let rest = count;
  for (; rest >= 4; rest -= 4) {
    a = f64x2.add(a, v128.load(at));
    b = f64x2.add(b, v128.load(at, 16));
    at += 32;
  }
  a = f64x2.add(a, b);
  let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; rest > 0; rest--) {
    sum += load<f64>(at);
    at += 8;
  }
  return sum;
}

/** Sums of `blocks` consecutive blocks of `length` values; `sums` may be the values' own place. */
export function blockSums(values: usize, blocks: i32, length: i32, sums: usize): void {
  for (let b = 0; b < blocks; b++) {
    store<f64>(sums + ((<usize>b) << 3), sumOf(values + ((<usize>b * length) << 3), length));
  }
}

/**
 * How many of `count` values are zero (low half of the result) and how many NaN or infinite (high
 * half). Counts only if vector comparisons of all values find one at all.
 */
export function countIrregular(values: usize, count: i32): i64 {
  const zero = f64x2.splat(0);
  const largest = f64x2.splat(f64.MAX_VALUE);
  let regular = i64x2.splat(-1);
  let at = values;
  const end = values + ((<usize>count) << 3);
  for (; at + 32 <= end; at += 32) {
    const x = f64x2.abs(v128.load(at));
    const y = f64x2.abs(v128.load(at, 16));
    const above = v128.and(f64x2.gt(x, zero), f64x2.gt(y, zero));
    const below = v128.and(f64x2.le(x, largest), f64x2.le(y, largest));
    regular = v128.and(regular, v128.and(above, below));
  }
  if (!i64x2.all_true(regular)) at = values;
  let zeros: i64 = 0;
  let nonFinite: i64 = 0;
  for (; at < end; at += 8) {
    const x = load<f64>(at);
    zeros += i64(x == 0);
    nonFinite += i64(!(Math.abs(x) <= f64.MAX_VALUE));
  }
  return zeros | (nonFinite << 32);
}

/**
 * For each of `blocks` blocks of `lower * ratio` finite values: log|sum of the block| minus the mean
 * of log|sum| of its `ratio` parts. NaN where a sum is zero or beyond the number range. The logarithms of the parts are one
 * logarithm of the product of their mantissas, drawn every 512 parts.
 */
export function logSumDifferences(
  values: usize,
  blocks: i32,
  lower: i32,
  ratio: i32,
  differences: usize,
): void {
  let at = values;
  for (let b = 0; b < blocks; b++) {
    let whole: f64 = 0;
    let mantissas: f64 = 0;
    let product: f64 = 1;
    let exponent: i64 = 0;
    let irregular = false;
    for (let i = 0; i < ratio; i++) {
      const part = sumOf(at, lower);
      at += (<usize>lower) << 3;
      whole += part;
      let size = Math.abs(part);
      irregular = irregular || !(size > 0 && size < Infinity);
      if (size < 2.2250738585072014e-308) {
        size *= 18014398509481984.0;
        exponent -= 54;
      }
      const bits = reinterpret<i64>(size);
      exponent += (bits >> 52) - bias;
      product *= reinterpret<f64>((bits & mantissaBits) | oneBits);
      if ((i & 511) == 511) {
        mantissas += logOf(product);
        product = 1;
      }
    }
    const logParts = mantissas + logOf(product) + <f64>exponent * ln2;
    const difference = logOf(Math.abs(whole)) - logParts / <f64>ratio;
    store<f64>(
      differences + ((<usize>b) << 3),
      irregular || !(whole != 0 && Math.abs(whole) < Infinity) ? NaN : difference,
    );
  }
}
