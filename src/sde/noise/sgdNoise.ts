import { powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { requirePositive } from '../potential/potential.js';
import type { SgdDriver } from './driver.js';

/** Noise of minibatches, per example. */
export interface SgdNoiseSettings {
  /** SGD's step size eta. */
  readonly stepSize: number;
  /** Examples a minibatch. */
  readonly batchSize: number;
  /** Of one example's gradient noise: standard deviation of a coordinate at alpha = 2, else stable scale. */
  readonly scale: number;
  /** Default 2: Gaussian. */
  readonly alpha?: number;
}

/** What turns the Euler scheme into SGD. */
export interface SgdNoise {
  readonly driver: SgdDriver;
  /** The step size. */
  readonly timeStep: number;
  /** stepSize/batchSize: with `scale` it alone sets the noise of the equation. */
  readonly temperature: number;
}

/**
 * The noise of x - stepSize grad U(x) + stepSize xi, where xi is the mean of batchSize independent
 * alpha-stable numbers of the given scale a coordinate, that is of scale times batchSize^(1/alpha - 1). With
 * the time step stepSize the Euler scheme is this iteration to the last bit, not an approximation of it.
 *
 * As an equation the noise has scale^alpha temperature^(alpha - 1) in place of noiseScale^alpha
 * (arXiv 1912.00018, section 2), and at alpha = 2 the variance scale^2 temperature a unit of time.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function sgdNoise({ stepSize, batchSize, scale, alpha = 2 }: SgdNoiseSettings): SgdNoise {
  requirePositive('step size', stepSize);
  requirePositive('scale', scale);
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new UserError(
      `The batch size is ${batchSize}; it must be a whole number from 1 on.`,
      'Give for example 32.',
    );
  }
  if (!(alpha > 0 && alpha <= 2)) {
    throw new UserError(
      `The index alpha is ${alpha}; it must be above 0 and at most 2.`,
      'Leave it out for Gaussian noise.',
    );
  }
  const share = alpha === 2 ? 1 / Math.sqrt(batchSize) : powOf(batchSize, 1 / alpha - 1);
  return {
    driver: { kind: 'sgd', alpha, stepSize, increment: stepSize * (scale * share) },
    timeStep: stepSize,
    temperature: stepSize / batchSize,
  };
}
