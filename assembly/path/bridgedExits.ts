import { driftVec } from './drift';
import { firstRowOf, leadingOf, nextDraws } from '../draw/increments';
import {
  ageOf,
  censorLanes,
  endCount,
  jumpAt,
  noteEnd,
  openLanes,
  placeAt,
  recordEnd,
  refillLanes,
  substreamOf,
} from './lanes';
import { expOf } from '../math/math';
import { philox } from '../draw/philox';
import { uniformVec } from '../draw/variate';

/**
 * First exits under Brownian noise, crossings between grid points included. The drift of a step is the mean of
 * those at its start and at the end that it alone would reach (Heun; weak order two under additive noise), and
 * a step between inside places x and y is an exit at c with the probability
 * exp(-(c - x)(c - y)/amplitude^2) with which the Brownian bridge between them crosses c (Gobet 2000).
 *
 * Arguments and results as in gridExits.ts, with the table of index 2, whose draws have variance 2. The
 * crossing of either edge within a step draws from block (step, 1) of the path's substream.
 */

/** A crossing beyond this exponent is less likely than the smallest uniform number, 2^-53. */
const crossingLimit: f64 = 37.0;

const crossingBlock: usize = memory.data(64, 16);

let low: f64 = 0;
let high: f64 = 0;
/** 1/amplitude^2. */
let factor: f64 = 0;
let streamTag: u32 = 0;
let word0: u32 = 0;
let word1: u32 = 0;

/** Where a step between two inside places first leaves: an edge that the bridge between them crosses, or its end. */
function crossedEdge(from: f64, to: f64, substream: u32, step: u32): f64 {
  const above = factor * (high - from) * (high - to);
  const below = factor * (from - low) * (to - low);
  const steps = i32x4.splat(<i32>step);
  const tags = i32x4.splat(<i32>streamTag);
  philox(crossingBlock, steps, i32x4.splat(1), i32x4.splat(<i32>substream), tags, word0, word1);
  const upper = f64x2.extract_lane(uniformVec(v128.load(crossingBlock)), 0);
  if (upper < expOf(-above)) return high;
  const lower = f64x2.extract_lane(uniformVec(v128.load(crossingBlock, 16)), 0);
  return lower < expOf(-below) ? low : to;
}

/** Step of the path in a lane, from x to y inside, that ends a round. */
function crossedBy(lane: i32, x: f64, y: f64, round: u32): f64 {
  return crossedEdge(x, y, substreamOf(lane), ageOf(lane, round) - 1);
}

/** Records that the path of a lane has left. */
function leave(out: usize, lane: i32, round: u32): void {
  const x = load<f64>(placeAt(lane));
  recordEnd(out, lane, ageOf(lane, round), x == low || x == high ? 2.0 : 1.0);
  noteEnd(lane);
}

/** See the head of this file. */
export function bridgedExits(
  out: usize,
  count: u32,
  limit: u32,
  settings: usize,
  pieces: usize,
  pieceCount: i32,
  table: usize,
  lane: u32,
  tag: u32,
  key0: u32,
  key1: u32,
): void {
  const timeStep = v128.load64_splat(settings);
  const halfStep = f64x2.mul(timeStep, f64x2.splat(0.5));
  const amplitude = v128.load64_splat(settings, 8);
  low = load<f64>(settings, 16);
  high = load<f64>(settings, 24);
  const lowest = f64x2.splat(low);
  const highest = f64x2.splat(high);
  factor = 1.0 / (load<f64>(settings, 8) * load<f64>(settings, 8));
  const farAway = f64x2.splat(crossingLimit / factor);
  streamTag = tag;
  word0 = key0;
  word1 = key1;
  const firstRow = firstRowOf(table);
  const leading = leadingOf(table);
  let active = openLanes(count, load<f64>(settings, 32), lane, tag, key0, key1);
  let untilCensoring = limit;
  let round: u32 = 0;
  while (active > 0) {
    round += 1;
    for (let i = 0; i < active; i += 2) {
      const noise = f64x2.mul(amplitude, nextDraws(i, table, firstRow, leading, 2.0));
      const x = v128.load(placeAt(i));
      const drift = driftVec(pieces, pieceCount, x);
      const ahead = f64x2.add(f64x2.add(x, f64x2.mul(timeStep, drift)), noise);
      const both = f64x2.add(drift, driftVec(pieces, pieceCount, ahead));
      let next = f64x2.add(f64x2.add(x, f64x2.mul(halfStep, both)), noise);
      v128.store(jumpAt(i), noise);
      const inside = v128.and(f64x2.gt(next, lowest), f64x2.lt(next, highest));
      const above = f64x2.mul(f64x2.sub(highest, x), f64x2.sub(highest, next));
      const below = f64x2.mul(f64x2.sub(x, lowest), f64x2.sub(next, lowest));
      // Far from both edges; false where a number is no number, as behind an infinite edge it is not.
      const far = v128.and(f64x2.gt(above, farAway), f64x2.gt(below, farAway));
      if (i64x2.all_true(v128.and(inside, far))) {
        v128.store(placeAt(i), next);
        continue;
      }
      const doubtful = v128.andnot(inside, far);
      if (i64x2.extract_lane(doubtful, 0)) {
        const y = crossedBy(i, f64x2.extract_lane(x, 0), f64x2.extract_lane(next, 0), round);
        next = f64x2.replace_lane(next, 0, y);
      }
      if (i64x2.extract_lane(doubtful, 1)) {
        const y = crossedBy(i + 1, f64x2.extract_lane(x, 1), f64x2.extract_lane(next, 1), round);
        next = f64x2.replace_lane(next, 1, y);
      }
      v128.store(placeAt(i), next);
      const stays = v128.and(f64x2.gt(next, lowest), f64x2.lt(next, highest));
      if (!i64x2.extract_lane(stays, 0)) leave(out, i, round);
      if (!i64x2.extract_lane(stays, 1) && i + 1 < active) leave(out, i + 1, round);
    }
    if (endCount() > 0) active = refillLanes(active, round);
    untilCensoring -= 1;
    if (untilCensoring == 0) {
      untilCensoring = censorLanes(out, active, round, limit);
      active = refillLanes(active, round);
    }
  }
}
