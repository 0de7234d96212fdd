import { moveState, seedLane } from '../draw/generator';

/**
 * Paths that are stepped side by side, one a lane. A lane whose path ends gets the next path at once, and
 * when none is left the last lane moves into its place, so that all lanes work until the end.
 *
 * The number that a path draws depends on the path and its step alone, never on the lane.
 */

/** Lanes side by side: enough that short passes over them overlap, few enough for the first cache. */
export const laneCount: i32 = 64;

/** Where the paths are (f64). */
export const places: usize = memory.data(512, 16);
/** What their last step added as noise (f64). */
export const jumps: usize = memory.data(512, 16);
/** Number of the path in a lane, from 0 (u32). */
const paths: usize = memory.data(256, 16);
/** Round in which the path began (u32, modulo 2^32). */
const starts: usize = memory.data(256, 16);
/** Lanes whose path ended in this round. */
const ended: usize = memory.data(256, 16);

let endedCount: i32 = 0;

/** Notes that the path of a lane has ended; in increasing order of lanes. */
@inline
export function noteEnd(lane: i32): void {
  store<i32>(ended + ((<usize>endedCount) << 2), lane);
  endedCount += 1;
}

/** How many paths have ended in this round. */
export function endCount(): i32 {
  return endedCount;
}

/** Lane of the i-th ended path. */
@inline
export function endedLane(i: i32): i32 {
  return load<i32>(ended + ((<usize>i) << 2));
}

/** Where the place of a lane's path is kept (f64). */
@inline
export function placeAt(lane: i32): usize {
  return places + ((<usize>lane) << 3);
}

/** Where the last noise of a lane's path is kept (f64). */
@inline
export function jumpAt(lane: i32): usize {
  return jumps + ((<usize>lane) << 3);
}

@inline
function pathAt(lane: i32): usize {
  return paths + ((<usize>lane) << 2);
}

@inline
function startAt(lane: i32): usize {
  return starts + ((<usize>lane) << 2);
}

let start: f64 = 0;
let base: u32 = 0;
let tag: u32 = 0;
let key0: u32 = 0;
let key1: u32 = 0;
let remaining: u32 = 0;
let nextPath: u32 = 0;

function begin(lane: i32, path: u32, round: u32): void {
  store<f64>(placeAt(lane), start);
  store<u32>(pathAt(lane), path);
  store<u32>(startAt(lane), round);
  seedLane(lane, base + path, tag, key0, key1);
}

/**
 * Puts the first of `count` paths into lanes, path p from `place` with the numbers of substream `lane` + p; returns how
 * many lanes are active.
 */
export function openLanes(count: u32, place: f64, lane: u32, streamTag: u32, word0: u32, word1: u32): i32 {
  start = place;
  base = lane;
  tag = streamTag;
  key0 = word0;
  key1 = word1;
  const active = min(count, <u32>laneCount);
  // A lane that is not active steps too where its neighbour is, for nobody.
  for (let i = 0; i < laneCount; i++) begin(i, <u32>i, 0);
  nextPath = active;
  remaining = count - active;
  endedCount = 0;
  return active;
}

/** Gives ended lanes new paths, or closes the gap; returns how many lanes are active. */
export function refillLanes(active: i32, round: u32): i32 {
  // From the last lane down, so that the lane moved into a gap has not itself ended.
  for (let i = endedCount - 1; i >= 0; i--) {
    const lane = endedLane(i);
    if (remaining > 0) {
      begin(lane, nextPath, round);
      nextPath += 1;
      remaining -= 1;
    } else {
      active -= 1;
      if (lane != active) moveLane(lane, active);
    }
  }
  endedCount = 0;
  return active;
}

/** Puts the path of lane `from` into lane `to`. */
function moveLane(to: i32, from: i32): void {
  store<f64>(placeAt(to), load<f64>(placeAt(from)));
  store<u32>(pathAt(to), load<u32>(pathAt(from)));
  store<u32>(startAt(to), load<u32>(startAt(from)));
  moveState(to, from);
}

/** Substream of the path in a lane. */
@inline
export function substreamOf(lane: i32): u32 {
  return base + load<u32>(pathAt(lane));
}

/** Age, in steps, of the path in a lane. */
@inline
export function ageOf(lane: i32, round: u32): u32 {
  return round - load<u32>(startAt(lane));
}

/** Writes down how the path of a lane ended: four numbers in `out`. */
export function recordEnd(out: usize, lane: i32, steps: u32, way: f64): void {
  const target = out + ((<usize>load<u32>(pathAt(lane))) << 5);
  store<f64>(target, <f64>steps);
  store<f64>(target, load<f64>(placeAt(lane)), 8);
  store<f64>(target, load<f64>(jumpAt(lane)), 16);
  store<f64>(target, way, 24);
}

/** Ends paths of age `limit`; returns in how many rounds at the earliest the next one is that old. */
export function censorLanes(out: usize, active: i32, round: u32, limit: u32): u32 {
  let oldest: u32 = 0;
  for (let lane = 0; lane < active; lane++) {
    const age = ageOf(lane, round);
    if (age >= limit) {
      recordEnd(out, lane, age, 0.0);
      noteEnd(lane);
    } else {
      oldest = max(oldest, age);
    }
  }
  return limit - oldest;
}
