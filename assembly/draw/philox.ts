/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw (2011), four counters at a
 * time. It is a bijection of 128-bit counters for each 64-bit key, so that any block of any stream can
 * be computed alone.
 *
 * A stream is the four words {key0, key1, lane, tag}; its block n (0 <= n < 2^53) is Philox with key
 * (key0, key1) of the counter (n mod 2^32, n / 2^32, lane, tag). A block is two 64-bit numbers:
 * first = word 0 + 2^32 word 1, second = word 2 + 2^32 word 3.
 */

const multiplier0: u32 = 0xd2511f53;
const multiplier1: u32 = 0xcd9e8d57;
const weyl0: u32 = 0x9e3779b9;
const weyl1: u32 = 0xbb67ae85;

/** Bytes that `philox` writes. */
export const philoxBytes: usize = 64;

/** Where kernels of this file and others keep the four blocks that they are about to use. */
export const philoxSlot: usize = memory.data(64, 16);

/**
 * The blocks of four counters (c0, c1, c2, c3), one in each 32-bit lane, for one key.
 *
 * Writes to `out` as 64-bit lanes: first numbers of blocks 0 and 1, second numbers of blocks 0 and 1,
 * first numbers of blocks 2 and 3, second numbers of blocks 2 and 3.
 */
export function philox(out: usize, c0: v128, c1: v128, c2: v128, c3: v128, key0: u32, key1: u32): void {
  const m0 = i32x4.splat(multiplier0);
  const m1 = i32x4.splat(multiplier1);
  let k0 = i32x4.splat(key0);
  let k1 = i32x4.splat(key1);
  const w0 = i32x4.splat(weyl0);
  const w1 = i32x4.splat(weyl1);
  for (let round = 0; round < 10; round++) {
    const a = i64x2.extmul_low_i32x4_u(c0, m0);
    const b = i64x2.extmul_high_i32x4_u(c0, m0);
    const c = i64x2.extmul_low_i32x4_u(c2, m1);
    const d = i64x2.extmul_high_i32x4_u(c2, m1);
    c0 = v128.xor(v128.xor(v128.shuffle<i32>(c, d, 1, 3, 5, 7), c1), k0);
    c1 = v128.shuffle<i32>(c, d, 0, 2, 4, 6);
    c2 = v128.xor(v128.xor(v128.shuffle<i32>(a, b, 1, 3, 5, 7), c3), k1);
    c3 = v128.shuffle<i32>(a, b, 0, 2, 4, 6);
    k0 = i32x4.add(k0, w0);
    k1 = i32x4.add(k1, w1);
  }
  v128.store(out, v128.shuffle<i32>(c0, c1, 0, 4, 1, 5));
  v128.store(out, v128.shuffle<i32>(c2, c3, 0, 4, 1, 5), 16);
  v128.store(out, v128.shuffle<i32>(c0, c1, 2, 6, 3, 7), 32);
  v128.store(out, v128.shuffle<i32>(c2, c3, 2, 6, 3, 7), 48);
}

/**
 * `philox` of two independent groups of counters, (c0, c1, c2, c3) and (d0, d1, d2, d3), in turn: one
 * group's latency hides behind the other's (uniform draws: 1.35 x). Writes 128 bytes.
 */
export function philoxTwice(
  out: usize,
  c0: v128,
  c1: v128,
  c2: v128,
  c3: v128,
  d0: v128,
  d1: v128,
  d2: v128,
  d3: v128,
  key0: u32,
  key1: u32,
): void {
  const m0 = i32x4.splat(multiplier0);
  const m1 = i32x4.splat(multiplier1);
  for (let round = 0; round < 10; round++) {
    const k0 = i32x4.splat(key0);
    const k1 = i32x4.splat(key1);
    let low = i64x2.extmul_low_i32x4_u(c0, m0);
    let high = i64x2.extmul_high_i32x4_u(c0, m0);
    let low2 = i64x2.extmul_low_i32x4_u(c2, m1);
    let high2 = i64x2.extmul_high_i32x4_u(c2, m1);
    c0 = v128.xor(v128.xor(v128.shuffle<i32>(low2, high2, 1, 3, 5, 7), c1), k0);
    c1 = v128.shuffle<i32>(low2, high2, 0, 2, 4, 6);
    c2 = v128.xor(v128.xor(v128.shuffle<i32>(low, high, 1, 3, 5, 7), c3), k1);
    c3 = v128.shuffle<i32>(low, high, 0, 2, 4, 6);
    low = i64x2.extmul_low_i32x4_u(d0, m0);
    high = i64x2.extmul_high_i32x4_u(d0, m0);
    low2 = i64x2.extmul_low_i32x4_u(d2, m1);
    high2 = i64x2.extmul_high_i32x4_u(d2, m1);
    d0 = v128.xor(v128.xor(v128.shuffle<i32>(low2, high2, 1, 3, 5, 7), d1), k0);
    d1 = v128.shuffle<i32>(low2, high2, 0, 2, 4, 6);
    d2 = v128.xor(v128.xor(v128.shuffle<i32>(low, high, 1, 3, 5, 7), d3), k1);
    d3 = v128.shuffle<i32>(low, high, 0, 2, 4, 6);
    key0 += weyl0;
    key1 += weyl1;
  }
  v128.store(out, v128.shuffle<i32>(c0, c1, 0, 4, 1, 5));
  v128.store(out, v128.shuffle<i32>(c2, c3, 0, 4, 1, 5), 16);
  v128.store(out, v128.shuffle<i32>(c0, c1, 2, 6, 3, 7), 32);
  v128.store(out, v128.shuffle<i32>(c2, c3, 2, 6, 3, 7), 48);
  v128.store(out, v128.shuffle<i32>(d0, d1, 0, 4, 1, 5), 64);
  v128.store(out, v128.shuffle<i32>(d2, d3, 0, 4, 1, 5), 80);
  v128.store(out, v128.shuffle<i32>(d0, d1, 2, 6, 3, 7), 96);
  v128.store(out, v128.shuffle<i32>(d2, d3, 2, 6, 3, 7), 112);
}

