import { expOf, logOf, powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { expMinusOne, logOnePlus } from './nearZero.js';
import { requireAllPositive } from './positive.js';

/**
 * SGD on f(w) = curvature w^2/2 with symmetric stable gradient noise of scale `noiseScale`,
 * w_(k+1) = (1 - stepSize curvature) w_k - stepSize noise: the law of w_k is known exactly. Sums of stable
 * numbers are stable with scale^alpha adding up, so that this is a closed form, not an approximation.
 */
export interface QuadraticDescent {
  /**
   * In (0, 2]; characteristic function of the noise exp(-|noiseScale u|^alpha), so variance 2 noiseScale^2 at
   * 2.
   */
  readonly alpha: number;
  readonly stepSize: number;
  readonly curvature: number;
  readonly noiseScale: number;
}

/**
 * Scale c_k of w_k after `steps` steps, for a start that is stable with scale `startScale` (0: a fixed
 * start): c_k^alpha = q^(alpha k) c_0^alpha + (eta sigma)^alpha (1 - q^(alpha k))/(1 - q^alpha), q = |1 - eta
 * curvature|. The centre of w_k is (1 - eta curvature)^k times that of w_0.
 *
 * @throws {UserError} when a parameter is out of range; q may be 1 or more, where the scale grows without
 *   bound
 */
export function convergenceScale(descent: QuadraticDescent, steps: number, startScale = 0): number {
  const { alpha, noise, log } = checked(descent);
  if (!(Number.isInteger(steps) && steps >= 0 && startScale >= 0 && startScale < Infinity)) {
    throw new UserError(
      `${steps} steps from a scale of ${startScale} were asked for.`,
      'Give a whole number of steps and a scale of 0 or more.',
    );
  }
  if (steps === 0) return startScale;
  // In units of q^k where that grows, and of the larger scale, so that no power alone over- or underflows.
  const grows = log > 0;
  const kept = grows ? 1 : expOf(steps * log);
  // (1 - q^(alpha k))/(1 - q^alpha), or that over q^(alpha k), without cancellation; its limit is k.
  const sum =
    log === 0
      ? steps
      : log === -Infinity
        ? 1
        : Math.abs(expMinusOne(-Math.abs(steps * log)) / expMinusOne(log));
  const unit = Math.max(startScale, noise);
  const powers = kept * powOf(startScale / unit, alpha) + sum * powOf(noise / unit, alpha);
  return unit * (grows ? expOf((steps * log) / alpha) : 1) * powOf(powers, 1 / alpha);
}

/**
 * Stationary scale of w_k, eta sigma (1 - q^alpha)^(-1/alpha). For small steps it is
 * eta^((alpha - 1)/alpha) sigma (alpha curvature)^(-1/alpha).
 *
 * @throws {UserError} when a parameter is out of range or q is not below 1, where nothing is stationary
 */
export function stationaryScale(descent: QuadraticDescent): number {
  const { alpha, noise, log } = checked(descent);
  if (!(log < 0)) {
    throw new UserError(
      `The step size ${descent.stepSize} times the curvature ${descent.curvature} is ` +
        `${descent.stepSize * descent.curvature}, which is not below 2: the iterates do not settle.`,
      'Give a step size below 2/curvature.',
    );
  }
  return noise * powOf(-expMinusOne(log), -1 / alpha);
}

/**
 * Exponent of the step size in the stationary scale as the step size tends to 0, (alpha - 1)/alpha: the floor
 * falls with the step size for alpha > 1 only.
 *
 * @throws {UserError} when alpha is not in (0, 2]
 */
export function floorExponent(alpha: number): number {
  requireIndex(alpha);
  return (alpha - 1) / alpha;
}

function checked(descent: QuadraticDescent): { alpha: number; noise: number; log: number } {
  const { alpha, stepSize, curvature, noiseScale } = descent;
  requireIndex(alpha);
  requireAllPositive({ stepSize, curvature, noiseScale });
  // alpha log q, from log1p so that small steps keep their digits.
  const change = stepSize * curvature;
  const log = alpha * (change < 1 ? logOnePlus(-change) : logOf(change - 1));
  return { alpha, noise: stepSize * noiseScale, log };
}

function requireIndex(alpha: number): void {
  if (!(alpha > 0 && alpha <= 2)) {
    throw new UserError(`The index alpha is ${alpha}.`, 'Give an index above 0 and at most 2.');
  }
}
