/**
 * Two draws at once from a symmetric law by a tabulated inverse distribution. Of 64 random bits the first is the
 * sign, the others say the probability v in (0, 1/2) of lying beyond the draw. The next 9 bits choose one of 512
 * even rows of 6 coefficients and the rest the place t in [-1/2, 1/2) in it; where v is small, the
 * exponent of 2^64 v and its leading bits choose a row of 8 coefficients that is as much narrower.
 *
 * In memory: the first even row in use and the number of leading bits (f64), to 64 bytes; the even rows; the
 * rows of the tail.
 */

export const tableRows: usize = 64;
export const tableTails: usize = 64 + 512 * 48;

/** Bytes of a row. */
const evenBytes: usize = 48;
const tailShift: usize = 6;

const mantissaBits: u64 = 0x000fffffffffffff;
const oneBits: u64 = 0x3ff0000000000000;

/** A draw whose v is small; the sign bit is that of `random`. */
function tailDraw(random: u64, tails: usize, leading: u64): f64 {
  // The exponent of a number from 1 to 2^63 is 1023 to 1086.
  const bits = reinterpret<u64>(<f64>(<i64>((random & 0x7fffffffffffffff) | 1)));
  const row = <usize>((bits >> (52 - leading)) - ((<u64>1023) << leading));
  const t = reinterpret<f64>(((bits << leading) & mantissaBits) | oneBits) - 1.5;
  const at = tails + (row << tailShift);
  const square = f64x2.splat(t * t);
  let pair = v128.load(at, 48);
  pair = f64x2.add(f64x2.mul(pair, square), v128.load(at, 32));
  pair = f64x2.add(f64x2.mul(pair, square), v128.load(at, 16));
  pair = f64x2.add(f64x2.mul(pair, square), v128.load(at));
  const draw = f64x2.extract_lane(pair, 0) + t * f64x2.extract_lane(pair, 1);
  return reinterpret<f64>(reinterpret<u64>(draw) ^ (random & 0x8000000000000000));
}

/** Even and odd part of a row's polynomial, apart but for the factor t of the odd one. */
@inline
function parts(row: usize, square: v128): v128 {
  const high = f64x2.add(f64x2.mul(v128.load(row, 32), square), v128.load(row, 16));
  return f64x2.add(f64x2.mul(high, square), v128.load(row));
}

/**
 * A draw for each lane of 64 random bits.
 *
 * @param firstRow - even rows below it are not used
 */
@inline
export function symmetricDraws(random: v128, rows: usize, firstRow: usize, tails: usize, leading: u64): v128 {
  const index = i64x2.shr_u(i64x2.shl(random, 1), 55);
  const row0 = <usize>i64x2.extract_lane(index, 0);
  const row1 = <usize>i64x2.extract_lane(index, 1);
  if (min(row0, row1) < firstRow) {
    return f64x2.replace_lane(
      f64x2.splat(someDraw(i64x2.extract_lane(random, 0), row0, rows, firstRow, tails, leading)),
      1,
      someDraw(i64x2.extract_lane(random, 1), row1, rows, firstRow, tails, leading),
    );
  }
  const bits = v128.or(i64x2.shr_u(i64x2.shl(random, 10), 12), i64x2.splat(oneBits));
  const t = f64x2.sub(bits, f64x2.splat(1.5));
  const square = f64x2.mul(t, t);
  const p0 = parts(rows + row0 * evenBytes, i64x2.shuffle(square, square, 0, 0));
  const p1 = parts(rows + row1 * evenBytes, i64x2.shuffle(square, square, 1, 1));
  const draws = f64x2.add(i64x2.shuffle(p0, p1, 0, 2), f64x2.mul(t, i64x2.shuffle(p0, p1, 1, 3)));
  return v128.xor(draws, v128.and(random, i64x2.splat(i64.MIN_VALUE)));
}

/** The draw of one lane, from an even row or the tail. */
function someDraw(random: u64, row: usize, rows: usize, firstRow: usize, tails: usize, leading: u64): f64 {
  if (row < firstRow) return tailDraw(random, tails, leading);
  const t = reinterpret<f64>(((random << 10) >> 12) | oneBits) - 1.5;
  const pair = parts(rows + row * evenBytes, f64x2.splat(t * t));
  const draw = f64x2.extract_lane(pair, 0) + t * f64x2.extract_lane(pair, 1);
  return reinterpret<f64>(reinterpret<u64>(draw) ^ (random & 0x8000000000000000));
}
