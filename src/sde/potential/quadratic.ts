import { Potential, requirePositive } from './potential.js';

/**
 * One quadratic well, U(x) = curvature (x - minimum)^2 / 2.
 *
 * @param curvature - U'', positive; a well of height h at distance w has curvature 2 h / w^2
 * @param minimum - where the well is deepest
 * @returns the potential
 * @throws {UserError} when the curvature is not positive and finite
 * @example
 * import { quadraticWell } from 'heavytail/sde';
 * quadraticWell(4).value(0.5); // → 0.5
 */
export function quadraticWell(curvature: number, minimum = 0): Potential {
  requirePositive('curvature', curvature);
  return new Potential({
    breaks: [],
    pieces: [{ center: minimum, u: [0, 0, curvature / 2, 0, 0] }],
    minima: [minimum],
    saddles: [],
  });
}

/**
 * No potential at all, U = 0: the driver alone.
 *
 * @returns the potential
 */
export function flat(): Potential {
  return new Potential({
    breaks: [],
    pieces: [{ center: 0, u: [0, 0, 0, 0, 0] }],
    minima: [],
    saddles: [],
  });
}
