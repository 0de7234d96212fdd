/** Centring a tile of gradients, rows of minibatches, column by column: sums, means off, squares. */

@inline
function highHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(
    i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
  );
}

/** Four f32 values as f64, their lower and upper halves added to two pairs of sums. */
@inline
function addSingles(sums: usize, x0: v128, x1: v128, x2: v128, x3: v128): void {
  let low = f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(x0));
  let high = f64x2.add(v128.load(sums, 16), highHalf(x0));
  low = f64x2.add(low, f64x2.promote_low_f32x4(x1));
  high = f64x2.add(high, highHalf(x1));
  low = f64x2.add(low, f64x2.promote_low_f32x4(x2));
  high = f64x2.add(high, highHalf(x2));
  v128.store(sums, f64x2.add(low, f64x2.promote_low_f32x4(x3)));
  v128.store(sums, f64x2.add(high, highHalf(x3)), 16);
}

/**
 * Adds the rows of a tile to `sums`, column by column in f64, in the order of the rows; four at a time, so
 * that the sums move less often. `columns`, a multiple of 4, is also the length of a row.
 */
export function sumColumns(tile: usize, rows: i32, columns: i32, double: bool, sums: usize): void {
  const rowBytes = (<usize>columns) << (double ? 3 : 2);
  const end = sums + ((<usize>columns) << 3);
  let p = 0;
  for (; p + 4 <= rows; p += 4) {
    let at = tile + <usize>p * rowBytes;
    if (double) {
      for (let s = sums; s < end; s += 16) {
        const x = f64x2.add(v128.load(s), v128.load(at));
        const y = f64x2.add(f64x2.add(x, v128.load(at + rowBytes)), v128.load(at + 2 * rowBytes));
        v128.store(s, f64x2.add(y, v128.load(at + 3 * rowBytes)));
        at += 16;
      }
    } else {
      for (let s = sums; s < end; s += 32) {
        addSingles(
          s,
          v128.load(at),
          v128.load(at + rowBytes),
          v128.load(at + 2 * rowBytes),
          v128.load(at + 3 * rowBytes),
        );
        at += 16;
      }
    }
  }
  for (; p < rows; p++) {
    const at = tile + <usize>p * rowBytes;
    for (let j: usize = 0; j < <usize>columns; j++) {
      const x = double ? load<f64>(at + (j << 3)) : <f64>load<f32>(at + (j << 2));
      store<f64>(sums + (j << 3), load<f64>(sums + (j << 3)) + x);
    }
  }
}

/** Writes the tile less the means of its columns to `out`, rounded to f32; in f32 it may be the tile itself. */
export function centreColumns(
  tile: usize,
  rows: i32,
  columns: i32,
  double: bool,
  means: usize,
  out: usize,
): void {
  let at = tile;
  for (let p = 0; p < rows; p++) {
    for (let mean = means; mean < means + ((<usize>columns) << 3); mean += 32) {
      let low: v128;
      let high: v128;
      if (double) {
        low = v128.load(at);
        high = v128.load(at, 16);
        at += 32;
      } else {
        const x = v128.load(at);
        low = f64x2.promote_low_f32x4(x);
        high = highHalf(x);
        at += 16;
      }
      const rounded = i8x16.shuffle(
        f32x4.demote_f64x2_zero(f64x2.sub(low, v128.load(mean))),
        f32x4.demote_f64x2_zero(f64x2.sub(high, v128.load(mean, 16))),
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        16,
        17,
        18,
        19,
        20,
        21,
        22,
        23,
      );
      v128.store(out, rounded);
      out += 16;
    }
  }
}

/**
 * Of a tile that is not centred yet: how many exact zeros each column holds, and the sums of squares about its
 * mean, by column and by row. `zeros`, `columnSquares` and `rowSquares` are cleared before. Lengths as for sumColumns.
 */
export function addMoments(
  tile: usize,
  rows: i32,
  columns: i32,
  double: bool,
  means: usize,
  zeros: usize,
  columnSquares: usize,
  rowSquares: usize,
): void {
  const size: usize = double ? 8 : 4;
  for (let j: usize = 0; j < <usize>columns; j += 4) {
    const lowMean = v128.load(means + (j << 3));
    const highMean = v128.load(means + (j << 3), 16);
    let lowZeros = i64x2.splat(0);
    let highZeros = lowZeros;
    let lowSquares = f64x2.splat(0);
    let highSquares = lowSquares;
    let at = tile + j * size;
    for (let p = 0; p < rows; p++) {
      let low: v128;
      let high: v128;
      if (double) {
        low = v128.load(at);
        high = v128.load(at, 16);
      } else {
        const x = v128.load(at);
        low = f64x2.promote_low_f32x4(x);
        high = highHalf(x);
      }
      at += <usize>columns * size;
      // A comparison that holds is -1.
      lowZeros = i64x2.sub(lowZeros, f64x2.eq(low, f64x2.splat(0)));
      highZeros = i64x2.sub(highZeros, f64x2.eq(high, f64x2.splat(0)));
      low = f64x2.sub(low, lowMean);
      high = f64x2.sub(high, highMean);
      low = f64x2.mul(low, low);
      high = f64x2.mul(high, high);
      lowSquares = f64x2.add(lowSquares, low);
      highSquares = f64x2.add(highSquares, high);
      const both = f64x2.add(low, high);
      const square = rowSquares + ((<usize>p) << 3);
      store<f64>(square, load<f64>(square) + (f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1)));
    }
    const column = j << 3;
    v128.store(zeros + column, countsOf(lowZeros));
    v128.store(zeros + column, countsOf(highZeros), 16);
    v128.store(columnSquares + column, lowSquares);
    v128.store(columnSquares + column, highSquares, 16);
  }
}

/** Two small integers as f64. */
@inline
function countsOf(x: v128): v128 {
  const first = f64x2.splat(<f64>i64x2.extract_lane(x, 0));
  return f64x2.replace_lane(first, 1, <f64>i64x2.extract_lane(x, 1));
}

/** Whether all of `bytes` bytes of f64 or f32 values are finite; a multiple of 16. */
export function allFinite(values: usize, bytes: usize, double: bool): bool {
  // 0 x is NaN for whatever is not finite, and stays NaN in a sum.
  let sum = f64x2.splat(0);
  const zero = f64x2.splat(0);
  const end = values + bytes;
  if (double) {
    for (let at = values; at < end; at += 16) sum = f64x2.add(sum, f64x2.mul(zero, v128.load(at)));
    return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) == 0;
  }
  let short = f32x4.splat(0);
  for (let at = values; at < end; at += 16) short = f32x4.add(short, f32x4.mul(zero, v128.load(at)));
  sum = f64x2.add(f64x2.promote_low_f32x4(short), highHalf(short));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) == 0;
}

/** Sum of the squares of f32 numbers, in f64; `count` is a multiple of 4. */
export function sumSquares(values: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = low;
  for (const end = values + ((<usize>count) << 2); values < end; values += 16) {
    const x = v128.load(values);
    const a = f64x2.promote_low_f32x4(x);
    const b = highHalf(x);
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
