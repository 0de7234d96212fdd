import { powOf } from '../../kernel/index.js';
import { stable, type StableLaw } from './law.js';

/**
 * The law of the increment over a time step of the Levy process whose increment over time 1 has the given
 * law: in S1 the scale grows by time^(1/alpha) and the location by time.
 *
 * @param law - of the increment over time 1
 * @param timeStep - positive and finite
 * @returns in S1
 * @throws {RangeError} when the time step is not positive and finite, or the result leaves the number range
 * @see Samorodnitsky and Taqqu 1994, property 1.2.1
 * @example
 * import { incrementLaw, stable } from 'heavytail/stable';
 * incrementLaw(stable({ alpha: 1.5 }), 0.01).scale; // → 0.0464159
 */
export function incrementLaw(law: StableLaw, timeStep: number): StableLaw {
  if (!(timeStep > 0 && timeStep < Infinity)) {
    throw new RangeError(`The time step is ${timeStep}; it must be positive and finite.`);
  }
  const { alpha, beta, scale, locationS1 } = law;
  return stable({
    alpha,
    beta,
    scale: scale * powOf(timeStep, 1 / alpha),
    location: locationS1 * timeStep,
    parameterization: 'S1',
  });
}
