/**
 * Single-precision matrix product C = A B or C += A B, row-major, for any of the storage orders that a
 * network needs.
 *
 * A is addressed by two strides, so that A and its transpose need no copy. B is packed, a slice of its
 * depth at a time, into panels of eight columns that stay in the first-level cache while all rows of A
 * pass; four rows by eight columns of C are summed in registers. Every element of C is summed in the order
 * of the depth, in slices of `sliceDepth`, whatever the place of the element, so the bits depend on the
 * operands alone. WebAssembly's fixed SIMD has no fused multiply-add: the limit of one core is two
 * multiplications and two additions of 128 bits a cycle.
 */

const sliceDepth: i32 = 256;
const panelColumns: i32 = 8;
const panelBytes: usize = <usize>(panelColumns << 2);

/** Bytes that `matrixProduct` needs as workspace for `columns` columns. */
export function matrixWorkspace(columns: i32): usize {
  const panels = (columns + panelColumns - 1) / panelColumns;
  return <usize>(panels * sliceDepth) * panelBytes;
}

/**
 * @param aRow, aDepth - strides of A in elements along rows and along the depth
 * @param bDepth, bColumn - strides of B in elements along the depth and along columns; one of them is 1
 * @param accumulate - 1 adds to C, 0 overwrites it
 */
export function matrixProduct(
  a: usize,
  aRow: i32,
  aDepth: i32,
  b: usize,
  bDepth: i32,
  bColumn: i32,
  c: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  workspace: usize,
  accumulate: i32,
): void {
  if (!accumulate) memory.fill(c, 0, <usize>(rows * columns) << 2);
  for (let start = 0; start < depth; start += sliceDepth) {
    const slice = min(sliceDepth, depth - start);
    const slicedA = a + (<usize>(start * aDepth) << 2);
    pack(b + (<usize>(start * bDepth) << 2), bDepth, bColumn, slice, columns, workspace);
    for (let column = 0; column < columns; column += panelColumns) {
      const panel = workspace + <usize>(column * slice << 2);
      const width = min(panelColumns, columns - column);
      const target = c + (<usize>column << 2);
      let row = 0;
      for (; row + 4 <= rows; row += 4) {
        fourRows(
          slicedA + (<usize>(row * aRow) << 2),
          aRow,
          aDepth,
          panel,
          slice,
          target + (<usize>(row * columns) << 2),
          columns,
          width,
        );
      }
      for (; row < rows; row++) {
        oneRow(
          slicedA + (<usize>(row * aRow) << 2),
          aDepth,
          panel,
          slice,
          target + (<usize>(row * columns) << 2),
          width,
        );
      }
    }
  }
}

/** Panels of eight columns, depth by depth; columns beyond the last are zero. */
function pack(b: usize, bDepth: i32, bColumn: i32, depth: i32, columns: i32, out: usize): void {
  for (let column = 0; column < columns; column += panelColumns) {
    const width = min(panelColumns, columns - column);
    const source = b + (<usize>(column * bColumn) << 2);
    if (bColumn == 1 && width == panelColumns) {
      for (let p = 0; p < depth; p++) {
        const from = source + (<usize>(p * bDepth) << 2);
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
        out += panelBytes;
      }
    } else if (width == panelColumns) {
      packAcross(source, bColumn, depth, out);
      out += <usize>depth * panelBytes;
    } else {
      for (let p = 0; p < depth; p++) {
        const from = source + (<usize>(p * bDepth) << 2);
        for (let j = 0; j < panelColumns; j++) {
          const value = j < width ? load<f32>(from + (<usize>(j * bColumn) << 2)) : 0;
          store<f32>(out + (<usize>j << 2), value);
        }
        out += panelBytes;
      }
    }
  }
}

