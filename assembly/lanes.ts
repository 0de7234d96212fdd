import { philoxTwice } from './philox';

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
export const paths: usize = memory.data(256, 16);
/** Round in which the path began (u32, modulo 2^32). */
export const starts: usize = memory.data(256, 16);
/** Lanes whose path ended in this round. */
const ended: usize = memory.data(256, 16);
/** A block for each lane, as `philox` writes them. */
export const draws: usize = memory.data(1024, 16);

let endedCount: i32 = 0;

/** Notes that the path of a lane has ended; in increasing order of lanes. */
@inline
export function noteEnd(lane: i32): void {
  store<i32>(ended + (<usize>endedCount << 2), lane);
  endedCount += 1;
}

export function clearEnds(): void {
  endedCount = 0;
}

export function endCount(): i32 {
  return endedCount;
}

/** Lane of the i-th ended path. */
@inline
export function endedLane(i: i32): i32 {
  return load<i32>(ended + (<usize>i << 2));
}

@inline
export function placeAt(lane: i32): usize {
  return places + (<usize>lane << 3);
}

@inline
export function jumpAt(lane: i32): usize {
  return jumps + (<usize>lane << 3);
}

@inline
export function pathAt(lane: i32): usize {
  return paths + (<usize>lane << 2);
}

@inline
export function startAt(lane: i32): usize {
  return starts + (<usize>lane << 2);
}

/** Puts a path at its start into a lane. */
@inline
export function beginPath(lane: i32, path: u32, place: f64, round: u32): void {
  store<f64>(placeAt(lane), place);
  store<u32>(pathAt(lane), path);
  store<u32>(startAt(lane), round);
}

/** Moves the path of lane `from` into lane `to`. */
@inline
export function moveLane(to: i32, from: i32): void {
  store<f64>(placeAt(to), load<f64>(placeAt(from)));
  store<u32>(pathAt(to), load<u32>(pathAt(from)));
  store<u32>(startAt(to), load<u32>(startAt(from)));
}

/**
 * The next block of each of the first `active` lanes, rounded up to a multiple of eight, into `draws`:
 * block (round - start, 0) of substream lane + path.
 */
export function drawBlocks(active: i32, round: u32, lane: u32, tag: u32, key0: u32, key1: u32): void {
  const now = i32x4.splat(<i32>round);
  const zero = i32x4.splat(0);
  const base = i32x4.splat(<i32>lane);
  const tags = i32x4.splat(<i32>tag);
  const end = paths + (<usize>((active + 7) & ~7) << 2);
  let out = draws;
  let begun = starts;
  for (let p = paths; p < end; p += 32) {
    philoxTwice(
      out,
      i32x4.sub(now, v128.load(begun)),
      zero,
      i32x4.add(base, v128.load(p)),
      tags,
      i32x4.sub(now, v128.load(begun, 16)),
      zero,
      i32x4.add(base, v128.load(p, 16)),
      tags,
      key0,
      key1,
    );
    out += 128;
    begun += 32;
  }
}
