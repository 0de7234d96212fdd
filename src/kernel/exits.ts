import { type Arena, kernelExports, withArena } from './instance.js';
import type { DrawStart } from './draw/draw.js';

/** The four words that name a stream. */
export type StreamWords = Pick<DrawStart, 'key0' | 'key1' | 'lane' | 'tag'>;

/**
 * Exits and paths of one-dimensional dynamics on a time grid (assembly/path/gridExits.ts, bridgedExits.ts,
 * path.ts).
 */

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
  /** Not where crossings between grid points count. */
  readonly implicit: boolean;
}

/**
 * N: symmetric stable with characteristic function exp(-|u|^alpha), drawn by its table or exactly without
 * one.
 */
export interface Noise {
  readonly alpha: number;
  readonly table: Float64Array | undefined;
  /** The largest size of a step's noise, to which it is cut; Infinity where it is not. */
  readonly largestIncrement: number;
  /** Whether Brownian crossings between grid points count; alpha is then 2, and nothing is cut. */
  readonly bridged: boolean;
}

export interface ExitTask extends Dynamics {
  readonly noise: Noise;
  readonly low: number;
  readonly high: number;
  /** Steps after which a path is given up. */
  readonly limit: number;
}

type Words = [lane: number, tag: number, key0: number, key1: number];
type GridKernel = (
  out: number,
  count: number,
  ...rest: [settings: number, pieces: number, pieceCount: number, table: number, ...words: Words]
) => void;
type ExitKernel = (
  out: number,
  count: number,
  limit: number,
  ...rest: [settings: number, pieces: number, pieceCount: number, table: number, ...words: Words]
) => void;

interface ExitExports {
  seedDraws(state: number, ...words: Words): void;
  pathDraws(out: number, count: number, table: number, alpha: number, state: number): void;
  gridExits: ExitKernel;
  bridgedExits: ExitKernel;
  gridPath: GridKernel;
}

/** Numbers that an exit kernel writes for each path: steps, place, jump, way. */
export const exitRecord = 4;

/** How a path ended, as an exit kernel writes it. */
export const exitWays = { censored: 0, outside: 1, crossed: 2 } as const;

/** Copies what a kernel reads of dynamics and noise; the edges are those of an exit, if it is one. */
function place(
  arena: Arena,
  { drift, timeStep, amplitude, start, implicit }: Dynamics,
  { alpha, table, largestIncrement }: Noise,
  low = -Infinity,
  high = Infinity,
): [settings: number, pieces: number, pieceCount: number, table: number] {
  const settings = [timeStep, amplitude, low, high, start, alpha, largestIncrement, Number(implicit)];
  const pieces = drift.flatMap(({ from, center, a }) => [from, center, ...a]);
  return [
    arena.copyF64(settings).pointer,
    arena.copyF64(pieces).pointer,
    drift.length,
    table === undefined ? 0 : arena.copyF64(table).pointer,
  ];
}

function wordsOf({ lane, tag, key0, key1 }: StreamWords, path: number): Words {
  return [(lane + path) % 2 ** 32, tag, key0, key1];
}

/**
 * First exits of `count` paths, `exitRecord` numbers each; path p takes its numbers from substream
 * firstPath + p, whatever the other paths are.
 */
export function exits(task: ExitTask, count: number, stream: StreamWords, firstPath: number): Float64Array {
  const { gridExits, bridgedExits } = kernelExports<ExitExports>();
  const { noise, low, high, limit } = task;
  return withArena((arena) => {
    const out = arena.f64(exitRecord * count);
    const placed = place(arena, task, noise, low, high);
    const run = noise.bridged ? bridgedExits : gridExits;
    run(out.pointer, count, limit, ...placed, ...wordsOf(stream, firstPath));
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
  const { gridPath } = kernelExports<ExitExports>();
  return withArena((arena) => {
    const out = arena.f64(count);
    gridPath(out.pointer, count, ...place(arena, dynamics, noise), ...wordsOf(stream, 0));
    return out.array.slice();
  });
}

/**
 * The noise of one path, piece by piece: draws of scale 1 as its exits and pathPlaces take them, step by
 * step.
 */
export class PathDraws {
  readonly #noise: Pick<Noise, 'alpha' | 'table'>;
  #state: Float64Array;

  constructor(noise: Pick<Noise, 'alpha' | 'table'>, stream: StreamWords) {
    this.#noise = noise;
    this.#state = withArena((arena) => {
      const state = arena.f64(4);
      kernelExports<ExitExports>().seedDraws(state.pointer, ...wordsOf(stream, 0));
      return state.array.slice();
    });
  }

  /** The next `count` draws. */
  next(count: number): Float64Array {
    const { alpha, table } = this.#noise;
    return withArena((arena) => {
      const out = arena.f64(count);
      const state = arena.copyF64(this.#state);
      const rows = table === undefined ? 0 : arena.copyF64(table).pointer;
      kernelExports<ExitExports>().pathDraws(out.pointer, count, rows, alpha, state.pointer);
      this.#state = state.array.slice();
      return out.array.slice();
    });
  }
}
