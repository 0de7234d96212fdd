import { expOf, logOf } from '../../kernel/index.js';

/**
 * Exponential and logarithm without cancellation near 0, by the kernel's functions (Kahan: the error of the
 * rounded argument is divided out again).
 */

/** e^x - 1. */
export function expMinusOne(x: number): number {
  const power = expOf(x);
  if (power === 1) return x;
  const difference = power - 1;
  return difference === -1 || power === Infinity ? difference : (difference * x) / logOf(power);
}

/** log(1 + x), x above -1. */
export function logOnePlus(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : (logOf(sum) * x) / (sum - 1);
}
