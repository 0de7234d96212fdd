import { UserError } from '../../error.js';
import { incrementScale } from '../line/driver.js';
import { CompoundPoissonSource } from './compoundPoisson.js';
import type { ScaledDriver, SpaceDriver } from './driver.js';
import { GaussianSource } from './gaussian.js';
import { MixtureSource } from './mixture.js';
import type { Components, NoiseSource } from './source.js';
import { stableSource } from './stable.js';
import { TemperedSource } from './tempered.js';

export {
  compoundPoisson,
  mixture,
  scaledBy,
  temperedLevy,
  type CompoundPoissonDriver,
  type MixtureDriver,
  type ScaledDriver,
  type SgdDriver,
  type SpaceDriver,
  type TemperedDriver,
} from './driver.js';
export { sgdNoise, type SgdNoise, type SgdNoiseSettings } from './sgdNoise.js';
export type { Components, NoiseSource } from './source.js';

/**
 * The increments of a driver over steps of one length.
 *
 * @throws {UserError} when an SGD driver gets a time step that is not its step size
 */
export function noiseSource(
  driver: Exclude<SpaceDriver, ScaledDriver>,
  dimension: number,
  components: Components,
  timeStep: number,
): NoiseSource {
  switch (driver.kind) {
    case 'brownian':
      return new GaussianSource(incrementScale(driver, timeStep));
    case 'levy':
      return stableSource(dimension, components, driver.alpha, incrementScale(driver, timeStep));
    case 'clipped': {
      const { alpha, noiseScale, largestIncrement } = driver;
      const scale = incrementScale({ kind: 'levy', alpha, noiseScale }, timeStep);
      return stableSource(dimension, components, alpha, scale, largestIncrement);
    }
    case 'tempered': {
      const { alpha, noiseScale, temperingLength } = driver;
      return new TemperedSource(dimension, components, alpha, noiseScale, temperingLength, timeStep);
    }
    case 'compoundPoisson':
      return new CompoundPoissonSource(dimension, components, driver.rate, driver.jump, timeStep);
    case 'mixture': {
      const { alpha, stableScale, gaussianScale } = driver;
      const stable = incrementScale({ kind: 'levy', alpha, noiseScale: stableScale }, timeStep);
      const gaussian = gaussianScale * Math.sqrt(timeStep);
      return new MixtureSource(
        new GaussianSource(gaussian),
        stableSource(dimension, components, alpha, stable),
      );
    }
    case 'sgd': {
      const { alpha, stepSize, increment } = driver;
      if (timeStep !== stepSize) {
        throw new UserError(
          `The time step is ${timeStep}, but the noise is that of SGD with step size ${stepSize}.`,
          'Use the timeStep that sgdNoise returns.',
        );
      }
      return alpha === 2
        ? new GaussianSource(increment)
        : stableSource(dimension, components, alpha, increment);
    }
  }
}
