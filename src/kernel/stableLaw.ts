import { kernelExports, withArena } from './instance.js';

interface StableExports {
  stableBatch(
    xs: number,
    count: number,
    out: number,
    work: number,
    which: number,
    fromShift: boolean,
    alpha: number,
    beta: number,
    scale: number,
    location: number,
  ): void;
  shiftPoint(alpha: number, beta: number): number;
  stablePoint(
    alpha: number,
    beta: number,
    fromShift: boolean,
    location: number,
    scale: number,
    distance: number,
    shifted: boolean,
  ): number;
}

const functions = { density: 0, distribution: 1, survival: 2 } as const;

/** Points per kernel call: enough for panels to pay, few enough to stay in cache. */
const chunk = 2 ** 18;

/** Where a law lies: its scale, and its location in S0 or, `fromShift`, in S1. */
export interface StablePlace {
  readonly fromShift: boolean;
  readonly scale: number;
  readonly location: number;
}

const standardPlace: StablePlace = { fromShift: false, scale: 1, location: 0 };

/**
 * Natural logarithms of one function of a stable law; the density is that of the law of scale 1 at the
 * standardised point, so that the logarithm of the scale is still to be taken off.
 *
 * Error at most about 1e-13, or 1e-15 of the logarithm where that is larger, as if a point were standardised
 * exactly, also where its distance from the location is beyond the number range. Points of one call share
 * what they have in common: a value may differ in its last digits from that of a call with other points.
 *
 * The points must be finite. The place is by default that of the standard law in S0.
 */
export function stableLogarithms(
  which: keyof typeof functions,
  xs: ArrayLike<number>,
  { alpha, beta }: { readonly alpha: number; readonly beta: number },
  { fromShift, scale, location }: StablePlace = standardPlace,
): Float64Array {
  const result = new Float64Array(xs.length);
  const values = xs instanceof Float64Array ? xs : Float64Array.from(xs);
  for (let done = 0; done < values.length; done += chunk) {
    const part = values.subarray(done, done + chunk);
    withArena((arena) => {
      const input = arena.copyF64(part);
      const output = arena.f64(part.length);
      const work = arena.u8(part.length * 12);
      kernelExports<StableExports>().stableBatch(
        input.pointer,
        part.length,
        output.pointer,
        work.pointer,
        functions[which],
        fromShift,
        alpha,
        beta,
        scale,
        location,
      );
      result.set(output.array, done);
    });
  }
  return result;
}

/** -beta tan(pi alpha/2), rounded correctly in all but rare cases; 0 at alpha = 1. */
export function shiftPoint(alpha: number, beta: number): number {
  return kernelExports<StableExports>().shiftPoint(alpha, beta);
}

/**
 * The point of a law at a standardised distance from its location in S0 or, `shifted`, in S1, whichever of
 * the two its place gives; rounded once, infinite beyond the number range.
 */
export function stablePoint(
  { alpha, beta }: { readonly alpha: number; readonly beta: number },
  { fromShift, location, scale }: StablePlace,
  distance: number,
  shifted: boolean,
): number {
  return kernelExports<StableExports>().stablePoint(
    alpha,
    beta,
    fromShift,
    location,
    scale,
    distance,
    shifted,
  );
}
