import { driftStepVec } from './drift';
import { philoxBytes, philoxRun8 } from './philox';
import { stableBlocks, stableBuffer, symmetricStablePass } from './stable';
import { normalCosine, normalRadius, normalSine } from './variate';

/**
 * One path of dX = drift dt + amplitude dN on a time grid, written down at every step; with the same stream
 * the same bits as the exits of assembly/levyExit.ts and assembly/brownianExit.ts take on a grid.
 */

/** x + what drift and noise add. */
@inline
function stepped(
  x: f64,
  noise: f64,
  timeStep: f64,
  implicit: bool,
  pieces: usize,
  pieceCount: i32,
): f64 {
  const drift = driftStepVec(pieces, pieceCount, f64x2.splat(x), f64x2.splat(timeStep), implicit);
  return x + f64x2.extract_lane(drift, 0) + noise;
}

/** Places after each of `count` steps; step k takes block k, its noise cut to [-largest, largest]. */
export function stablePath(
  out: usize,
  count: i32,
  timeStep: f64,
  amplitude: f64,
  start: f64,
  alpha: f64,
  largest: f64,
  implicit: bool,
  pieces: usize,
  pieceCount: i32,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): void {
  let x = start;
  for (let done = 0; done < count; done += stableBlocks) {
    const length = min(stableBlocks, count - done);
    const end = stableBuffer + (<usize>((length + 7) & ~7) << 4);
    let n = <u64>done;
    for (let p = stableBuffer; p < end; p += 2 * philoxBytes) {
      philoxRun8(p, n, lane, tag, key0, key1);
      n += 8;
    }
    symmetricStablePass(stableBuffer, end, alpha);
    for (let i = 0; i < length; i++) {
      // Two variates lie side by side at the begin of every 32 bytes.
      const draw = load<f64>(stableBuffer + (<usize>(i >> 1) << 5) + (<usize>(i & 1) << 3));
      const noise = max(min(amplitude * draw, largest), -largest);
      x = stepped(x, noise, timeStep, implicit, pieces, pieceCount);
      store<f64>(out + (<usize>(done + i) << 3), x);
    }
  }
}

/** Places after each of `count` steps; steps 2k and 2k + 1 take block k. */
export function brownianPath(
  out: usize,
  count: i32,
  timeStep: f64,
  amplitude: f64,
  start: f64,
  implicit: bool,
  pieces: usize,
  pieceCount: i32,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): void {
  let x = start;
  const stepsPerFill = 2 * stableBlocks;
  for (let done = 0; done < count; done += stepsPerFill) {
    const length = min(stepsPerFill, count - done);
    const end = stableBuffer + (<usize>(((length + 15) & ~15) >> 1) << 4);
    let n = <u64>(done >> 1);
    for (let p = stableBuffer; p < end; p += 2 * philoxBytes) {
      philoxRun8(p, n, lane, tag, key0, key1);
      n += 8;
    }
    for (let p = stableBuffer; p < end; p += 32) {
      const bits = v128.load(p);
      const radius = f64x2.mul(f64x2.splat(amplitude), normalRadius(v128.load(p, 16)));
      v128.store(p, f64x2.mul(radius, normalCosine(bits)));
      v128.store(p, f64x2.mul(radius, normalSine(bits)), 16);
    }
    for (let i = 0; i < length; i++) {
      // 32 bytes hold steps 0 and 2, then steps 1 and 3, of each four.
      const at = (<usize>(i >> 2) << 5) + (<usize>(i & 1) << 4) + (<usize>((i >> 1) & 1) << 3);
      x = stepped(x, load<f64>(stableBuffer + at), timeStep, implicit, pieces, pieceCount);
      store<f64>(out + (<usize>(done + i) << 3), x);
    }
  }
}
