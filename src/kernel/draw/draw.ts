import { kernelExports, withArena } from '../instance.js';

/**
 * Draws from a stream: each value takes a block of Philox4x32-10 or a part of one (assembly/draw/philox.ts,
 * assembly/draw/draw.ts). Value i of a call depends on the stream, the first block and i alone. Functions
 * named `...Draws` return a new array. Those named `fill...` write the same bits into an array that exists
 * already, which is what simulations call block after block.
 */

/** Where a call begins: a stream's four words and its first block. */
export interface DrawStart {
  readonly key0: number;
  readonly key1: number;
  readonly lane: number;
  readonly tag: number;
  readonly block: number;
}

/** A stable law in the parameters of its kernel. */
export interface StableParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly scale: number;
  readonly location: number;
  /** True: location is that of S0; false: that of S1. At alpha = 1 and scale 1 they agree. */
  readonly centered: boolean;
}

type StartArguments = [start: number, lane: number, tag: number, key0: number, key1: number];
type Fill = (out: number, count: number, ...start: StartArguments) => void;
type FillBlocks = (out: number, count: number, ...start: StartArguments) => number;

interface RandomExports {
  fillUniform: Fill;
  fillExponential: Fill;
  fillNormal: Fill;
  fillStable(
    out: number,
    count: number,
    ...rest: [
      ...StartArguments,
      alpha: number,
      beta: number,
      scale: number,
      location: number,
      centered: boolean,
    ]
  ): void;
  fillIntegers(out: number, count: number, ...rest: [...StartArguments, bound: number]): number;
  fillPermutation: FillBlocks;
  philoxBlock(out: number, ...words: [number, number, number, number, number, number]): void;
  tangentOfIndex(alpha: number): number;
}

/** Values per kernel call: a multiple of everything that kernels group, small enough to stay in cache. */
const chunk = 16384;

function startArguments(start: DrawStart, block: number): StartArguments {
  return [block, start.lane, start.tag, start.key0, start.key1];
}

/** Calls `fill` for one chunk after another; a block yields `perBlock` values. */
function collect(
  count: number,
  start: DrawStart,
  perBlock: number,
  fill: (pointer: number, count: number, at: StartArguments) => void,
): Float64Array {
  return withArena((arena) => {
    const part = arena.f64(Math.min(count, chunk));
    if (count <= chunk) {
      fill(part.pointer, count, startArguments(start, start.block));
      return part.array.slice();
    }
    const values = new Float64Array(count);
    for (let done = 0; done < count; done += chunk) {
      const length = Math.min(chunk, count - done);
      fill(part.pointer, length, startArguments(start, start.block + done / perBlock));
      values.set(part.array.subarray(0, length), done);
    }
    return values;
  });
}

/** `count` uniform numbers in (0, 1), two a block: (j + 1/2) 2^-52 with j uniform on 0 … 2^52 − 1. */
export function uniformDraws(count: number, start: DrawStart): Float64Array {
  const { fillUniform } = kernelExports<RandomExports>();
  return collect(count, start, 2, (pointer, length, at) => fillUniform(pointer, length, ...at));
}

/** `count` standard exponential numbers, two a block, resolved down to 2^-65. */
export function exponentialDraws(count: number, start: DrawStart): Float64Array {
  const { fillExponential } = kernelExports<RandomExports>();
  return collect(count, start, 2, (pointer, length, at) => fillExponential(pointer, length, ...at));
}

/** `count` standard normal numbers, two a block (Box and Muller). */
export function normalDraws(count: number, start: DrawStart): Float64Array {
  const { fillNormal } = kernelExports<RandomExports>();
  return collect(count, start, 2, (pointer, length, at) => fillNormal(pointer, length, ...at));
}

/** `count` draws from a stable law, one a block (Chambers, Mallows and Stuck). */
export function stableDraws(count: number, start: DrawStart, law: StableParameters): Float64Array {
  const { fillStable } = kernelExports<RandomExports>();
  const { alpha, beta, scale, location, centered } = law;
  return collect(count, start, 1, (pointer, length, at) =>
    fillStable(pointer, length, ...at, alpha, beta, scale, location, centered),
  );
}

/** Fills an array by one call of the kernel. */
function fillWith(
  into: Float64Array,
  start: DrawStart,
  fill: (pointer: number, count: number, at: StartArguments) => void,
): void {
  withArena((arena) => {
    const part = arena.f64(into.length);
    fill(part.pointer, into.length, startArguments(start, start.block));
    into.set(part.array);
  });
}

/** Fills an array with uniform numbers, as uniformDraws. */
export function fillUniforms(into: Float64Array, start: DrawStart): void {
  const { fillUniform } = kernelExports<RandomExports>();
  fillWith(into, start, (pointer, count, at) => fillUniform(pointer, count, ...at));
}

/** Fills an array with standard exponential numbers, as exponentialDraws. */
export function fillExponentials(into: Float64Array, start: DrawStart): void {
  const { fillExponential } = kernelExports<RandomExports>();
  fillWith(into, start, (pointer, count, at) => fillExponential(pointer, count, ...at));
}

/** Fills an array with standard normal numbers, as normalDraws. */
export function fillNormals(into: Float64Array, start: DrawStart): void {
  const { fillNormal } = kernelExports<RandomExports>();
  fillWith(into, start, (pointer, count, at) => fillNormal(pointer, count, ...at));
}

/** Fills an array with draws from a stable law, as stableDraws. */
export function fillStables(into: Float64Array, start: DrawStart, law: StableParameters): void {
  const { fillStable } = kernelExports<RandomExports>();
  const { alpha, beta, scale, location, centered } = law;
  fillWith(into, start, (pointer, count, at) =>
    fillStable(pointer, count, ...at, alpha, beta, scale, location, centered),
  );
}

/** Integers or a permutation, and how many blocks they took. */
export interface IntegerDraws {
  readonly values: Uint32Array;
  readonly blocks: number;
}

function collectIntegers(count: number, fill: (pointer: number) => number): IntegerDraws {
  return withArena((arena) => {
    const part = arena.u32(count);
    const blocks = fill(part.pointer);
    return { values: part.array.slice(), blocks };
  });
}

/** `count` integers in 0 … bound − 1, without bias; 1 <= bound <= 2^32. */
export function integerDraws(count: number, bound: number, start: DrawStart): IntegerDraws {
  const at = startArguments(start, start.block);
  return collectIntegers(count, (pointer) =>
    kernelExports<RandomExports>().fillIntegers(pointer, count, ...at, bound),
  );
}

/** The numbers 0 … count − 1 in random order. */
export function permutationDraw(count: number, start: DrawStart): IntegerDraws {
  const at = startArguments(start, start.block);
  return collectIntegers(count, (pointer) =>
    kernelExports<RandomExports>().fillPermutation(pointer, count, ...at),
  );
}

/** The four words that Philox4x32-10 makes of a counter of four words and a key of two. */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  return withArena((arena) => {
    const block = arena.u32(4);
    kernelExports<RandomExports>().philoxBlock(block.pointer, ...counter, ...key);
    const [a, b, c, d] = block.array as unknown as [number, number, number, number];
    return [a, b, c, d];
  });
}

/** tan(pi alpha / 2) of a stability index: 0 at 2, ±Infinity at 1. */
export function tangentOfIndex(alpha: number): number {
  return kernelExports<RandomExports>().tangentOfIndex(alpha);
}
