import { powOf } from '../../kernel/index.js';

/**
 * factor (numerator/denominator)^exponent, where the quotient or the power may pass the range of doubles
 * although the result does not.
 *
 * @param numerator - not negative; Infinity is allowed
 * @param denominator - positive
 * @param exponent - in (0, 2]
 */
export function quotientPower(
  factor: number,
  numerator: number,
  denominator: number,
  exponent: number,
): number {
  const direct = numerator / denominator;
  const power = powOf(direct, exponent);
  if (isOrdinary(direct) && isOrdinary(power)) return factor * power;
  const root = powOf(numerator, exponent / 2) / powOf(denominator, exponent / 2);
  return root * factor * root;
}

/** Whether a number is neither infinite nor so small that digits are lost. */
function isOrdinary(x: number): boolean {
  return x > 2 ** -1000 && x < Infinity;
}