/** A full panel of a B whose depth runs along memory: transposed in blocks of four by four. */
function packAcross(source: usize, bColumn: i32, depth: i32, out: usize): void {
  const stride = <usize>bColumn << 2;
  let p = 0;
  for (; p + 4 <= depth; p += 4) {
    const from = source + (<usize>p << 2);
    transposeFour(from, stride, out + <usize>p * panelBytes);
    transposeFour(from + 4 * stride, stride, out + <usize>p * panelBytes + 16);
  }
  for (; p < depth; p++) {
    for (let j = 0; j < panelColumns; j++) {
      const value = load<f32>(source + <usize>j * stride + (<usize>p << 2));
      store<f32>(out + <usize>p * panelBytes + (<usize>j << 2), value);
    }
  }
}

@inline
function transposeFour(from: usize, stride: usize, to: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + stride);
  const r2 = v128.load(from + 2 * stride);
  const r3 = v128.load(from + 3 * stride);
  const a = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
  const b = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
  const c = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
  const d = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(a, b, 0, 2));
  v128.store(to + panelBytes, v128.shuffle<i64>(a, b, 1, 3));
  v128.store(to + 2 * panelBytes, v128.shuffle<i64>(c, d, 0, 2));
  v128.store(to + 3 * panelBytes, v128.shuffle<i64>(c, d, 1, 3));
}

function fourRows(
  a: usize,
  aRow: i32,
  aDepth: i32,
  panel: usize,
  depth: i32,
  c: usize,
  columns: i32,
  width: i32,
): void {
  const rowStride = <usize>aRow << 2;
  const depthStride = <usize>aDepth << 2;
  let a0 = a;
  let a1 = a + rowStride;
  let a2 = a1 + rowStride;
  let a3 = a2 + rowStride;
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  const end = panel + <usize>depth * panelBytes;
  for (let b = panel; b < end; b += panelBytes) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load32_splat(a0);
    s00 = f32x4.add(s00, f32x4.mul(x0, b0));
    s01 = f32x4.add(s01, f32x4.mul(x0, b1));
    const x1 = v128.load32_splat(a1);
    s10 = f32x4.add(s10, f32x4.mul(x1, b0));
    s11 = f32x4.add(s11, f32x4.mul(x1, b1));
    const x2 = v128.load32_splat(a2);
    s20 = f32x4.add(s20, f32x4.mul(x2, b0));
    s21 = f32x4.add(s21, f32x4.mul(x2, b1));
    const x3 = v128.load32_splat(a3);
    s30 = f32x4.add(s30, f32x4.mul(x3, b0));
    s31 = f32x4.add(s31, f32x4.mul(x3, b1));
    a0 += depthStride;
    a1 += depthStride;
    a2 += depthStride;
    a3 += depthStride;
  }
  const stride = <usize>columns << 2;
  addRow(c, s00, s01, width);
  addRow(c + stride, s10, s11, width);
  addRow(c + 2 * stride, s20, s21, width);
  addRow(c + 3 * stride, s30, s31, width);
}

function oneRow(a: usize, aDepth: i32, panel: usize, depth: i32, c: usize, width: i32): void {
  const depthStride = <usize>aDepth << 2;
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  const end = panel + <usize>depth * panelBytes;
  for (let b = panel; b < end; b += panelBytes) {
    const x = v128.load32_splat(a);
    s0 = f32x4.add(s0, f32x4.mul(x, v128.load(b)));
    s1 = f32x4.add(s1, f32x4.mul(x, v128.load(b, 16)));
    a += depthStride;
  }
  addRow(c, s0, s1, width);
}

/** Adds the first `width` of eight sums to a row of C. */
@inline
function addRow(c: usize, s0: v128, s1: v128, width: i32): void {
  if (width == panelColumns) {
    v128.store(c, f32x4.add(v128.load(c), s0));
    v128.store(c, f32x4.add(v128.load(c, 16), s1), 16);
  } else {
    addPartialRow(c, s0, s1, width);
  }
}

const partial: usize = memory.data(32, 16);

function addPartialRow(c: usize, s0: v128, s1: v128, width: i32): void {
  v128.store(partial, s0);
  v128.store(partial, s1, 16);
  for (let j: usize = 0; j < <usize>width; j++) {
    store<f32>(c + (j << 2), load<f32>(c + (j << 2)) + load<f32>(partial + (j << 2)));
  }
}
