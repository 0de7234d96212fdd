import { expOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import type { Potential } from '../potential/index.js';

/**
 * Kramers' time: the leading term, as noiseScale tends to 0, of the mean time that
 * dX = -U' dt + noiseScale dB takes from a minimum across a saddle to the other side,
 * 2 pi / sqrt(U''(minimum) |U''(saddle)|) exp(2 (U(saddle) - U(minimum))/noiseScale^2).
 * The mean time to the saddle itself is half of it.
 *
 * Where the curvature jumps at the saddle, |U''|^(-1/2) is the mean of both sides: the passage integral is
 * half a Gaussian from either.
 *
 * @throws {UserError} when one of the points has the wrong curvature or the noise scale is not positive
 */
export function kramersTime(
  potential: Potential,
  noiseScale: number,
  minimum: number,
  saddle: number,
): number {
  if (!(noiseScale > 0)) {
    throw new UserError(`The noise scale is ${noiseScale}.`, 'Give a noise scale above 0.');
  }
  const well = potential.curvature(minimum);
  const nudge = 1e-9 * Math.abs(saddle - minimum);
  const sides = [potential.curvature(saddle - nudge), potential.curvature(saddle + nudge)];
  if (!(well > 0) || !sides.every((curvature) => curvature < 0)) {
    throw new UserError(
      `The curvature is ${well} at the minimum ${minimum} ` +
        `and ${sides.join(' and ')} at the saddle ${saddle}.`,
      'Kramers’ formula needs a positive curvature at the minimum and a negative one at the saddle.',
    );
  }
  const inverseRoot = sides.reduce((sum, curvature) => sum + 1 / Math.sqrt(-curvature), 0) / 2;
  const barrier = potential.value(saddle) - potential.value(minimum);
  return ((2 * Math.PI * inverseRoot) / Math.sqrt(well)) * expOf((2 * barrier) / (noiseScale * noiseScale));
}
