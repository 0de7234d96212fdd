import { type Arena, kernelExports, withArena } from './instance.js';
import type { DrawStart } from './random.js';

/** The four words that name a stream. */
export type StreamWords = Pick<DrawStart, 'key0' | 'key1' | 'lane' | 'tag'>;

/** Exits and paths of one-dimensional dynamics on a time grid (assembly/levyExit.ts, assembly/brownianExit.ts, assembly/path.ts). */

/** Drift a[0] + a[1] y + a[2] y^2 + a[3] y^3, y = x - center, from `from` to the next piece. */
export interface DriftPiece {
  readonly from: number;
  readonly center: number;
  readonly a: readonly [number, number, number, number];
}

/**
 * One step: x + timeStep drift(x) + amplitude N; with implicit drift its part is divided by
 * 1 - timeStep min(0, drift'(x)).
 */
export interface Dynamics {
  readonly drift: readonly DriftPiece[];
  readonly timeStep: number;
  readonly amplitude: number;
  readonly start: number;
  readonly implicit: boolean;
}

/**
 * N: symmetric stable with characteristic function exp(-|u|^alpha), amplitude N cut to [-largest, largest]
 * (Infinity for none); or standard normal.
 */
export type Noise =
  | { readonly law: 'stable'; readonly alpha: number; readonly largest: number }
  | { readonly law: 'normal'; readonly bridged: boolean };

export interface ExitTask extends Dynamics {
  readonly noise: Noise;
  readonly low: number;
  readonly high: number;
  /** Steps after which a path is given up; even for normal noise. */
  readonly limit: number;
}

type Words = [lane: number, tag: number, key0: number, key1: number];
type ExitKernel = (
  out: number,
  count: number,
  limit: number,
  settings: number,
  pieces: number,
  pieceCount: number,
  ...words: Words
) => void;

interface EulerExports {
  stableExits: ExitKernel;
  brownianExits: ExitKernel;
  stablePath(
    ...rest: [
      out: number,
      count: number,
      timeStep: number,
      amplitude: number,
      start: number,
      alpha: number,
      largest: number,
      implicit: boolean,
      pieces: number,
      pieceCount: number,
      ...words: Words,
    ]
  ): void;
  brownianPath(
    ...rest: [
      out: number,
      count: number,
      timeStep: number,
      amplitude: number,
      start: number,
      implicit: boolean,
      pieces: number,
      pieceCount: number,
      ...words: Words,
    ]
  ): void;
}

/** Numbers that an exit kernel writes for each path: steps, place, jump, way. */
export const exitRecord = 4;

/** How a path ended, as an exit kernel writes it. */
export const exitWays = { censored: 0, outside: 1, crossed: 2 } as const;

function placePieces(arena: Arena, drift: readonly DriftPiece[]): number {
  const numbers = drift.flatMap(({ from, center, a }) => [from, center, ...a]);
  return arena.copyF64(numbers).pointer;
}

function wordsOf({ lane, tag, key0, key1 }: StreamWords, path: number): Words {
  return [(lane + path) % 2 ** 32, tag, key0, key1];
}

/**
 * First exits of `count` paths, `exitRecord` numbers each; path p takes its numbers from substream
 * firstPath + p, whatever the other paths are.
 */
export function exits(task: ExitTask, count: number, stream: StreamWords, firstPath: number): Float64Array {
  const kernel = kernelExports<EulerExports>();
  const { noise, drift } = task;
  return withArena((arena) => {
    const pieces = placePieces(arena, drift);
    const parameters = noise.law === 'stable' ? [noise.alpha, noise.largest] : [Number(noise.bridged)];
    const settings = arena.copyF64([
      task.timeStep,
      task.amplitude,
      task.low,
      task.high,
      task.start,
      ...parameters,
      Number(task.implicit),
    ]);
    const out = arena.f64(exitRecord * count);
    const run = noise.law === 'stable' ? kernel.stableExits : kernel.brownianExits;
    const words = wordsOf(stream, firstPath);
    run(out.pointer, count, task.limit, settings.pointer, pieces, drift.length, ...words);
    return out.array.slice();
  });
}

/** Places of one path after each of `count` steps. */
export function pathPlaces(
  dynamics: Dynamics,
  noise: Noise,
  count: number,
  stream: StreamWords,
): Float64Array {
  const kernel = kernelExports<EulerExports>();
  const { timeStep, amplitude, start, implicit, drift } = dynamics;
  return withArena((arena) => {
    const pieces = placePieces(arena, drift);
    const out = arena.f64(count);
    const words = wordsOf(stream, 0);
    if (noise.law === 'stable') {
      const { alpha, largest } = noise;
      kernel.stablePath(
        out.pointer,
        count,
        timeStep,
        amplitude,
        start,
        alpha,
        largest,
        implicit,
        pieces,
        drift.length,
        ...words,
      );
    } else {
      kernel.brownianPath(
        out.pointer,
        count,
        timeStep,
        amplitude,
        start,
        implicit,
        pieces,
        drift.length,
        ...words,
      );
    }
    return out.array.slice();
  });
}
