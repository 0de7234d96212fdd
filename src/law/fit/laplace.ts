import { logOf } from '../../kernel/index.js';
import { laplace, type LaplaceLaw } from '../laplace.js';
import type { LawFit } from './lawFit.js';
import { standardSample } from './sample.js';

/**
 * The Laplace law of largest likelihood: the sample's median, and the mean distance from it.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @throws {RangeError} when the sample is not like that
 * @example
 * fitLaplace(draw(laplace({ scale: 2 }), 1000, stream(1, 'example')))
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
