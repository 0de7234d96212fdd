import { logOf } from '../../kernel/index.js';
import { laplace, type LaplaceLaw } from '../laplace.js';
import type { LawFit } from './lawFit.js';
import { standardSample } from './sample.js';

/**
 * The Laplace law of largest likelihood: the sample's median, and the mean distance from it.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @returns the law with standard errors and log-likelihood, or the reason why there is none
 * @throws {RangeError} when the sample is not like that
 * @example
 * import { draw, fitLaplace, laplace, stream } from 'heavytail/law';
 * const sample = draw(laplace({ scale: 2 }), 1000, stream(1, 'example'));
 * const found = fitLaplace(sample);
 * found.converged && found.law.scale; // → 2.10684
 */
export function fitLaplace(sample: ArrayLike<number>): LawFit<LaplaceLaw, 'scale' | 'location'> {
  const { values, centre, unit } = standardSample(sample);
  const n = values.length;
  const scale = unit * (values.reduce((sum, z) => sum + Math.abs(z), 0) / n);
  const error = scale / Math.sqrt(n);
  return {
    converged: true,
    law: laplace({ scale, location: centre }),
    standardErrors: { scale: error, location: error },
    logLikelihood: -n * (1 + logOf(2 * scale)),
  };
}
