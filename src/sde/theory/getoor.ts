import { powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { gamma, gammaRatio } from './gamma.js';
import { quotientPower } from './quotientPower.js';

/**
 * Mean exit time of a stable process without drift from a ball (Getoor 1961; for independent components
 * the symmetric case of Ryznar 2025).
 *
 * isotropic, characteristic function exp(-t |u|^alpha):
 * Gamma(d/2) (r^2 - |x|^2)^(alpha/2) / (2^alpha Gamma(1 + alpha/2) Gamma((d + alpha)/2));
 * independent components of characteristic function exp(-t |u_i|^alpha):
 * (r^2 - |x|^2)^(alpha/2) / (d Gamma(1 + alpha)). Both agree for d = 1.
 *
 * @param alpha - in (0, 2]
 * @param radius - of the ball, positive
 * @param distance - |x| of the start from the centre, less than the radius
 * @param dimension - a whole number of at least 1
 * @param components - of the process: isotropic, by default, or independent
 * @returns a mean time, in the unit of the equation
 * @throws {UserError} when a parameter is out of range
 * @example
 * import { getoorTime } from 'heavytail/sde';
 * getoorTime(2, 1); // → 0.5
 * getoorTime(1.5, 1, 0.5); // → 0.606261
 */
export function getoorTime(
  alpha: number,
  radius: number,
  distance = 0,
  dimension = 1,
  components: 'isotropic' | 'independent' = 'isotropic',
): number {
  if (!(alpha > 0 && alpha <= 2 && radius > 0 && distance >= 0 && distance < radius)) {
    throw new UserError(
      `Index ${alpha}, radius ${radius} and distance ${distance} were given; ` +
        'alpha must lie in (0, 2] and the start inside the ball.',
      'Give an index up to 2 and a distance below the radius.',
    );
  }
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new UserError(`The dimension is ${dimension}.`, 'Give a whole number of at least 1.');
  }
  // (r^2 - |x|^2)/r^2 as a product, whose factors keep their digits at the edge.
  const shape = powOf(((radius - distance) / radius) * (1 + distance / radius), alpha / 2);
  const factor =
    components === 'independent'
      ? 1 / (dimension * gamma(1 + alpha))
      : gammaRatio(dimension / 2, alpha / 2) / gamma(1 + alpha / 2);
  return quotientPower(shape * factor, radius, components === 'independent' ? 1 : 2, alpha);
}
