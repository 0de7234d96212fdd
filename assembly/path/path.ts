import { driftStepVec } from './drift';
import { readState, seedLane, writeState } from '../draw/generator';
import { firstRowOf, leadingOf, nextDraws } from '../draw/increments';

/**
 * One path of dX = drift dt + amplitude dN on a time grid, written down at every step; with the same stream
 * the same bits as the exits of gridExits.ts take. `settings` as there, without edges.
 */
export function gridPath(
  out: usize,
  count: i32,
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
  const alpha = load<f64>(settings, 40);
  const largest = v128.load64_splat(settings, 48);
  const smallest = f64x2.neg(largest);
  const implicit = load<f64>(settings, 56) != 0.0;
  const firstRow = firstRowOf(table);
  const leading = leadingOf(table);
  seedLane(0, lane, tag, key0, key1);
  seedLane(1, lane, tag, key0, key1);
  let x = v128.load64_splat(settings, 32);
  for (let i = 0; i < count; i++) {
    const drawn = f64x2.mul(amplitude, nextDraws(0, table, firstRow, leading, alpha));
    // In this order a NaN stays one.
    const noise = f64x2.pmax(f64x2.pmin(drawn, largest), smallest);
    x = f64x2.add(f64x2.add(x, driftStepVec(pieces, pieceCount, x, timeStep, implicit)), noise);
    store<f64>(out + ((<usize>i) << 3), f64x2.extract_lane(x, 0));
  }
}

/** Seeds the state of a path's generator (four words at `state`) as its exits and gridPath do. */
export function seedDraws(state: usize, lane: u32, tag: u32, key0: u32, key1: u32): void {
  seedLane(0, lane, tag, key0, key1);
  readState(0, state);
}

/** The next `count` draws of a path, of scale 1; moves its state on. */
export function pathDraws(out: usize, count: i32, table: usize, alpha: f64, state: usize): void {
  const firstRow = firstRowOf(table);
  const leading = leadingOf(table);
  writeState(0, state);
  writeState(1, state);
  for (let i = 0; i < count; i++) {
    const draws = nextDraws(0, table, firstRow, leading, alpha);
    store<f64>(out + ((<usize>i) << 3), f64x2.extract_lane(draws, 0));
  }
  readState(0, state);
}
