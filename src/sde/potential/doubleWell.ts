import { type Piece, Potential, requirePositive } from './potential.js';

/** A well beside the saddle at 0. */
export interface Well {
  /** Distance from the saddle to the minimum. */
  readonly width: number;
  /** Height of the saddle above the minimum. */
  readonly height: number;
}

/**
 * Beyond this many widths a quartic goes on as its own second-order expansion, so that the drift is
 * Lipschitz and the Euler scheme stays stable after a jump of any size. The height there is nine times
 * the barrier above the minimum.
 */
const quarticUntil = 2;

/**
 * Symmetric double well, U(x) = height ((x/width)^2 - 1)^2 between -2 width and 2 width, continued
 * quadratically beyond with equal value, slope and curvature. Minima at +-width with curvature
 * 8 height/width^2, saddle at 0 with curvature -4 height/width^2.
 *
 * @param well - width and height above 0
 * @returns the potential
 * @throws {UserError} when a parameter is not positive and finite
 * @example
 * import { doubleWell } from 'heavytail/sde';
 * doubleWell({ width: 1, height: 2 }).value(0); // → 0
 */
export function doubleWell(well: Well): Potential {
  return asymmetricDoubleWell(well, well);
}

/**
 * Double well with a saddle at 0 whose two wells have widths and heights of their own: on each side
 * U(x) = height (((x/width)^2 - 1)^2 - 1), so that the saddle is at level 0 and the minima at -height. Value
 * and slope are continuous at the saddle, the curvature -4 height/width^2 of each side in general is
 * not. Continued as `doubleWell` is.
 *
 * @param left - the well whose minimum is at -width
 * @param right - the well whose minimum is at +width
 * @returns the potential
 * @throws {UserError} when a parameter is not positive and finite
 */
export function asymmetricDoubleWell(left: Well, right: Well): Potential {
  for (const { width, height } of [left, right]) {
    requirePositive('width', width);
    requirePositive('height', height);
  }
  return new Potential({
    breaks: [-quarticUntil * left.width, 0, quarticUntil * right.width],
    pieces: [continuation(left, -1), quartic(left), quartic(right), continuation(right, 1)],
    minima: [-left.width, right.width],
    saddles: [0],
  });
}

function quartic({ width, height }: Well): Piece {
  const scaled = height / (width * width);
  return { center: 0, u: [0, 0, -2 * scaled, 0, scaled / (width * width)] };
}

function continuation({ width, height }: Well, side: number): Piece {
  const r = quarticUntil;
  return {
    center: side * r * width,
    u: [
      height * (r * r) * (r * r - 2),
      ((side * height) / width) * 4 * r * (r * r - 1),
      (height / (width * width)) * (6 * (r * r) - 2),
      0,
      0,
    ],
  };
}
