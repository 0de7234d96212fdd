/**
 * Sums of log|x| with almost no logarithms: mantissas are multiplied, exponents are added as
 * integers, and one logarithm of the product follows.
 */

import { logOf } from '../math/math';

export const mantissaBits: i64 = 0x000fffffffffffff;
export const oneBits: i64 = 0x3ff0000000000000;
export const bias: i64 = 1023;
export const ln2: f64 = 0.6931471805599453;

/** Binary exponents of positive, normal lanes, with the bias of 1023. */
@inline
export function exponentOf(product: v128): v128 {
  return i64x2.shr_u(product, 52);
}

/** Mantissas of positive, normal lanes, in [1, 2). */
@inline
export function mantissaOf(product: v128): v128 {
  return v128.or(v128.and(product, i64x2.splat(mantissaBits)), i64x2.splat(oneBits));
}

/** The product of both lanes. */
@inline
export function horizontalProduct(x: v128): f64 {
  return f64x2.extract_lane(x, 0) * f64x2.extract_lane(x, 1);
}

/** Log-product of a run of f64 values: exponent and mantissa apart, what cannot enter counted. */
@unmanaged
class LogSum {
  sum: f64;
  zeros: f64;
  nonFinite: f64;
}

const run: i32 = 512;
const smallestNormal: f64 = 2.2250738585072014e-308;
const two54: f64 = 18014398509481984.0;

/**
 * Sum of log|x| over the non-zero finite ones of `count` f64 values; subnormal ones are exact.
 * Runs of 512 ordinary values go by vector products, a run that holds anything else one by one.
 */
export function sumLogAbsolute(values: usize, count: i32, result: usize): void {
  const r = changetype<LogSum>(result);
  let mantissas: f64 = 0;
  let exponent: i64 = 0;
  let zeros: i64 = 0;
  let nonFinite: i64 = 0;
  let at = values;
  const end = values + ((<usize>count) << 3);
  const signless = i64x2.splat(0x7fffffffffffffff);
  const smallest = f64x2.splat(smallestNormal);
  const largest = f64x2.splat(f64.MAX_VALUE);
  while (at < end) {
    const stop = min(at + run * 8, end);
    let ordinary = stop - at == run * 8;
    if (ordinary) {
      let good = i64x2.splat(-1);
      let e = i64x2.splat(0);
      let p0 = f64x2.splat(1);
      let p1 = p0;
      for (let from = at; from < stop; from += 32) {
        const x0 = v128.and(v128.load(from), signless);
        const x1 = v128.and(v128.load(from, 16), signless);
        good = v128.and(good, v128.and(f64x2.ge(x0, smallest), f64x2.le(x0, largest)));
        good = v128.and(good, v128.and(f64x2.ge(x1, smallest), f64x2.le(x1, largest)));
        e = i64x2.add(e, i64x2.add(exponentOf(x0), exponentOf(x1)));
        p0 = f64x2.mul(p0, mantissaOf(x0));
        p1 = f64x2.mul(p1, mantissaOf(x1));
      }
      ordinary = i64x2.all_true(good);
      if (ordinary) {
        exponent += i64x2.extract_lane(e, 0) + i64x2.extract_lane(e, 1) - bias * run;
        mantissas += logOf(horizontalProduct(p0)) + logOf(horizontalProduct(p1));
      }
    }
    if (!ordinary) {
      let product: f64 = 1;
      for (let from = at; from < stop; from += 8) {
        let x = Math.abs(load<f64>(from));
        if (x == 0) {
          zeros++;
        } else if (!(x < Infinity)) {
          nonFinite++;
        } else {
          if (x < smallestNormal) {
            x *= two54;
            exponent -= 54;
          }
          const bits = reinterpret<i64>(x);
          exponent += (bits >> 52) - bias;
          product *= reinterpret<f64>((bits & mantissaBits) | oneBits);
        }
      }
      mantissas += logOf(product);
    }
    at = stop;
  }
  r.sum = mantissas + <f64>exponent * ln2;
  r.zeros = <f64>zeros;
  r.nonFinite = <f64>nonFinite;
}
