import { kernelExports, withArena } from './instance.js';

interface StableExports {
  stableBatch(
    xs: number,
    count: number,
    out: number,
    work: number,
    which: number,
    distances: boolean,
    alpha: number,
    beta: number,
  ): void;
  shiftPoint(alpha: number, beta: number): number;
}

const functions = { density: 0, distribution: 1, survival: 2 } as const;

/** Points per kernel call: enough for panels to pay, few enough to stay in cache. */
const chunk = 2 ** 18;

/**
 * Natural logarithms of one function of a standard stable law in S0 (scale 1, location 0).
 *
 * Error at most about 1e-13, or 1e-15 of the logarithm where that is larger. Points of one call share what
 * they have in common: a value may differ in its last digits from that of a call with other points.
 *
 * @param xs - finite points; with `distances`, distances x - shiftPoint, which keep their accuracy where
 *   x does not (alpha below 0.9 only)
 */
export function stableLogarithms(
  which: keyof typeof functions,
  xs: ArrayLike<number>,
  { alpha, beta }: { readonly alpha: number; readonly beta: number },
  distances = false,
): Float64Array {
  const result = new Float64Array(xs.length);
  const values = Float64Array.from(xs);
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
        distances,
        alpha,
        beta,
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
