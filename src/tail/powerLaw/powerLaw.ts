import type { Stream } from '../../law/index.js';
import { estimateFromInverse, missing, usualLevel, type TailEstimate } from '../estimate.js';
import { notFinite, relativeLogs, sizesOf } from '../order/orderStatistics.js';
import { closestPowerLaw, type PowerLawTail } from './powerLawDistance.js';
import { syntheticSample } from './powerLawBootstrap.js';
import { againstExponential, againstLogNormal, type LikelihoodRatio } from './likelihoodRatio.js';

/** A power law of the largest sizes of a sample; see `fitPowerLaw`. */
export type PowerLawEstimate = TailEstimate<{
  readonly sampleSize: number;
  readonly zeroFraction: number;
  /** Smallest size of the fitted range, and how many sizes lie in it. Undefined without an estimate. */
  readonly threshold?: number;
  readonly tail?: number;
  /** Kolmogorov-Smirnov distance between the sizes of the range and their power law. */
  readonly distance?: number;
  /** Power law against other laws on the same range. */
  readonly alternatives?: readonly LikelihoodRatio[];
}>;

/** Fewest sizes above a threshold: with fewer, some stretch of any sample looks like a power law. */
const fewestInTail = 10;
/** Synthetic samples by default: their share has an error below 0.016. */
const usualReplicates = 1000;
/** A p-value below this one speaks against a power law (Clauset, Shalizi, Newman 2009, section 4). */
const implausible = 0.1;

/**
 * Fits a power law to the largest sizes |x| of a sample, and finds out from where on it holds: the
 * threshold is the size above which the power law of largest likelihood is closest to the sample (Clauset,
 * Shalizi, Newman 2009). `tailIndex` is the exponent of P(|X| > x); the exponent of the density, which that
 * paper calls alpha, is larger by 1.
 *
 * The interval is the one for a threshold known beforehand, with standard error tailIndex / sqrt(tail); the
 * choice of the threshold makes the true spread wider, most of all for laws that become a power law slowly.
 * The fit finds a power law in every sample: whether there is one is for `powerLawGoodness` to say.
 *
 * @param sample - independent draws of one quantity, at least 10 of them different from zero
 * @param level - of the interval, in (0, 1)
 * @returns an estimate; `not-enough-data` for fewer than 10 values that are not zero, `invalid` for values
 *   that are not finite or not different
 * @example
 * import { draw, pareto, stream } from 'heavytail/law';
 * import { fitPowerLaw } from 'heavytail/tail';
 *
 * const sample = draw(pareto({ tailIndex: 1.5, minimum: 2 }), 1000, stream(1, 'example'));
 * const { tailIndex, threshold } = fitPowerLaw(sample);
 * tailIndex; // → 1.410
 * threshold; // → 2.0
 */
export function fitPowerLaw(sample: ArrayLike<number>, level = usualLevel): PowerLawEstimate {
  const found = sizesOf(sample);
  if (found === undefined) return { ...notFinite(level), sampleSize: sample.length, zeroFraction: 0 };
  const { sizes, ...details } = found;
  if (sizes.length < fewestInTail) {
    const sentence = `${sizes.length} values are not zero; a power law needs at least ${fewestInTail}.`;
    return { ...missing('not-enough-data', sentence, level), ...details };
  }
  const logs = relativeLogs(sizes).reverse();
  const closest = closestOf(logs);
  if (closest === undefined) {
    const sentence = `All ${sizes.length} sizes are equal, or too few differ: there is no tail to fit.`;
    return { ...missing('invalid', sentence, level), ...details };
  }
  const { tail, tailIndex, distance } = closest;
  const fitted = sizes.subarray(sizes.length - tail);
  const logRatios = logs.subarray(0, tail).map((value) => value - logs[tail - 1]);
  return {
    ...estimateFromInverse(1 / tailIndex, 1 / (tailIndex * Math.sqrt(tail)), Infinity, level),
    ...details,
    threshold: fitted[0],
    tail,
    distance,
    alternatives: [
      againstLogNormal(logRatios, tailIndex),
      againstExponential(logRatios, fitted.slice().reverse(), tailIndex),
    ],
  };
}

