import { cosOf, expOf, logOf, powOf, sinOf, tangentOfIndex } from '../../kernel/index.js';
import type { StableLaw } from './law.js';

/** Complex values as two arrays. */
export interface ComplexArray {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * Characteristic function E exp(i t X) of an alpha-stable law.
 *
 * Evaluated in S0, exp(-|u|^alpha + i (locationS0 t - beta |u|^alpha tan(pi alpha/2) sign(u)
 * (|u|^(1 - alpha) - 1))) with u = scale t, where the last factor is computed free of cancellation near
 * alpha = 1. Error about 1e-15 (1 + |phase|).
 *
 * @param law - any stable law
 * @param ts - finite arguments, unit 1 / unit of law.scale
 * @returns one complex number an argument
 * @throws {RangeError} when an argument is not finite
 * @see Nolan 1997, equation 1 (S0)
 */
export function characteristicFunction(law: StableLaw, ts: ArrayLike<number>): ComplexArray {
  const real = new Float64Array(ts.length);
  const imaginary = new Float64Array(ts.length);
  for (let i = 0; i < ts.length; i++) {
    const t = ts[i];
    if (!Number.isFinite(t)) throw new RangeError(`Argument ${i} is ${t}; it must be finite.`);
    const u = law.scale * Math.abs(t);
    const modulus = expOf(-powOf(u, law.alpha));
    if (modulus === 0) continue;
    const phase = law.locationS0 * t - Math.sign(t) * law.beta * skewPhase(law.alpha, u);
    real[i] = modulus * cosOf(phase);
    imaginary[i] = modulus * sinOf(phase);
  }
  return { real, imaginary };
}

/** u^alpha tan(pi alpha/2) (u^(1 - alpha) - 1), whose limit at alpha = 1 is (2/pi) u log u. */
export function skewPhase(alpha: number, u: number): number {
  if (u === 0 || alpha === 2) return 0;
  if (alpha === 1) return (2 / Math.PI) * u * logOf(u);
  const power = powOf(u, alpha);
  const exponent = (1 - alpha) * logOf(u);
  const difference = Math.abs(exponent) < 0.1 ? power * exponentialMinusOne(exponent) : u - power;
  return tangentOfIndex(alpha) * difference;
}

/** e^x - 1 for |x| < 0.1, by its series to x^11. */
function exponentialMinusOne(x: number): number {
  let sum = 0;
  for (let n = 11; n > 0; n--) sum = (x / n) * (1 + sum);
  return sum;
}
