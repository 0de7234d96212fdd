import { powOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';

/**
 * What drives dX = -U'(X) dt + noiseScale dN: Brownian motion (variance t) or symmetric stable motion with
 * characteristic function exp(-t |u|^alpha). clipped: the noise increment of every time step is cut to
 * [-largestIncrement, largestIncrement], as gradient clipping does.
 */
export type Driver =
  | { readonly kind: 'brownian'; readonly noiseScale: number }
  | { readonly kind: 'levy'; readonly alpha: number; readonly noiseScale: number }
  | {
      readonly kind: 'clipped';
      readonly alpha: number;
      readonly noiseScale: number;
      readonly largestIncrement: number;
    };

/**
 * Brownian motion times `noiseScale`: an increment over t has variance noiseScale^2 t.
 *
 * @throws {UserError} when the noise scale is not positive and finite
 */
export function brownian(noiseScale: number): Driver {
  requireNoiseScale(noiseScale);
  return { kind: 'brownian', noiseScale };
}

/**
 * Symmetric stable motion times `noiseScale`: an increment over t is stable with scale
 * noiseScale t^(1/alpha). At alpha = 2 this is Brownian motion with variance 2 noiseScale^2 t, and
 * that driver is returned.
 *
 * @throws {UserError} when alpha is not in (0, 2] or the noise scale is not positive and finite
 */
export function levy(alpha: number, noiseScale: number): Driver {
  if (!(alpha > 0 && alpha <= 2)) {
    throw new UserError(
      `The index alpha is ${alpha}; it must be above 0 and at most 2.`,
      'Give for example 1.5, or 2 for Brownian motion.',
    );
  }
  requireNoiseScale(noiseScale);
  if (alpha === 2) return brownian(Math.SQRT2 * noiseScale);
  return { kind: 'levy', alpha, noiseScale };
}

/**
 * Symmetric stable motion times `noiseScale` on a time grid, the increment of each step cut to
 * [-largestIncrement, largestIncrement] (Wang, Oh and Rhee 2021, arXiv 2102.04297). The process belongs to
 * its time grid: cutting sums is not summing what is cut.
 *
 * @throws {UserError} when alpha is not in (0, 2) or another parameter is not positive and finite
 */
export function clippedLevy(alpha: number, noiseScale: number, largestIncrement: number): Driver {
  if (!(alpha > 0 && alpha < 2)) {
    throw new UserError(
      `The index alpha of clipped noise is ${alpha}; it must be above 0 and below 2.`,
      'Give for example 1.5; Brownian motion has no jumps to clip.',
    );
  }
  requireNoiseScale(noiseScale);
  if (!(largestIncrement > 0 && largestIncrement < Infinity)) {
    throw new UserError(
      `The largest increment is ${largestIncrement}; it must be positive and finite.`,
      'Give the threshold of clipping, or use levy() for noise that is not clipped.',
    );
  }
  return { kind: 'clipped', alpha, noiseScale, largestIncrement };
}

/**
 * Scale of the driver's increment over a time: of its stable law before clipping, or its standard deviation.
 */
export function incrementScale(driver: Driver, time: number): number {
  if (driver.kind === 'brownian') return driver.noiseScale * Math.sqrt(time);
  return driver.noiseScale * powOf(time, 1 / driver.alpha);
}

function requireNoiseScale(noiseScale: number): void {
  if (!(noiseScale > 0 && noiseScale < Infinity)) {
    throw new UserError(
      `The noise scale is ${noiseScale}; it must be positive and finite.`,
      'Without noise nothing leaves its basin; give a noise scale above 0.',
    );
  }
}
