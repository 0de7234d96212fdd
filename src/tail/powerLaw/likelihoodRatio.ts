import { expOf, halfLogTwoPi, log, logOf, square } from '../../kernel/index.js';
import { logSurvival, normal, normalDistribution } from '../../law/index.js';

/** Vuong's comparison of a power law with another law on the same range. */
export interface LikelihoodRatio {
  /** The other law. */
  readonly alternative: 'log-normal' | 'exponential';
  /** Log-likelihood of the power law less that of the other law: positive speaks for the power law. */
  readonly logRatio: number;
  /** The log-ratio over its standard error: standard normal when both laws are equally far from the truth. */
  readonly statistic: number;
  /** Two-sided; a small one says that the sign of the log-ratio is not chance. */
  readonly pValue: number;
  /** Which law is better, and how sure that is. */
  readonly sentence: string;
}

/**
 * Power law against the log-normal law, both cut off at the threshold. The power law is the limit of cut
 * log-normal laws, so the log-ratio is never positive; it is 0 where no log-normal law is better than that
 * limit (Vuong 1989; del Castillo and Puig 1999 on when that is so).
 *
 * @param y - log(x / threshold) of the points of the range, all >= 0
 */
export function againstLogNormal(y: Float64Array, tailIndex: number): LikelihoodRatio {
  const n = y.length;
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const square = y.reduce((sum, value) => sum + value * value, 0) / n;
  const cut = cutOff(square / (mean * mean));
  if (cut === undefined) {
    return {
      alternative: 'log-normal',
      logRatio: 0,
      statistic: 0,
      pValue: 1,
      sentence: 'No log-normal law describes these points better than the power law that is its limit.',
    };
  }
  const { excess, logHazard } = tailOfNormal(cut);
  const deviation = mean / excess;
  const logScale = logHazard - logOf(deviation);
  const logIndex = logOf(tailIndex);
  return compared(
    'log-normal',
    y.map((value) => {
      const z = value / deviation;
      return logIndex - tailIndex * value - (logScale - z * (z / 2 + cut));
    }),
  );
}

/**
 * Power law against the exponential law from the threshold on.
 *
 * @param y - log(x / threshold) of the points of the range
 * @param x - the points themselves, in the same order; the last is the threshold
 */
export function againstExponential(y: Float64Array, x: Float64Array, tailIndex: number): LikelihoodRatio {
  const n = y.length;
  const [largest, threshold] = [x[0], x[n - 1]];
  const shares = x.map((value) => value / largest - threshold / largest);
  const mean = shares.reduce((sum, share) => sum + share, 0) / n;
  // Density of y: x/m exp(-(x - threshold)/m).
  const constant = logOf(tailIndex) + logOf(mean);
  const logShares = log(x.map((value) => value / largest));
  return compared(
    'exponential',
    y.map((value, i) => constant - tailIndex * value - logShares[i] + shares[i] / mean),
  );
}

/** From this p-value on a difference is not certain (Clauset, Shalizi, Newman 2009, section 5). */
const chance = 0.1;

function compared(alternative: LikelihoodRatio['alternative'], terms: Float64Array): LikelihoodRatio {
  const n = terms.length;
  const logRatio = terms.reduce((sum, term) => sum + term, 0);
  const spread = terms.reduce((sum, term) => sum + square(term - logRatio / n), 0);
  const statistic = spread > 0 ? logRatio / Math.sqrt(spread) : 0;
  const pValue = 2 * normalDistribution(-Math.abs(statistic));
  const better =
    logRatio > 0
      ? `The power law is better than the ${alternative} law`
      : `The ${alternative} law is better than the power law`;
  const certain = pValue < chance ? '' : ', which may be chance';
  const numbers = `log-likelihood ratio ${logRatio.toPrecision(3)}, p = ${pValue.toPrecision(2)}`;
  return {
    alternative,
    logRatio,
    statistic,
    pValue,
    sentence: `${better} (${numbers})${certain}.`,
  };
}

/** From here on the cut normal law is the exponential one to six digits. */
const farthestCut = 1000;

/**
 * The cut z of the standard normal law whose excesses have E y^2 / (E y)^2 = ratio, which rises with z from
 * 1 to 2; with it the cut normal law of largest likelihood has the mean and mean square of the sample.
 * Undefined when the ratio is not below that of the farthest cut.
 */
function cutOff(ratio: number): number | undefined {
  let low = -farthestCut;
  let high = farthestCut;
  if (ratio >= tailOfNormal(high).ratio || ratio <= 1) return undefined;
  for (let z = 0; z > low && z < high; z = low / 2 + high / 2) {
    if (tailOfNormal(z).ratio < ratio) low = z;
    else high = z;
  }
  return high;
}

/** Of a standard normal Z > z: E(Z - z), E(Z - z)^2 / (E(Z - z))^2, and the logarithm of the hazard at z. */
function tailOfNormal(z: number): { excess: number; ratio: number; logHazard: number } {
  if (z < fractionFrom) {
    const logHazard = -0.5 * z * z - halfLogTwoPi - logSurvival(normal(), [z])[0];
    const excess = expOf(logHazard) - z;
    return { excess, ratio: (1 - z * excess) / (excess * excess), logHazard };
  }
  // Laplace's continued fraction of the hazard, z + 1/(z + 2/(z + 3/...)), without its cancelling parts.
  let rest = z;
  for (let i = fractionDepth; i >= 3; i--) rest = z + i / rest;
  const beyond = 2 / rest;
  const excess = 1 / (z + beyond);
  return { excess, ratio: beyond * (z + beyond), logHazard: logOf(z + excess) };
}

/** The continued fraction is used from this z on, where so many terms give 15 digits. */
const fractionFrom = 3;
const fractionDepth = 200;