/** The closest power law of logarithms from the largest down. */
function closestOf(logs: Float64Array): PowerLawTail | undefined {
  const sums = new Float64Array(logs.length + 1);
  // From the largest, so that the sums of short tails lose no digits.
  const largest = logs[0];
  const shifted = logs.map((value) => value - largest);
  for (let i = 0; i < logs.length; i++) sums[i + 1] = sums[i] + shifted[i];
  return closestPowerLaw(shifted, sums, fewestInTail);
}

/** Whether a power law is a plausible description of a sample; see `powerLawGoodness`. */
export type PowerLawGoodness =
  | {
      readonly status: 'ok';
      /**
       * Share of the synthetic samples whose own power law is at least as far from them; below 0.1 rejects.
       */
      readonly pValue: number;
      /** Its binomial standard error. */
      readonly standardError: number;
      readonly replicates: number;
      readonly sentence: string;
    }
  | {
      readonly status: 'not-enough-data' | 'invalid';
      readonly sentence: string;
      readonly pValue?: undefined;
    };

/**
 * Whether a power law above the fitted threshold is a plausible description of a sample: the distance of the
 * fit against those of synthetic samples, drawn from the power law above the threshold and with replacement
 * from the sample below it, each fitted anew with a threshold of its own (Clauset, Shalizi, Newman 2009,
 * section 4.1). A large p-value does not make a power law true; with few points in the tail it only says
 * that it could not be told.
 *
 * Replicate r draws from substream r, so that results do not depend on the number of replicates. Each costs
 * as much as a fit.
 *
 * @param sample - independent draws of one quantity
 * @param settings - stream: random numbers; replicates: 1,000 by default, for an error of p below 0.016
 * @returns the p-value with its standard error, or why there is none (as `fitPowerLaw`)
 * @throws {RangeError} when the number of replicates is not a whole number of at least 1
 * @example
 * import { draw, pareto, stream } from 'heavytail/law';
 * import { powerLawGoodness } from 'heavytail/tail';
 *
 * const sample = draw(pareto({ tailIndex: 1.5 }), 1000, stream(1, 'example'));
 * powerLawGoodness(sample, { stream: stream(1, 'p'), replicates: 50 }).pValue; // → 0.46
 */
export function powerLawGoodness(
  sample: ArrayLike<number>,
  settings: { readonly stream: Stream; readonly replicates?: number },
): PowerLawGoodness {
  const { stream, replicates = usualReplicates } = settings;
  if (!Number.isSafeInteger(replicates) || replicates < 1) {
    throw new RangeError(
      `The number of replicates is ${replicates}; it must be a whole number of at least 1.`,
    );
  }
  const fitted = fitPowerLaw(sample);
  if (fitted.status !== 'ok') return { status: fitted.status, sentence: fitted.sentence };
  const { tailIndex, threshold = NaN, tail = NaN, distance = NaN } = fitted;
  const { sizes } = sizesOf(sample) ?? { sizes: new Float64Array(0) };
  const logs = relativeLogs(sizes);
  let farther = 0;
  for (let r = 0; r < replicates; r++) {
    const synthetic = syntheticSample(logs, tail, logs[logs.length - tail], tailIndex, stream.substream(r));
    const refit = closestOf(synthetic.sort().reverse());
    if (refit !== undefined && refit.distance >= distance) farther++;
  }
  const pValue = farther / replicates;
  return {
    status: 'ok',
    pValue,
    standardError: Math.sqrt((pValue * (1 - pValue)) / replicates),
    replicates,
    sentence: goodnessSentence(farther, replicates, distance, threshold),
  };
}

function goodnessSentence(farther: number, replicates: number, distance: number, threshold: number): string {
  const share =
    `${farther} of ${replicates} synthetic samples are as far from their power laws ` +
    `(distance ${distance.toPrecision(3)})`;
  const law = `a power law above ${threshold.toPrecision(3)}`;
  return farther / replicates < implausible
    ? `Only ${share}: ${law} is not a plausible description.`
    : `${share}: nothing speaks against ${law}.`;
}
