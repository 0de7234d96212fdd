import { kernelExports, withArena } from './instance.js';
import type { DrawStart, StableParameters } from './draw/draw.js';

/**
 * Draws into arrays that exist already: what simulations call block after block. Value i has the bits of the
 * array function of the same law (random.ts) at the same start.
 */

type StartArguments = [block: number, lane: number, tag: number, key0: number, key1: number];
type Fill = (out: number, count: number, ...start: StartArguments) => void;

interface FillExports {
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
}

function startArguments({ block, lane, tag, key0, key1 }: DrawStart): StartArguments {
  return [block, lane, tag, key0, key1];
}

function fillPlain(
  name: 'fillUniform' | 'fillExponential' | 'fillNormal',
  into: Float64Array,
  start: DrawStart,
): void {
  withArena((arena) => {
    const part = arena.f64(into.length);
    kernelExports<FillExports>()[name](part.pointer, into.length, ...startArguments(start));
    into.set(part.array);
  });
}

/** Fills an array with uniform numbers in (0, 1), two a block. */
export function fillUniforms(into: Float64Array, start: DrawStart): void {
  fillPlain('fillUniform', into, start);
}

/** Fills an array with standard exponential numbers, two a block. */
export function fillExponentials(into: Float64Array, start: DrawStart): void {
  fillPlain('fillExponential', into, start);
}

/** Fills an array with standard normal numbers, two a block. */
export function fillNormals(into: Float64Array, start: DrawStart): void {
  fillPlain('fillNormal', into, start);
}

/** Fills an array with draws from a stable law, one a block. */
export function fillStables(into: Float64Array, start: DrawStart, law: StableParameters): void {
  const { alpha, beta, scale, location, centered } = law;
  withArena((arena) => {
    const part = arena.f64(into.length);
    kernelExports<FillExports>().fillStable(
      part.pointer,
      into.length,
      ...startArguments(start),
      alpha,
      beta,
      scale,
      location,
      centered,
    );
    into.set(part.array);
  });
}
