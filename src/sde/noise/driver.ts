import type { Law } from '../../law/index.js';
import { UserError } from '../../error.js';
import type { Driver } from '../line/driver.js';
import { requirePositive } from '../potential/potential.js';

/**
 * What may drive dX = -grad U(X) dt + dN in several dimensions: the drivers of the line and those of this
 * file. Jumps of `components` are either of one direction, uniform on the sphere (isotropic), or each
 * coordinate has a process of its own (independent). Clipped noise is cut in length or coordinate by
 * coordinate.
 */
export type SpaceDriver =
  | Driver
  | TemperedDriver
  | CompoundPoissonDriver
  | MixtureDriver
  | ScaledDriver
  | SgdDriver;

/** Stable noise whose jumps longer than `temperingLength` are exponentially rare. */
export interface TemperedDriver {
  readonly kind: 'tempered';
  readonly alpha: number;
  readonly noiseScale: number;
  readonly temperingLength: number;
}

/** Jumps of a given law at the times of a Poisson process, and nothing between them. */
export interface CompoundPoissonDriver {
  readonly kind: 'compoundPoisson';
  /**
   * Jumps a unit of time: of the vector for isotropic components, of each coordinate for independent ones.
   */
  readonly rate: number;
  /** Of a jump along its direction; a negative value goes the other way. */
  readonly jump: Law;
}

/** gaussianScale dB + stableScale dL with B and L independent. */
export interface MixtureDriver {
  readonly kind: 'mixture';
  readonly gaussianScale: number;
  readonly stableScale: number;
  readonly alpha: number;
}

/** Another driver times a function of the place before the step (Ito). */
export interface ScaledDriver {
  readonly kind: 'scaled';
  readonly driver: Exclude<SpaceDriver, ScaledDriver>;
  /** Not negative and finite. */
  readonly scaleAt: (place: Float64Array) => number;
}

/** The noise of SGD's own iteration; only for a time step equal to `stepSize`. */
export interface SgdDriver {
  readonly kind: 'sgd';
  readonly alpha: number;
  readonly stepSize: number;
  /** Of one step's increment: standard deviation at alpha = 2, else stable scale. */
  readonly increment: number;
}

/**
 * Exponentially tempered stable noise: over a time t an increment of noiseScale = 1 has characteristic
 * function exp(-t ((|u|^2 + m^2)^(alpha/2) - m^alpha)), m = 1/temperingLength, for isotropic components, and
 * that of each coordinate for independent ones. Jumps much shorter than the tempering length are those of
 * stable noise, longer ones are rarer by about exp(-length/temperingLength); all moments are finite.
 * `noiseScale` multiplies increments, lengths included. Increments are drawn exactly.
 *
 * @param alpha - above 0 and below 2
 * @throws {UserError} when a parameter is out of range
 */
export function temperedLevy(alpha: number, noiseScale: number, temperingLength: number): TemperedDriver {
  requireJumpIndex(alpha);
  requirePositive('noise scale', noiseScale);
  requirePositive('tempering length', temperingLength);
  return { kind: 'tempered', alpha, noiseScale, temperingLength };
}

/**
 * Compound Poisson noise; see CompoundPoissonDriver. Jump times are exact; a step gets the sum of the jumps
 * that fall into it.
 *
 * @throws {UserError} when the rate is not positive and finite
 */
export function compoundPoisson(rate: number, jump: Law): CompoundPoissonDriver {
  requirePositive('rate of jumps', rate);
  return { kind: 'compoundPoisson', rate, jump };
}

/**
 * noiseScale (sigma dB + dL): Brownian motion with standard deviation noiseScale sigma sqrt(t) a coordinate
 * and stable noise of scale noiseScale (arXiv 1906.09069).
 *
 * @param alpha - above 0 and below 2
 * @throws {UserError} when a parameter is out of range
 */
export function mixture(alpha: number, noiseScale: number, sigma: number): MixtureDriver {
  requireJumpIndex(alpha);
  requirePositive('noise scale', noiseScale);
  requirePositive('Gaussian share sigma', sigma);
  return { kind: 'mixture', gaussianScale: noiseScale * sigma, stableScale: noiseScale, alpha };
}

/** Noise whose size depends on the place: `driver` times scaleAt(place before the step). */
export function scaledBy(
  driver: ScaledDriver['driver'],
  scaleAt: (place: Float64Array) => number,
): ScaledDriver {
  return { kind: 'scaled', driver, scaleAt };
}

/** Refuses an index of jumps that is not in (0, 2). */
function requireJumpIndex(alpha: number): void {
  if (!(alpha > 0 && alpha < 2)) {
    throw new UserError(
      `The index alpha is ${alpha}; it must be above 0 and below 2.`,
      'Give for example 1.5; for Brownian motion use brownian.',
    );
  }
}
