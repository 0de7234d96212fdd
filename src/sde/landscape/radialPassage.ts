import { expOf, logOf, powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import type { NeedleLandscape } from './needle.js';

/** Points of the integral; its error falls with their square. */
const points = 20_000;
/** Noise scales above the start (in units of the potential) beyond which nothing is integrated. */
const negligible = 40;

/**
 * Mean time of dX = -grad U dt + noiseScale dB in a needle landscape from distance `start` to distance
 * `target` from the origin, start > target > 0: with b = 2/noiseScale^2 the integral over y from target to
 * start of b y^(1-d) exp(b V(y)) int_y^inf z^(d-1) exp(-b V(z)) dz, by the trapezoidal rule from outside
 * inwards, exponents differenced. Relative error about 1e-5.
 *
 * @param landscape - of `needle`
 * @param noiseScale - above 0
 * @param start - distance from the origin at time 0, above `target`
 * @param target - above 0
 * @returns the mean time; Infinity where it is beyond the number range
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
      `The wall, of slope ${wallCurvature * wallWidth}, does not hold the noise ${noiseScale} ` +
        `in ${dimension} dimensions.`,
      'Give a steeper wall or less noise.',
    );
  }
  // Beyond outer the weight falls at least like exp(-b force t), and at least like exp(-(d - 1) (u - log(1 +
  // u))) at t = u outer, where u - log(1 + u) is at least u^2/(2 + 2u).
  const share = negligible / (dimension - 1);
  const end = outer + Math.min(negligible / (b * force), outer * (share + Math.sqrt(share * (share + 2))));
  const width = (end - target) / points;
  let inner = 0;
  let total = 0;
  let previous = 0;
  for (let i = points - 1; i >= 0; i--) {
    const [y, next] = [target + i * width, target + (i + 1) * width];
    const ratio = weightRatio(b * (profile(y) - profile(next)), next / y, dimension - 1);
    inner = ratio * inner + (width / 2) * (1 + ratio);
    if (inner === Infinity) return Infinity;
    // The part of a panel that lies below the start.
    const part = Math.min(1, Math.max(0, (start - y) / width));
    total += part * width * (inner + (part / 2) * (previous - inner));
    previous = inner;
  }
  return b * total;
}

/**
 * exp(exponent) stretch^power, also where one factor is beyond the number range and the other makes up for
 * it.
 */
function weightRatio(exponent: number, stretch: number, power: number): number {
  const [fall, growth] = [expOf(exponent), powOf(stretch, power)];
  return fall > 0 && growth < Infinity ? fall * growth : expOf(exponent + power * logOf(stretch));
}
