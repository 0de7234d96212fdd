import { halfLogTwoPi, inBinaryUnits, log, logOf, square } from '../../kernel/index.js';
import { logNormal, type LogNormalLaw } from '../logNormal.js';
import { normal, type NormalLaw } from '../normalLaw.js';
import type { LawFit } from './lawFit.js';
import { sortedSample, standardSample } from './sample.js';

/**
 * The normal law of largest likelihood: the sample's mean and its deviation with divisor n.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @returns the law with standard errors and log-likelihood, or the reason why there is none
 * @throws {RangeError} when the sample is not like that
 * @example
 * import { draw, fitNormal, normal, stream } from 'heavytail/law';
 * const sample = draw(normal({ mean: 3 }), 1000, stream(1, 'example'));
 * const found = fitNormal(sample);
 * found.converged && found.law.mean; // → 2.99881
 */
export function fitNormal(sample: ArrayLike<number>): LawFit<NormalLaw, 'mean' | 'deviation'> {
  const { values, centre, unit } = standardSample(sample);
  const n = values.length;
  const { scaled, unit: binary } = inBinaryUnits(values);
  const mean = sum(scaled) / n;
  const deviation = unit * (binary * Math.sqrt(sum(scaled.map((z) => square(z - mean))) / n));
  return {
    converged: true,
    law: normal({ mean: centre + unit * (binary * mean), deviation }),
    standardErrors: { mean: deviation / Math.sqrt(n), deviation: deviation / Math.sqrt(2 * n) },
    logLikelihood: -n * (0.5 + halfLogTwoPi + logOf(deviation)),
  };
}

/**
 * The log-normal law of largest likelihood: the normal fit of the logarithms.
 *
 * @param sample - at least 10 positive finite numbers, not half of them equal
 * @returns the law with standard errors and log-likelihood, or the reason why there is none
 * @throws {RangeError} when the sample is not like that
 * @example
 * import { draw, fitLogNormal, logNormal, stream } from 'heavytail/law';
 * const sample = draw(logNormal({ logDeviation: 0.5 }), 1000, stream(1, 'example'));
 * const found = fitLogNormal(sample);
 * found.converged && found.law.logDeviation; // → 0.50757
 */
export function fitLogNormal(sample: ArrayLike<number>): LawFit<LogNormalLaw, 'logMean' | 'logDeviation'> {
  const { sorted } = sortedSample(sample);
  if (sorted[0] <= 0) {
    throw new RangeError(
      `The smallest point of the sample is ${sorted[0]}; a log-normal law has positive points.`,
    );
  }
  const logarithms = log(sorted);
  const found = fitNormal(logarithms);
  if (!found.converged) return found;
  const { law, standardErrors, logLikelihood } = found;
  return {
    converged: true,
    law: logNormal({ logMean: law.mean, logDeviation: law.deviation }),
    standardErrors: standardErrors && {
      logMean: standardErrors.mean,
      logDeviation: standardErrors.deviation,
    },
    logLikelihood: logLikelihood - sum(logarithms),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
