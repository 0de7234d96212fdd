import { powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { gamma, gammaRatio } from './gamma.js';
import { levyConstant } from './levyExit.js';
import { quotientPower } from './quotientPower.js';

/**
 * How far it is from a minimum to the edge of its basin along a coordinate axis, either way; Infinity where
 * there is none.
 */
export interface AxisReach {
  readonly below: number;
  readonly above: number;
}

/**
 * Leading term, as noiseScale tends to 0, of the mean exit time from the basin of a minimum in several
 * dimensions under stable noise of independent components, which jumps along the axes only:
 * (alpha/C_alpha) / (noiseScale^alpha sum over axes of (below^-alpha + above^-alpha)). It depends on how the
 * landscape lies to the axes, and falls with the number of dimensions (Imkeller and Pavlyukevich 2006, for d
 * = 1; the rate is the Levy measure of the jumps that end outside).
 *
 * @param alpha - in (0, 2)
 * @param reaches - one an axis
 * @throws {UserError} when a parameter is out of range or no edge is at a finite distance
 */
export function levyExitTimeAlongAxes(
  alpha: number,
  noiseScale: number,
  reaches: readonly AxisReach[],
): number {
  const constant = levyConstant(alpha);
  if (!(noiseScale > 0 && reaches.every(({ below, above }) => below > 0 && above > 0))) {
    const distances = reaches.map(({ below, above }) => `${below} and ${above}`).join(', ');
    throw new UserError(
      `The noise scale is ${noiseScale} and the distances ${distances}; all must be positive.`,
      'Measure distances from the minimum to the edges of its basin.',
    );
  }
  // In units of the nearest edge, so that no power of a length alone over- or underflows.
  const nearest = reaches.reduce((least, { below, above }) => Math.min(least, below, above), Infinity);
  if (nearest === Infinity) {
    throw new UserError(
      'All edges are infinitely far, so that no exit happens.',
      'Give at least one finite distance.',
    );
  }
  const sum = reaches.reduce(
    (total, { below, above }) => total + powOf(nearest / below, alpha) + powOf(nearest / above, alpha),
    0,
  );
  return quotientPower(alpha / (constant * sum), nearest, noiseScale, alpha);
}

/**
 * Leading term, as noiseScale tends to 0, of the mean exit time from a ball around a minimum under isotropic
 * stable noise, characteristic function exp(-t |u|^alpha) of L_t: one over the Levy measure of the jumps that
 * end outside, Gamma(d/2) Gamma(1 - alpha/2) (radius/noiseScale)^alpha / (2^alpha Gamma((d + alpha)/2)).
 *
 * @param alpha - in (0, 2)
 * @param dimension - a whole number of at least 1
 * @throws {UserError} when a parameter is out of range
 */
export function levyExitTimeFromBall(
  alpha: number,
  noiseScale: number,
  radius: number,
  dimension: number,
): number {
  if (!(alpha > 0 && alpha < 2 && noiseScale > 0 && radius > 0 && radius < Infinity)) {
    throw new UserError(
      `Index ${alpha}, noise scale ${noiseScale} and radius ${radius} were given; ` +
        'alpha must lie in (0, 2), the others be positive.',
      'For alpha = 2 use the Brownian formulas.',
    );
  }
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new UserError(`The dimension is ${dimension}.`, 'Give a whole number of at least 1.');
  }
  const factor = gammaRatio(dimension / 2, alpha / 2) * gamma(1 - alpha / 2) * powOf(2, -alpha);
  return quotientPower(factor, radius, noiseScale, alpha);
}
