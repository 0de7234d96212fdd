import { philox, philoxSlot } from './philox';

/**
 * Draws by a tabulated inverse distribution: a random 64-bit number is a side and the distance v of the
 * probability from that side's end; the exponent of 2^64 v and its leading bits choose a row of a table, its
 * other bits the place t in [-1/2, 1/2) in that row, and the draw is a polynomial of degree 7 in t, a row of 8
 * coefficients.
 *
 * Random bits: of each 4,096 draws, two interleaved generators xoshiro256++ (Blackman and Vigna 2021) whose
 * states are four blocks of the stream.
 */

const drawsPerSeed: i32 = 4096;
const exponents: usize = 66;

@inline
function rotate(x: v128, by: i32): v128 {
  return v128.or(i64x2.shl(x, by), i64x2.shr_u(x, 64 - by));
}

@inline
function tabulatedDraw(random: u64, rows: usize, leading: u64): f64 {
  const bits = reinterpret<u64>(<f64>(<i64>((random & 0x7fffffffffffffff) | 1)));
  // The exponent of a number from 1 to 2^64 is 1023 to 1087.
  const row = <usize>((bits >> (52 - leading)) - ((<u64>1023) << leading));
  const side = <usize>(random >> 63) * (exponents << (<usize>leading));
  const fraction = ((bits << leading) & 0x000fffffffffffff) | 0x3ff0000000000000;
  const t = reinterpret<f64>(fraction) - 1.5;
  const at = rows + ((side + row) << 6);
  const square = f64x2.splat(t * t);
  let pair = v128.load(at, 48);
  pair = f64x2.add(f64x2.mul(pair, square), v128.load(at, 32));
  pair = f64x2.add(f64x2.mul(pair, square), v128.load(at, 16));
  pair = f64x2.add(f64x2.mul(pair, square), v128.load(at));
  return f64x2.extract_lane(pair, 0) + t * f64x2.extract_lane(pair, 1);
}

/**
 * `count` draws times `scale` plus `location`, rows chosen by `leading` bits; seed s of them takes blocks `block` + 4 s to + 4 s + 3. An odd
 * last draw may be followed by one more number.
 */
export function fillTabulated(
  out: usize,
  count: i32,
  rows: usize,
  leading: i32,
  block: f64,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
  scale: f64,
  location: f64,
): void {
  for (let done = 0; done < count; done += drawsPerSeed) {
    const first = <u64>block + ((<u64>(done / drawsPerSeed)) << 2);
    const low = i32x4.add(i32x4.splat(<i32>first), i32x4(0, 1, 2, 3));
    const high = i32x4.splat(<i32>(first >> 32));
    philox(philoxSlot, low, high, i32x4.splat(lane), i32x4.splat(tag), key0, key1);
    let s0 = v128.load(philoxSlot);
    let s1 = v128.load(philoxSlot, 16);
    let s2 = v128.load(philoxSlot, 32);
    let s3 = v128.load(philoxSlot, 48);
    const end = min(count, done + drawsPerSeed);
    for (let i = done; i < end; i += 2) {
      const random = i64x2.add(rotate(i64x2.add(s0, s3), 23), s0);
      const shifted = i64x2.shl(s1, 17);
      s2 = v128.xor(s2, s0);
      s3 = v128.xor(s3, s1);
      s1 = v128.xor(s1, s2);
      s0 = v128.xor(s0, s3);
      s2 = v128.xor(s2, shifted);
      s3 = rotate(s3, 45);
      const at = out + ((<usize>i) << 3);
      store<f64>(at, tabulatedDraw(i64x2.extract_lane(random, 0), rows, leading) * scale + location);
      store<f64>(at, tabulatedDraw(i64x2.extract_lane(random, 1), rows, leading) * scale + location, 8);
    }
  }
}
