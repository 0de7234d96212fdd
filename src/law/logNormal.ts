import { expOf, logOf, square } from '../kernel/index.js';
import { expMinusOne } from './nearOne.js';
import { normal, normalFunctions } from './normalLaw.js';
import { requireFinite, requirePositive, type PointFunctions } from './pointwise.js';

/** The law of a positive number whose logarithm is normal. */
export interface LogNormalLaw {
  readonly family: 'log-normal';
  /** Mean of the logarithm. */
  readonly logMean: number;
  /** Standard deviation of the logarithm. */
  readonly logDeviation: number;
}

/**
 * A log-normal law. Far out, results are as accurate as the rounding of log x leaves them.
 *
 * @param parameters - mean of the logarithm finite, by default 0; its standard deviation > 0, by default 1
 * @returns a frozen value for the functions of this module
 * @throws {RangeError} when a parameter is outside its range
 * @example
 * import { logNormal, mean } from 'heavytail/law';
 * mean(logNormal({ logDeviation: 0.5 })); // → 1.13315
 */
export function logNormal(
  parameters: { readonly logMean?: number; readonly logDeviation?: number } = {},
): LogNormalLaw {
  const { logMean = 0, logDeviation = 1 } = parameters;
  requireFinite('logMean', logMean);
  requirePositive('logDeviation', logDeviation);
  return Object.freeze({ family: 'log-normal', logMean, logDeviation });
}

/** What a log-normal law computes. */
export function logNormalFunctions({ logMean, logDeviation }: LogNormalLaw): PointFunctions {
  const logarithm = normalFunctions(normal({ mean: logMean, deviation: logDeviation }));
  const logOfPoint = (x: number) => (x > 0 ? logOf(x) : -Infinity);
  const varianceOfLog = logDeviation * logDeviation;
  return {
    logDensity: (x) => (x > 0 && x < Infinity ? logarithm.logDensity(logOf(x)) - logOf(x) : -Infinity),
    logDistribution: (x) => logarithm.logDistribution(logOfPoint(x)),
    logSurvival: (x) => logarithm.logSurvival(logOfPoint(x)),
    quantile: (p) => expOf(logarithm.quantile(p)),
    survivalQuantile: (p) => expOf(logarithm.survivalQuantile(p)),
    draw: (n, stream) => logarithm.draw(n, stream).map(expOf),
    mean: () => expOf(logMean + (logDeviation / 2) * logDeviation),
    variance: () => {
      // e^(2 logMean + v) (e^v - 1), in the order that stays in the number range.
      if (varianceOfLog > 1) return expOf(2 * (logMean + varianceOfLog)) * -expMinusOne(-varianceOfLog);
      const relative = varianceOfLog < 1e-20 ? logDeviation : Math.sqrt(expMinusOne(varianceOfLog));
      return square(expOf(logMean + varianceOfLog / 2) * relative);
    },
  };
}
