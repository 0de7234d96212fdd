import { driftStepVec } from './drift';
import { firstRowOf, leadingOf, nextDraws } from '../draw/increments';
import {
  ageOf,
  censorLanes,
  endCount,
  endedLane,
  jumps,
  noteEnd,
  openLanes,
  places,
  recordEnd,
  refillLanes,
} from './lanes';

/**
 * First exits from an interval of dX = drift dt + amplitude dN on a time grid, N symmetric stable of scale 1, many
 * paths a call; the exit test is part of the step. Path p, from 0, draws from substream lane + p.
 *
 * `settings` in memory (f64): time step, amplitude of a step's noise, lower edge, upper edge, start, stability
 * index, the largest size of a step's noise, to which it is cut, and whether the drift is implicit.
 * `out` gets four numbers a path: steps taken, last place, last noise increment, and how it ended:
 * 0 censored, 1 outside at a grid point, 2 crossed an edge between grid points.
 */
export function gridExits(
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
  const amplitude = v128.load64_splat(settings, 8);
  const low = v128.load64_splat(settings, 16);
  const high = v128.load64_splat(settings, 24);
  const alpha = load<f64>(settings, 40);
  const largest = v128.load64_splat(settings, 48);
  const smallest = f64x2.neg(largest);
  const implicit = load<f64>(settings, 56) != 0.0;
  const firstRow = firstRowOf(table);
  const leading = leadingOf(table);
  let active = openLanes(count, load<f64>(settings, 32), lane, tag, key0, key1);
  let untilCensoring = limit;
  let round: u32 = 0;
  while (active > 0) {
    round += 1;
    for (let i = 0; i < active; i += 2) {
      const at = (<usize>i) << 3;
      const drawn = f64x2.mul(amplitude, nextDraws(i, table, firstRow, leading, alpha));
      // In this order a NaN stays one.
      const noise = f64x2.pmax(f64x2.pmin(drawn, largest), smallest);
      const x = v128.load(places + at);
      const drift = driftStepVec(pieces, pieceCount, x, timeStep, implicit);
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
      for (let i = 0; i < endCount(); i++) recordEnd(out, endedLane(i), ageOf(endedLane(i), round), 1.0);
      active = refillLanes(active, round);
    }
    untilCensoring -= 1;
    if (untilCensoring == 0) {
      untilCensoring = censorLanes(out, active, round, limit);
      active = refillLanes(active, round);
    }
  }
}
