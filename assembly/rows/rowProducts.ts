/** Products of few rows with many: random mixtures of rows (surrogates) and their projections. */

/**
 * targets[s] += sum over q of coefficients[s][q] * sources[q], rows of `columns` f32 values that begin
 * `stride` values apart. Each target element is added up in the order of q. `columns` is a multiple of 4.
 */
export function addRowMixtures(
  targets: usize,
  targetRows: i32,
  sources: usize,
  sourceRows: i32,
  coefficients: usize,
  columns: i32,
  stride: i32,
): void {
  const rowBytes = (<usize>stride) << 2;
  const usedBytes = (<usize>columns) << 2;
  const coefficientBytes = (<usize>sourceRows) << 2;
  let s = 0;
  for (; s + 4 <= targetRows; s += 4) {
    const t0 = targets + <usize>s * rowBytes;
    const t1 = t0 + rowBytes;
    const t2 = t1 + rowBytes;
    const t3 = t2 + rowBytes;
    const c0 = coefficients + <usize>s * coefficientBytes;
    for (let at: usize = 0; at < usedBytes; at += 16) {
      let a = v128.load(t0 + at);
      let b = v128.load(t1 + at);
      let c = v128.load(t2 + at);
      let d = v128.load(t3 + at);
      let source = sources + at;
      for (let g = c0; g < c0 + coefficientBytes; g += 4) {
        const x = v128.load(source);
        a = f32x4.add(a, f32x4.mul(x, v128.load32_splat(g)));
        b = f32x4.add(b, f32x4.mul(x, v128.load32_splat(g + coefficientBytes)));
        c = f32x4.add(c, f32x4.mul(x, v128.load32_splat(g + 2 * coefficientBytes)));
        d = f32x4.add(d, f32x4.mul(x, v128.load32_splat(g + 3 * coefficientBytes)));
        source += rowBytes;
      }
      v128.store(t0 + at, a);
      v128.store(t1 + at, b);
      v128.store(t2 + at, c);
      v128.store(t3 + at, d);
    }
  }
  for (; s < targetRows; s++) {
    const t0 = targets + <usize>s * rowBytes;
    const c0 = coefficients + <usize>s * coefficientBytes;
    for (let at: usize = 0; at < usedBytes; at += 16) {
      let a = v128.load(t0 + at);
      let source = sources + at;
      for (let g = c0; g < c0 + coefficientBytes; g += 4) {
        a = f32x4.add(a, f32x4.mul(v128.load(source), v128.load32_splat(g)));
        source += rowBytes;
      }
      v128.store(t0 + at, a);
    }
  }
}

@inline
function total(x: v128): f64 {
  return (
    <f64>f32x4.extract_lane(x, 0) +
    <f64>f32x4.extract_lane(x, 1) +
    (<f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3))
  );
}

/**
 * products[r * directionRows + j] += rows[r] . directions[j] over `columns` f32 values (a multiple of
 * 4, at most a few hundred: products are added up in f32 within a call and in f64 between calls) of rows
 * that begin `stride` values apart.
 */
export function addDotProducts(
  rows: usize,
  rowCount: i32,
  directions: usize,
  directionRows: i32,
  columns: i32,
  stride: i32,
  products: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  const usedBytes = (<usize>columns) << 2;
  for (let r = 0; r < rowCount; r++) {
    const row = rows + <usize>r * rowBytes;
    let out = products + ((<usize>r * directionRows) << 3);
    let j = 0;
    for (; j + 4 <= directionRows; j += 4) {
      let d0 = directions + <usize>j * rowBytes;
      let a = f32x4.splat(0);
      let b = a;
      let c = a;
      let d = a;
      for (let at = row; at < row + usedBytes; at += 16) {
        const x = v128.load(at);
        a = f32x4.add(a, f32x4.mul(x, v128.load(d0)));
        b = f32x4.add(b, f32x4.mul(x, v128.load(d0 + rowBytes)));
        c = f32x4.add(c, f32x4.mul(x, v128.load(d0 + 2 * rowBytes)));
        d = f32x4.add(d, f32x4.mul(x, v128.load(d0 + 3 * rowBytes)));
        d0 += 16;
      }
      store<f64>(out, load<f64>(out) + total(a));
      store<f64>(out, load<f64>(out, 8) + total(b), 8);
      store<f64>(out, load<f64>(out, 16) + total(c), 16);
      store<f64>(out, load<f64>(out, 24) + total(d), 24);
      out += 32;
    }
    for (; j < directionRows; j++) {
      let d0 = directions + <usize>j * rowBytes;
      let a = f32x4.splat(0);
      for (let at = row; at < row + usedBytes; at += 16) {
        a = f32x4.add(a, f32x4.mul(v128.load(at), v128.load(d0)));
        d0 += 16;
      }
      store<f64>(out, load<f64>(out) + total(a));
      out += 8;
    }
  }
}
