import {
  beginPath,
  clearEnds,
  endCount,
  endedLane,
  jumpAt,
  laneCount,
  moveLane,
  noteEnd,
  pathAt,
  placeAt,
  startAt,
} from './lanes';

/**
 * First exits from an interval of dX = drift dt + amplitude dN on a time grid, many paths a call: what
 * the kernels for stable noise (assembly/levyExit.ts) and Brownian noise (assembly/brownianExit.ts) share.
 *
 * `out` gets four numbers a path: steps taken, last place, last noise increment, and how it ended:
 * 0 censored, 1 outside at a grid point, 2 crossed an edge between grid points.
 *
 * Path p, from 0, draws from substream lane + p.
 */

/** Remembers how a path ended. */
@inline
export function record(out: usize, lane: i32, steps: u32, way: f64): void {
  const target = out + (<usize>load<u32>(pathAt(lane)) << 5);
  store<f64>(target, <f64>steps);
  store<f64>(target, load<f64>(placeAt(lane)), 8);
  store<f64>(target, load<f64>(jumpAt(lane)), 16);
  store<f64>(target, way, 24);
}

let remaining: u32 = 0;
let nextPath: u32 = 0;

/** Gives ended lanes new paths, or closes the gap; returns how many lanes are active. */
export function refill(active: i32, start: f64, round: u32): i32 {
  // From the last lane down, so that the lane moved into a gap has not itself ended.
  for (let i = endCount() - 1; i >= 0; i--) {
    const lane = endedLane(i);
    if (remaining > 0) {
      beginPath(lane, nextPath, start, round);
      nextPath += 1;
      remaining -= 1;
    } else {
      active -= 1;
      if (lane != active) moveLane(lane, active);
    }
  }
  clearEnds();
  return active;
}

export function open(count: u32, start: f64): i32 {
  const active = min(count, <u32>laneCount);
  for (let lane = 0; lane < laneCount; lane++) beginPath(lane, <u32>lane, start, 0);
  nextPath = active;
  remaining = count - active;
  clearEnds();
  return active;
}

/** Ends paths of age `limit` rounds; returns in how many rounds at the earliest the next one is that old. */
export function censor(out: usize, active: i32, round: u32, limit: u32, stepsPerRound: u32): u32 {
  let oldest: u32 = 0;
  for (let lane = 0; lane < active; lane++) {
    const age = round - load<u32>(startAt(lane));
    if (age >= limit) {
      record(out, lane, age * stepsPerRound, 0.0);
      noteEnd(lane);
    } else {
      oldest = max(oldest, age);
    }
  }
  return limit - oldest;
}
