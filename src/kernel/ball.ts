import type { StreamWords } from './exits.js';
import { kernelExports, withArena } from './instance.js';

/** Exits from a ball in several dimensions (assembly/ball.ts). */

interface BallExports {
  ballExits(
    ...rest: [
      out: number,
      count: number,
      limit: number,
      dimension: number,
      start: number,
      pull: number,
      amplitude: number,
      radius: number,
      alpha: number,
      isotropic: boolean,
      lane: number,
      tag: number,
      key0: number,
      key1: number,
    ]
  ): void;
  mostDimensions(): number;
}

/** x (1 - pull) + amplitude N from `start` until |x| is at least `radius`. */
export interface BallTask {
  readonly start: readonly number[];
  readonly pull: number;
  readonly amplitude: number;
  readonly radius: number;
  readonly alpha: number;
  readonly isotropic: boolean;
  readonly limit: number;
}

/** Steps until each path leaves, 0 for those that have not after `limit`. */
export function ballExits(
  task: BallTask,
  count: number,
  stream: StreamWords,
  firstPath: number,
): Float64Array {
  const { start, pull, amplitude, radius, alpha, isotropic, limit } = task;
  return withArena((arena) => {
    const from = arena.copyF64(start);
    const out = arena.f64(count);
    kernelExports<BallExports>().ballExits(
      out.pointer,
      count,
      limit,
      start.length,
      from.pointer,
      pull,
      amplitude,
      radius,
      alpha,
      isotropic,
      (stream.lane + firstPath) % 2 ** 32,
      stream.tag,
      stream.key0,
      stream.key1,
    );
    return out.array.slice();
  });
}

/** Largest dimension of `ballExits`. */
export function mostDimensions(): number {
  return kernelExports<BallExports>().mostDimensions();
}
