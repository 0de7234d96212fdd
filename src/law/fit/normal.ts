import { halfLogTwoPi, inBinaryUnits, log, logOf, square } from '../../kernel/index.js';
import { logNormal, type LogNormalLaw } from '../logNormal.js';
import { normal, type NormalLaw } from '../normalLaw.js';
import type { LawFit } from './lawFit.js';
import { sortedSample, standardSample } from './sample.js';

/**
 * The normal law of largest likelihood: the sample's mean and its deviation with divisor n.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @throws {RangeError} when the sample is not like that
 * @example
 * fitNormal(draw(normal({ mean: 3 }), 1000, stream(1, 'example')))
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
 * @throws {RangeError} when the sample is not like that
 * @example
 * fitLogNormal(draw(logNormal(), 1000, stream(1, 'example')))
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
