import { driftStepVec, driftVec } from './drift';
import { censor, open, record, refill } from './exitLanes';
import { drawBlocks, draws, endCount, jumpAt, noteEnd, pathAt, placeAt, startAt } from './lanes';
import { expOf } from './math';
import { philox } from './philox';
import { normalCosine, normalRadius, normalSine, uniformVec } from './variate';

/**
 * First exits under Brownian noise (records: assembly/exitLanes.ts); the exit test is part of the step.
 * `settings` in memory (f64): time step, noise amplitude of a step, lower edge, upper edge, start, whether
 * crossings between grid points count, whether the drift is implicit (then they do not). Steps 2k and 2k + 1 take block (k, 0), the crossing of either
 * edge within a step block (step, 1).
 */

/** A crossing beyond this exponent is less likely than the smallest uniform number, 2^-53. */
const crossingLimit: f64 = 37.0;

const crossingBlock: usize = memory.data(64, 16);

/**
 * Where a Brownian step between two inside places is when it first leaves: an edge that the bridge between
 * them crosses, or its end if it crosses none.
 */
function crossedEdge(
  from: f64,
  to: f64,
  low: f64,
  high: f64,
  factor: f64,
  substream: u32,
  step: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): f64 {
  const above = factor * (high - from) * (high - to);
  const below = factor * (from - low) * (to - low);
  const one = i32x4.splat(1);
  const steps = i32x4.splat(<i32>step);
  philox(crossingBlock, steps, one, i32x4.splat(<i32>substream), i32x4.splat(<i32>tag), key0, key1);
  const upper = f64x2.extract_lane(uniformVec(v128.load(crossingBlock)), 0);
  if (upper < expOf(-above)) return high;
  const lower = f64x2.extract_lane(uniformVec(v128.load(crossingBlock, 16)), 0);
  return lower < expOf(-below) ? low : to;
}

/**
 * Exits under Brownian noise. If crossings between grid points count, the drift of a step is the mean of
 * those at its start and at the end that it alone would reach (Heun; weak order two under additive noise),
 * and a step between inside places x and y is an exit at c with the probability
 * exp(-2 (c - x)(c - y)/amplitude^2) with which the Brownian bridge between them crosses c (Gobet 2000).
 */
export function brownianExits(
  out: usize,
  count: u32,
  limit: u32,
  settings: usize,
  pieces: usize,
  pieceCount: i32,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): void {
  const timeStep = v128.load64_splat(settings);
  const halfStep = f64x2.mul(timeStep, f64x2.splat(0.5));
  const amplitude = v128.load64_splat(settings, 8);
  const lowest = load<f64>(settings, 16);
  const highest = load<f64>(settings, 24);
  const low = f64x2.splat(lowest);
  const high = f64x2.splat(highest);
  const start = load<f64>(settings, 32);
  const bridged = load<f64>(settings, 40) != 0.0;
  const implicit = load<f64>(settings, 48) != 0.0;
  const factor = 2.0 / (load<f64>(settings, 8) * load<f64>(settings, 8));
  const farAway = f64x2.splat(crossingLimit / factor);
  let active = open(count, start);
  // One round is two steps, made of the two normal variates of a block.
  const rounds: u32 = limit >> 1;
  let untilCensoring = rounds;
  let round: u32 = 0;
  while (active > 0) {
    drawBlocks(active, round, lane, tag, key0, key1);
    for (let i = 0; i < active; i += 2) {
      const block = draws + (<usize>i << 4);
      const bits = v128.load(block);
      const radius = f64x2.mul(amplitude, normalRadius(v128.load(block, 16)));
      let noise = f64x2.mul(radius, normalCosine(bits));
      const second = f64x2.mul(radius, normalSine(bits));
      let x = v128.load(placeAt(i));
      let alive = i64x2.splat(-1);
      for (let half: u32 = 0; half < 2; half++) {
        let next: v128;
        if (bridged) {
          const drift = driftVec(pieces, pieceCount, x);
          next = f64x2.add(f64x2.add(x, f64x2.mul(timeStep, drift)), noise);
          const both = f64x2.add(drift, driftVec(pieces, pieceCount, next));
          next = f64x2.add(f64x2.add(x, f64x2.mul(halfStep, both)), noise);
        } else {
          const drift = driftStepVec(pieces, pieceCount, x, timeStep, implicit);
          next = f64x2.add(f64x2.add(x, drift), noise);
        }
        let inside = v128.and(f64x2.gt(next, low), f64x2.lt(next, high));
        if (bridged) {
          const above = f64x2.mul(f64x2.sub(high, x), f64x2.sub(high, next));
          const below = f64x2.mul(f64x2.sub(x, low), f64x2.sub(next, low));
          const near = v128.not(v128.and(f64x2.gt(above, farAway), f64x2.gt(below, farAway)));
          const doubtful = v128.and(v128.and(inside, near), alive);
          if (v128.any_true(doubtful)) {
            const step = 2 * round + half;
            if (i64x2.extract_lane(doubtful, 0)) {
              const edge = crossedEdge(
                f64x2.extract_lane(x, 0),
                f64x2.extract_lane(next, 0),
                lowest,
                highest,
                factor,
                lane + load<u32>(pathAt(i)),
                step - 2 * load<u32>(startAt(i)),
                tag,
                key0,
                key1,
              );
              next = f64x2.replace_lane(next, 0, edge);
            }
            if (i64x2.extract_lane(doubtful, 1)) {
              const edge = crossedEdge(
                f64x2.extract_lane(x, 1),
                f64x2.extract_lane(next, 1),
                lowest,
                highest,
                factor,
                lane + load<u32>(pathAt(i + 1)),
                step - 2 * load<u32>(startAt(i + 1)),
                tag,
                key0,
                key1,
              );
              next = f64x2.replace_lane(next, 1, edge);
            }
            inside = v128.and(f64x2.gt(next, low), f64x2.lt(next, high));
          }
        }
        // A path that ended in the first half stays where it ended.
        x = v128.bitselect(next, x, alive);
        v128.store(placeAt(i), x);
        const left = v128.and(alive, v128.not(inside));
        if (v128.any_true(left)) {
          v128.store(jumpAt(i), noise);
          const steps = 2 * round + half + 1;
          if (i64x2.extract_lane(left, 0)) {
            const way: f64 = bridged && isEdge(f64x2.extract_lane(x, 0), lowest, highest) ? 2.0 : 1.0;
            record(out, i, steps - 2 * load<u32>(startAt(i)), way);
          }
          if (i64x2.extract_lane(left, 1) && i + 1 < active) {
            const way: f64 = bridged && isEdge(f64x2.extract_lane(x, 1), lowest, highest) ? 2.0 : 1.0;
            record(out, i + 1, steps - 2 * load<u32>(startAt(i + 1)), way);
          }
          alive = v128.and(alive, inside);
        }
        if (half == 0) noise = second;
      }
      v128.store(jumpAt(i), noise);
      if (!i64x2.all_true(alive)) {
        if (!i64x2.extract_lane(alive, 0)) noteEnd(i);
        if (!i64x2.extract_lane(alive, 1) && i + 1 < active) noteEnd(i + 1);
      }
    }
    round += 1;
    if (endCount() > 0) active = refill(active, start, round);
    untilCensoring -= 1;
    if (untilCensoring == 0) {
      untilCensoring = censor(out, active, round, rounds, 2);
      active = refill(active, start, round);
    }
  }
}

@inline
function isEdge(x: f64, low: f64, high: f64): bool {
  return x == low || x == high;
}
