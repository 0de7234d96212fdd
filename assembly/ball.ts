import { philox, philoxBytes } from './philox';
import { powVec } from './math';
import { sineHalfTurn } from './sine';
import { stableBlocks, stableBuffer, symmetricStablePass } from './stable';
import { endDistance, exponentialVec, normalCosine, normalRadius, sideMask } from './variate';

/**
 * Exits from a ball in d dimensions under a linear drift, x (1 - pull) + amplitude N on a time grid, one path
 * after another. Step k takes block (k, j) for coordinate j and, for isotropic noise, block (k, d) for what the
 * coordinates share.
 */

/** Where the path is. */
const place: usize = memory.data(1024, 16);

/** Blocks (step, j) for j = 0 ... count - 1, rounded up to a multiple of four. */
function drawCoordinates(count: i32, step: u32, lane: u32, tag: u32, key0: u32, key1: u32): void {
  const steps = i32x4.splat(<i32>step);
  const lanes = i32x4.splat(<i32>lane);
  const tags = i32x4.splat(<i32>tag);
  let out = stableBuffer;
  for (let j = 0; j < count; j += 4) {
    philox(out, steps, i32x4.add(i32x4.splat(j), i32x4(0, 1, 2, 3)), lanes, tags, key0, key1);
    out += philoxBytes;
  }
}

/** Where the first number of block j lies; its second number is 16 bytes further. */
@inline
function blockAt(j: i32): usize {
  return stableBuffer + (<usize>(j >> 1) << 5) + (<usize>(j & 1) << 3);
}

/**
 * sqrt(2 A), where A > 0 is stable of index a = alpha/2 with E exp(-s A) = exp(-s^a), by Kanter (1975):
 * A = sin(a theta) / sin(theta)^(1/a) (sin((1 - a) theta)/W)^((1 - a)/a), theta uniform on (0, pi).
 * Times a standard normal vector it is isotropic with characteristic function exp(-|u|^alpha).
 */
function sharedRadius(block: usize, alpha: f64): f64 {
  const a = 0.5 * alpha;
  if (a == 1.0) return sqrt<f64>(2.0);
  const bits = v128.load64_splat(block);
  const v = endDistance(bits);
  // theta/pi is v on one side and 1 - v on the other; sin theta is the same.
  const u = v128.bitselect(f64x2.sub(f64x2.splat(1.0), v), v, sideMask(bits));
  const t = f64x2.mul(f64x2.splat(a), u);
  const s = f64x2.mul(f64x2.splat(1.0 - a), u);
  const one = f64x2.splat(1.0);
  const sineA = sineHalfTurn(f64x2.pmin(t, f64x2.sub(one, t)));
  const sineRest = sineHalfTurn(f64x2.pmin(s, f64x2.sub(one, s)));
  const sine = sineHalfTurn(v);
  const w = exponentialVec(v128.load64_splat(block, 16));
  const power = f64x2.splat((1.0 - a) / a);
  const tail = powVec(f64x2.div(sineRest, f64x2.mul(w, sine)), power);
  // sin^(-1/a) = sin^(-1) sin^(-(1 - a)/a).
  const value = f64x2.mul(f64x2.div(sineA, sine), tail);
  return sqrt<f64>(2.0 * f64x2.extract_lane(value, 0));
}

/**
 * Steps that each of `count` paths from `start` (d numbers) takes to leave the ball of the given radius
 * around 0, 0 for those still inside after `limit`.
 */
export function ballExits(
  out: usize,
  count: u32,
  limit: u32,
  dimension: i32,
  start: usize,
  pull: f64,
  amplitude: f64,
  radius: f64,
  alpha: f64,
  isotropic: bool,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): void {
  const keep = 1.0 - pull;
  const blocks = isotropic ? dimension + 1 : dimension;
  const end = stableBuffer + (<usize>((dimension + 1) & ~1) << 4);
  for (let path: u32 = 0; path < count; path++) {
    memory.copy(place, start, <usize>dimension << 3);
    let exit: u32 = 0;
    for (let step: u32 = 0; step < limit; step++) {
      drawCoordinates(blocks, step, lane + path, tag, key0, key1);
      let scale = amplitude;
      if (isotropic) {
        scale *= sharedRadius(blockAt(dimension), alpha);
        for (let p = stableBuffer; p < end; p += 32) {
          v128.store(p, f64x2.mul(normalRadius(v128.load(p, 16)), normalCosine(v128.load(p))));
        }
      } else {
        symmetricStablePass(stableBuffer, end, alpha);
      }
      let square: f64 = 0;
      for (let j = 0; j < dimension; j++) {
        const at = place + (<usize>j << 3);
        const x = load<f64>(at) * keep + scale * load<f64>(blockAt(j));
        store<f64>(at, x);
        square += x * x;
      }
      if (!(square < radius * radius)) {
        exit = step + 1;
        break;
      }
    }
    store<f64>(out + (<usize>path << 3), <f64>exit);
  }
}

/** Largest dimension of `ballExits`. */
export function mostDimensions(): i32 {
  return stableBlocks - 4;
}
