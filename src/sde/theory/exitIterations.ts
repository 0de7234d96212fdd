import { powOf } from '../../kernel/index.js';
import { levyConstant } from './levyExit.js';
import { quotientPower } from './quotientPower.js';
import { requireAllPositive } from './positive.js';

/**
 * Iterations of SGD, w_(k+1) = w_k - stepSize (gradient + noise), until it leaves the interval of half width
 * `width` about a minimum, to leading order for small stepSize noiseScale/width. Noise is that of the mean of
 * `batchSize` independent single-example gradients, each symmetric stable with scale `noiseScale` in the
 * sense of the characteristic function exp(-|noiseScale u|^alpha).
 */
export interface SmallStepEscape {
  readonly alpha: number;
  readonly stepSize: number;
  readonly noiseScale: number;
  readonly width: number;
  /** Default 1. */
  readonly batchSize?: number;
}

/**
 * (alpha/(2 C_alpha)) batchSize^(alpha - 1) (width/(stepSize noiseScale))^alpha: one step must jump over the
 * width, with probability (2 C_alpha/alpha) (stepSize sigma_b/width)^alpha, where the scale of a minibatch is
 * sigma_b = noiseScale batchSize^(1/alpha - 1). It is `levyExitTime` of both edges over the step size, for
 * the noise scale stepSize^((alpha - 1)/alpha) sigma_b of the equation in time (arXiv 1912.00018, section 3;
 * Imkeller and Pavlyukevich 2006).
 *
 * @throws {UserError} when alpha is not in (0, 2) or another parameter is not positive
 */
export function levyExitIterations(escape: SmallStepEscape): number {
  const { alpha, stepSize, noiseScale, width, batchSize = 1 } = escape;
  const constant = levyConstant(alpha);
  requireAllPositive({ stepSize, noiseScale, width, batchSize });
  const factor = (alpha / (2 * constant)) * powOf(batchSize, alpha - 1);
  return quotientPower(factor, width / stepSize, noiseScale, alpha);
}

/**
 * Temperature T = stepSize noiseVariance/(2 batchSize) of SGD under isotropic Gaussian noise: its stationary
 * density is exp(-f/T), and the noise scale of the equation dX = -grad f dt + epsilon dB is
 * epsilon^2 = 2 T = stepSize noiseVariance/batchSize.
 *
 * @param noiseVariance - of one coordinate of a single example's gradient
 * @throws {UserError} when a parameter is not positive
 */
export function temperature(stepSize: number, noiseVariance: number, batchSize = 1): number {
  requireAllPositive({ stepSize, noiseVariance, batchSize });
  return (stepSize * noiseVariance) / (2 * batchSize);
}
