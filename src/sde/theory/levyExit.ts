import { powOf, sinOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { gamma } from './gamma.js';
import { quotientPower } from './quotientPower.js';

/**
 * Exit under small symmetric stable noise, dX = -U' dt + noiseScale dL with characteristic function
 * exp(-t |u|^alpha) of L_t (Imkeller and Pavlyukevich 2006). The constants of the literature belong to
 * the Levy measure dy/|y|^(1 + alpha); with this normalisation of L it is C_alpha times that.
 */

/**
 * C_alpha = Gamma(1 + alpha) sin(pi alpha/2)/pi: the Levy measure of L is C_alpha dy/|y|^(1 + alpha).
 *
 * @param alpha - in (0, 2); the constant vanishes as alpha tends to 2, where jumps disappear
 * @returns C_alpha, at most 0.334
 * @throws {UserError} when alpha is out of range
 * @example
 * import { levyConstant } from 'heavytail/sde';
 * levyConstant(1); // → 0.31831
 */
export function levyConstant(alpha: number): number {
  if (!(alpha > 0 && alpha < 2)) {
    throw new UserError(
      `The index alpha is ${alpha}; jumps have a law for 0 < alpha < 2 only.`,
      'For alpha = 2 use the Brownian formulas: passageTime, kramersTime.',
    );
  }
  // sin(pi alpha/2) as the sine of the distance to 2, exact as alpha approaches it.
  return (gamma(1 + alpha) * sinOf((Math.PI * Math.min(alpha, 2 - alpha)) / 2)) / Math.PI;
}

/**
 * Leading term, as noiseScale tends to 0, of the mean exit time from the interval that reaches `left` to the
 * left and `right` to the right of the minimum:
 * (alpha/C_alpha) / ((left^-alpha + right^-alpha) noiseScale^alpha). It does not depend on the height of
 * the potential. The law of the exit time tends to the exponential one.
 *
 * @param alpha - index of the noise, in (0, 2)
 * @param noiseScale - above 0
 * @param left - distance to the left edge; Infinity where there is none
 * @param right - distance to the right edge; Infinity where there is none
 * @returns a mean time, in the unit of the equation
 * @throws {UserError} when a parameter is out of range or both distances are infinite
 * @example
 * import { levyExitTime } from 'heavytail/sde';
 * levyExitTime(1.5, 0.1, 1, 1); // → 79.2665
 */
export function levyExitTime(alpha: number, noiseScale: number, left: number, right: number): number {
  const constant = levyConstant(alpha);
  if (!(noiseScale > 0 && left > 0 && right > 0)) {
    throw new UserError(
      `Noise scale ${noiseScale} and distances ${left} and ${right} were given; all must be positive.`,
      'Measure distances from the minimum to the edges of its basin.',
    );
  }
  if (left === Infinity && right === Infinity) {
    throw new UserError(
      'Both edges are infinitely far, so that no exit happens.',
      'Give at least one finite distance.',
    );
  }
  // In units of the nearer edge, so that no power of a length alone over- or underflows.
  const nearer = Math.min(left, right);
  const reach = 1 + powOf(nearer / Math.max(left, right), alpha);
  return quotientPower(alpha / (constant * reach), nearer, noiseScale, alpha);
}

/**
 * Rates of the Markov chain on the minima that X(t noiseScale^-alpha) tends to:
 * rates[i][j] = (C_alpha/alpha) | |s_(j-1) - m_i|^-alpha - |s_j - m_i|^-alpha | for j != i, and minus the sum
 * of the others on the diagonal (Imkeller and Pavlyukevich 2006). Multiply by noiseScale^alpha for rates
 * in the time of X. Jumps skip wells.
 *
 * @param alpha - index of the noise, in (0, 2)
 * @param minima - increasing
 * @param saddles - those between them
 * @returns one row and column per minimum; rows add up to 0
 * @throws {UserError} when alpha is not in (0, 2)
 */
export function levyTransitionRates(
  alpha: number,
  minima: readonly number[],
  saddles: readonly number[],
): number[][] {
  const constant = levyConstant(alpha) / alpha;
  const edges = [-Infinity, ...saddles, Infinity];
  return minima.map((from, i) => {
    const weight = (edge: number) => powOf(Math.abs(edge - from), -alpha);
    const row = minima.map((_, j) =>
      i === j ? 0 : constant * Math.abs(weight(edges[j]) - weight(edges[j + 1])),
    );
    row[i] = -row.reduce((sum, rate) => sum + rate, 0);
    return row;
  });
}
