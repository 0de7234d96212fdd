import { expOf, powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import type { NeedleLandscape } from './needle.js';

/** Points of the integral; its error falls with their square. */
const points = 20_000;
/** Noise scales above the start (in units of the potential) beyond which nothing is integrated. */
const negligible = 40;

/**
 * Mean time of dX = -grad U dt + noiseScale dB in a needle landscape from distance `start` to distance
 * `target` from the origin, start > target > 0: with b = 2/noiseScale^2 the integral over y from target to start of
 * b y^(1-d) exp(b V(y)) int_y^inf z^(d-1) exp(-b V(z)) dz, by the trapezoidal rule from outside inwards,
 * exponents differenced. Relative error about 1e-5.
 *
 * @throws {UserError} when a distance or the noise scale is out of range
 */
export function radialPassageTime(
  landscape: NeedleLandscape,
  noiseScale: number,
  start: number,
  target: number,
): number {
  if (!(noiseScale > 0 && target > 0 && start > target && start < Infinity)) {
    throw new UserError(
      `The noise scale is ${noiseScale}, the start ${start} and the target ${target}.`,
      'Give a noise scale above 0 and a target between 0 and the start.',
    );
  }
  const { profile, shape } = landscape;
  const b = 2 / (noiseScale * noiseScale);
  const { dimension, floorRadius, wallCurvature, wallWidth } = shape;
  const outer = Math.max(start, floorRadius + wallWidth);
  const force = wallCurvature * wallWidth - (dimension - 1) / (b * outer);
  if (!(force > 0)) {
    throw new UserError(
      `The wall, of slope ${wallCurvature * wallWidth}, does not hold the noise ${noiseScale} in ${dimension} dimensions.`,
      'Give a steeper wall or less noise.',
    );
  }
  const end = outer + negligible / (b * force);
  const width = (end - target) / points;
  let inner = 0;
  let total = 0;
  let previous = 0;
  for (let i = points - 1; i >= 0; i--) {
    const [y, next] = [target + i * width, target + (i + 1) * width];
    const ratio = expOf(b * (profile(y) - profile(next))) * powOf(next / y, dimension - 1);
    inner = ratio * inner + (width / 2) * (1 + ratio);
    // The part of a panel that lies below the start.
    const share = Math.min(1, Math.max(0, (start - y) / width));
    total += share * width * (inner + (share / 2) * (previous - inner));
    previous = inner;
  }
  return b * total;
}
