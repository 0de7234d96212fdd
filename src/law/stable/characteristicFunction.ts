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
 * exp(-|u|^alpha + i phase) with u = scale t. In S0 the phase is locationS0 t - beta |u|^alpha tan(pi
 * alpha/2) sign(u) (|u|^(1 - alpha) - 1), whose last factor is computed free of cancellation near alpha = 1.
 * Laws given in S1 have locationS1 t + beta |u|^alpha tan(pi alpha/2) sign(u) where alpha is not near 1.
 * Error about 1e-15 (1 + |phase|).
 *
 * @param law - any stable law
 * @param ts - finite arguments, unit 1 / unit of law.scale
 * @returns one complex number an argument
 * @throws {RangeError} when an argument is not finite, or times the location beyond the number range
 * @see Nolan 1997, equations 1 (S0) and 2 (S1)
 * @example
 * import { characteristicFunction, stable } from 'heavytail/stable';
 * characteristicFunction(stable({ alpha: 1.5 }), [1]).real[0]; // → 0.367879
 */
export function characteristicFunction(law: StableLaw, ts: ArrayLike<number>): ComplexArray {
  const real = new Float64Array(ts.length);
  const imaginary = new Float64Array(ts.length);
  for (let i = 0; i < ts.length; i++) {
    const t = ts[i];
    if (!Number.isFinite(t)) throw new RangeError(`Argument ${i} is ${t}; it must be finite.`);
    const power = powerOf(law, Math.abs(t));
    const modulus = expOf(-power);
    if (modulus === 0) continue;
    const phase = phaseAt(law, t, power);
    if (!Number.isFinite(phase)) {
      throw new RangeError(
        `Argument ${i} is ${t}; times the location, ${law.location}, it is beyond the number range.`,
      );
    }
    real[i] = modulus * cosOf(phase);
    imaginary[i] = modulus * sinOf(phase);
  }
  return { real, imaginary };
}

/** Closer to alpha = 1 the two terms of S1 cancel. */
const nearOne = 0.1;

/** (scale t)^alpha for t >= 0, also where the product is beyond the number range. */
function powerOf({ alpha, scale }: StableLaw, t: number): number {
  const u = scale * t;
  if (t === 0 || (u > 2 ** -1022 && u < Infinity)) return powOf(u, alpha);
  return expOf(alpha * (logOf(scale) + logOf(t)));
}

/** The phase at t, where |scale t|^alpha is `power`. */
function phaseAt(law: StableLaw, t: number, power: number): number {
  const { alpha, beta, scale, locationS0, locationS1 } = law;
  if (law.parameterization === 'S1' && (Math.abs(alpha - 1) >= nearOne || !Number.isFinite(locationS0))) {
    const skew = alpha === 1 ? (-2 / Math.PI) * logOf(Math.abs(t)) : alpha === 2 ? 0 : tangentOfIndex(alpha);
    return locationS1 * t + (t === 0 || beta === 0 ? 0 : Math.sign(t) * beta * power * skew);
  }
  return locationS0 * t - Math.sign(t) * beta * skewPhase(alpha, scale * Math.abs(t));
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
