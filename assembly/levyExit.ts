import { driftStepVec } from './drift';
import { censor, open, record, refill } from './exitLanes';
import { drawBlocks, draws, endCount, endedLane, jumps, noteEnd, places, startAt } from './lanes';
import { symmetricStablePass } from './stable';

/**
 * First exits under symmetric stable noise (records: assembly/exitLanes.ts); the exit test is part of
 * the step. `settings` in memory (f64): time step, noise amplitude of a step, lower edge, upper edge, start,
 * stability index, the largest noise increment of a step (Infinity where none is cut), whether the drift is
 * implicit. Step k takes block (k, 0).
 */
export function stableExits(
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
  const amplitude = v128.load64_splat(settings, 8);
  const low = v128.load64_splat(settings, 16);
  const high = v128.load64_splat(settings, 24);
  const start = load<f64>(settings, 32);
  const alpha = load<f64>(settings, 40);
  const largest = v128.load64_splat(settings, 48);
  const smallest = f64x2.neg(largest);
  const implicit = load<f64>(settings, 56) != 0.0;
  let active = open(count, start);
  let untilCensoring = limit;
  let round: u32 = 0;
  while (active > 0) {
    drawBlocks(active, round, lane, tag, key0, key1);
    symmetricStablePass(draws, draws + (<usize>((active + 1) & ~1) << 4), alpha);
    round += 1;
    for (let i = 0; i < active; i += 2) {
      const at = <usize>i << 3;
      const x = v128.load(places + at);
      const drift = driftStepVec(pieces, pieceCount, x, timeStep, implicit);
      const drawn = f64x2.mul(amplitude, v128.load(draws + (<usize>i << 4)));
      const noise = f64x2.pmax(f64x2.pmin(drawn, largest), smallest);
      const next = f64x2.add(f64x2.add(x, drift), noise);
      v128.store(places + at, next);
      v128.store(jumps + at, noise);
      const inside = v128.and(f64x2.gt(next, low), f64x2.lt(next, high));
      if (!i64x2.all_true(inside)) {
        if (!i64x2.extract_lane(inside, 0)) noteEnd(i);
        if (!i64x2.extract_lane(inside, 1) && i + 1 < active) noteEnd(i + 1);
      }
    }
    if (endCount() > 0) {
      for (let i = 0; i < endCount(); i++) {
        const ended = endedLane(i);
        record(out, ended, round - load<u32>(startAt(ended)), 1.0);
      }
      active = refill(active, start, round);
    }
    untilCensoring -= 1;
    if (untilCensoring == 0) {
      untilCensoring = censor(out, active, round, limit, 1);
      active = refill(active, start, round);
    }
  }
}
