import { expOf, logOf } from '../kernel/index.js';

/** Elementary functions without the cancellation at 1. Relative errors of a few 1e-16. */

/** log(1 + x) for x >= -1 (Goldberg 1991, theorem 4). */
export function logOfOnePlus(x: number): number {
  const sum = 1 + x;
  if (sum === 1) return x;
  return sum === 0 || sum === Infinity ? logOf(sum) : (logOf(sum) * x) / (sum - 1);
}

/** From here on subtracting 1 changes nothing: more than 2^56. */
const beyondOne = 1e17;

/** e^x - 1 (Higham 2002, section 1.14.1). */
export function expMinusOne(x: number): number {
  const power = expOf(x);
  if (power === 1) return x;
  if (power - 1 === -1 || power > beyondOne) return power - 1;
  return ((power - 1) * x) / logOf(power);
}

/** log(1 - e^x) for x <= 0: the logarithm of one probability from that of the other. */
export function logOfComplement(x: number): number {
  return x > -0.6931471805599453 ? logOf(-expMinusOne(x)) : logOfOnePlus(-expOf(x));
}
