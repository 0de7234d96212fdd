/**
 * Single-precision matrix product C = A B or C += A B, row-major, for any of the storage orders that a
 * network needs.
 *
 * A and B are addressed by two strides each, so that neither needs a transposed copy. Both are packed, a
 * slice of the depth at a time: B into panels of eight columns, A into panels of four rows, a block of
 * rows at a time. A panel of B stays in the first-level cache while the block of A, which stays in the
 * second, passes; four rows by eight columns of C are summed in registers. Every element of C is summed in
 * the order of the depth, in slices of `sliceDepth`, whatever the place of the element, so the bits depend
 * on the operands alone. WebAssembly's fixed SIMD has no fused multiply-add: the limit of one core is two
 * multiplications and two additions of 128 bits a cycle.
 */

const sliceDepth: i32 = 256;
const panelColumns: i32 = 8;
const panelBytes: usize = <usize>(panelColumns << 2);
const panelRows: i32 = 4;
/** Rows of A packed at a time: 128 KiB in all. A multiple of `panelRows`. */
const blockRows: i32 = 128;

/** Bytes that `matrixProduct` needs as workspace for `columns` columns. */
export function matrixWorkspace(columns: i32): usize {
  return panelsBytes(columns) + ((<usize>(blockRows * sliceDepth)) << 2);
}

/** Bytes of a slice of B, packed. */
function panelsBytes(columns: i32): usize {
  const panels = (columns + panelColumns - 1) / panelColumns;
  return <usize>(panels * sliceDepth) * panelBytes;
}

/**
 * @param aRow, aDepth - strides of A in elements along rows and along the depth; one of them is 1
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
  if (!accumulate) memory.fill(c, 0, (<usize>(rows * columns)) << 2);
  const packedA = workspace + panelsBytes(columns);
  for (let start = 0; start < depth; start += sliceDepth) {
    const slice = min(sliceDepth, depth - start);
    const slicedA = a + ((<usize>(start * aDepth)) << 2);
    pack(b + ((<usize>(start * bDepth)) << 2), bDepth, bColumn, slice, columns, panelColumns, workspace);
    for (let row = 0; row < rows; row += blockRows) {
      const height = min(blockRows, rows - row);
      pack(slicedA + ((<usize>(row * aRow)) << 2), aDepth, aRow, slice, height, panelRows, packedA);
      const target = c + ((<usize>(row * columns)) << 2);
      multiplyBlock(packedA, workspace, target, height, columns, slice);
    }
  }
}

/** Adds the product of packed slices to a block of rows of C. */
function multiplyBlock(a: usize, b: usize, c: usize, rows: i32, columns: i32, depth: i32): void {
  for (let column = 0; column < columns; column += panelColumns) {
    const panel = b + <usize>((column * depth) << 2);
    const width = min(panelColumns, columns - column);
    for (let row = 0; row < rows; row += panelRows) {
      const target = c + ((<usize>(row * columns + column)) << 2);
      const height = min(panelRows, rows - row);
      multiplyPanels(a + <usize>((row * depth) << 2), panel, depth, target, columns, height, width);
    }
  }
}

/**
 * Packs `count` vectors that run along the depth into panels of `width` of them, 4 or 8: for each panel
 * and each depth, `width` elements side by side. Vectors beyond the last are zero.
 */
function pack(
  from: usize,
  alongDepth: i32,
  across: i32,
  depth: i32,
  count: i32,
  width: i32,
  out: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  for (let first = 0; first < count; first += width) {
    const source = from + ((<usize>(first * across)) << 2);
    const present = min(width, count - first);
    if (present < width) {
      packPartly(source, alongDepth, across, depth, present, rowBytes, out);
    } else {
      for (let q = 0; q < width; q += 4) {
        const four = source + ((<usize>(q * across)) << 2);
        const target = out + ((<usize>q) << 2);
        if (across == 1) packAlong(four, alongDepth, depth, rowBytes, target);
        else packAcross(four, across, depth, rowBytes, target);
      }
    }
    out += <usize>depth * rowBytes;
  }
}

/** A panel of fewer vectors than its width. */
function packPartly(
  from: usize,
  alongDepth: i32,
  across: i32,
  depth: i32,
  present: i32,
  rowBytes: usize,
  out: usize,
): void {
  memory.fill(out, 0, <usize>depth * rowBytes);
  for (let p = 0; p < depth; p++) {
    for (let j = 0; j < present; j++) {
      store<f32>(out + ((<usize>j) << 2), load<f32>(from + ((<usize>(p * alongDepth + j * across)) << 2)));
    }
    out += rowBytes;
  }
}

/** Four vectors side by side in memory. */
function packAlong(from: usize, alongDepth: i32, depth: i32, rowBytes: usize, out: usize): void {
  const stride = (<usize>alongDepth) << 2;
  for (let p = 0; p < depth; p++) {
    v128.store(out, v128.load(from));
    from += stride;
    out += rowBytes;
  }
}

/** Four vectors whose depth runs along memory: transposed in blocks of four by four. */
function packAcross(from: usize, across: i32, depth: i32, rowBytes: usize, out: usize): void {
  const stride = (<usize>across) << 2;
  let p = 0;
  for (; p + 4 <= depth; p += 4) {
    transposeFour(from, stride, out, rowBytes);
    from += 16;
    out += 4 * rowBytes;
  }
  for (; p < depth; p++) {
    for (let j: usize = 0; j < 4; j++) store<f32>(out + (j << 2), load<f32>(from + j * stride));
    from += 4;
    out += rowBytes;
  }
}

@inline
function transposeFour(from: usize, stride: usize, to: usize, rowBytes: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + stride);
  const r2 = v128.load(from + 2 * stride);
  const r3 = v128.load(from + 3 * stride);
  const a = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
  const b = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
  const c = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
  const d = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(a, b, 0, 2));
  v128.store(to + rowBytes, v128.shuffle<i64>(a, b, 1, 3));
  v128.store(to + 2 * rowBytes, v128.shuffle<i64>(c, d, 0, 2));
  v128.store(to + 3 * rowBytes, v128.shuffle<i64>(c, d, 1, 3));
}

/** Adds the product of a panel of A and one of B to `height` rows by `width` columns of C. */
function multiplyPanels(
  a: usize,
  b: usize,
  depth: i32,
  c: usize,
  columns: i32,
  height: i32,
  width: i32,
): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  const end = b + <usize>depth * panelBytes;
  for (; b < end; b += panelBytes) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(x0, b0));
    s01 = f32x4.add(s01, f32x4.mul(x0, b1));
    const x1 = v128.load32_splat(a, 4);
    s10 = f32x4.add(s10, f32x4.mul(x1, b0));
    s11 = f32x4.add(s11, f32x4.mul(x1, b1));
    const x2 = v128.load32_splat(a, 8);
    s20 = f32x4.add(s20, f32x4.mul(x2, b0));
    s21 = f32x4.add(s21, f32x4.mul(x2, b1));
    const x3 = v128.load32_splat(a, 12);
    s30 = f32x4.add(s30, f32x4.mul(x3, b0));
    s31 = f32x4.add(s31, f32x4.mul(x3, b1));
    a += 16;
  }
  const stride = (<usize>columns) << 2;
  addRow(c, s00, s01, width);
  if (height > 1) addRow(c + stride, s10, s11, width);
  if (height > 2) addRow(c + 2 * stride, s20, s21, width);
  if (height > 3) addRow(c + 3 * stride, s30, s31, width);
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