/** Blocks n, n + 1, n + 2, n + 3 of one stream, as `philox` writes them. */
@inline
export function philoxRun(out: usize, n: u64, lane: u32, tag: u32, key0: u32, key1: u32): void {
  const n01 = i64x2.add(i64x2.splat(n), i64x2(0, 1));
  const n23 = i64x2.add(i64x2.splat(n), i64x2(2, 3));
  philox(
    out,
    v128.shuffle<i32>(n01, n23, 0, 2, 4, 6),
    v128.shuffle<i32>(n01, n23, 1, 3, 5, 7),
    i32x4.splat(lane),
    i32x4.splat(tag),
    key0,
    key1,
  );
}

/**
 * The same block n of four substreams lane, lane + 1, lane + 2, lane + 3 (modulo 2^32): one block for each
 * of four paths. As `philox` writes them.
 */
@inline
export function philoxAcross(out: usize, n: u64, lane: u32, tag: u32, key0: u32, key1: u32): void {
  philox(
    out,
    i32x4.splat(<i32>n),
    i32x4.splat(<i32>(n >> 32)),
    i32x4.add(i32x4.splat(lane), i32x4(0, 1, 2, 3)),
    i32x4.splat(tag),
    key0,
    key1,
  );
}

/** Blocks n to n + 7 of one stream. */
@inline
export function philoxRun8(out: usize, n: u64, lane: u32, tag: u32, key0: u32, key1: u32): void {
  const n01 = i64x2.add(i64x2.splat(n), i64x2(0, 1));
  const n23 = i64x2.add(i64x2.splat(n), i64x2(2, 3));
  const n45 = i64x2.add(i64x2.splat(n), i64x2(4, 5));
  const n67 = i64x2.add(i64x2.splat(n), i64x2(6, 7));
  const lanes = i32x4.splat(lane);
  const tags = i32x4.splat(tag);
  const low = v128.shuffle<i32>(n01, n23, 0, 2, 4, 6);
  const high = v128.shuffle<i32>(n01, n23, 1, 3, 5, 7);
  const low2 = v128.shuffle<i32>(n45, n67, 0, 2, 4, 6);
  const high2 = v128.shuffle<i32>(n45, n67, 1, 3, 5, 7);
  philoxTwice(out, low, high, lanes, tags, low2, high2, lanes, tags, key0, key1);
}

/** The same block n of eight substreams lane to lane + 7 (modulo 2^32): one for each of eight paths. */
@inline
export function philoxAcross8(out: usize, n: u64, lane: u32, tag: u32, key0: u32, key1: u32): void {
  const low = i32x4.splat(<i32>n);
  const high = i32x4.splat(<i32>(n >> 32));
  const tags = i32x4.splat(tag);
  const lanes = i32x4.add(i32x4.splat(lane), i32x4(0, 1, 2, 3));
  const lanes2 = i32x4.add(i32x4.splat(lane), i32x4(4, 5, 6, 7));
  philoxTwice(out, low, high, lanes, tags, low, high, lanes2, tags, key0, key1);
}

/** The four words of one block. */
export function philoxBlock(out: usize, c0: u32, c1: u32, c2: u32, c3: u32, key0: u32, key1: u32): void {
  philox(philoxSlot, i32x4.splat(c0), i32x4.splat(c1), i32x4.splat(c2), i32x4.splat(c3), key0, key1);
  store<u64>(out, load<u64>(philoxSlot));
  store<u64>(out, load<u64>(philoxSlot, 16), 8);
}
