import { binaryUnit, expOf, square } from '../../kernel/index.js';
import { relativeLogs } from '../order/orderStatistics.js';
import { estimateFromInverse, missing, usualLevel, type TailEstimate } from '../estimate.js';

/** An estimate from the moments of log|x|; see `estimateLogMoment`. */
export type LogMomentEstimate = TailEstimate<{
  readonly sampleSize: number;
  readonly zeroFraction: number;
  /** Of the stable law in S0 and S1, with its standard error; undefined without an estimate. */
  readonly scale?: number;
  readonly scaleStandardError?: number;
}>;

/** Fewest values for which the fourth moment of their logarithms says anything. */
const fewestValues = 10;
const eulerGamma = 0.5772156649015329;

/**
 * Tail index and scale of a stable law that is symmetric about 0, from mean and variance of log|x|:
 *
 *   Var log|X| = (pi^2 / 6) (1 / alpha^2 + 1 / 2),  E log|X| = gamma (1 / alpha - 1) + log scale,
 *
 * gamma being Euler's constant (Zolotarev 1986; Ma and Nikias 1995). Standard errors are by the delta
 * method with the sample's central moments of log|x|. All of the sample counts, not its tail: for laws that
 * are not stable the estimate says how widely log|x| is spread, and may lie anywhere, above 2 too.
 *
 * @param sample - independent draws of one quantity, symmetric about 0, at least 10 of them different from
 *   zero; exact zeros are left out
 * @param level - of the interval, in (0, 1)
 * @returns an estimate; `not-enough-data` for fewer than 10 values that are not zero, `invalid` for values
 *   that are not finite, or whose logarithms vary less than those of any stable law
 * @example
 * import { draw, stable, stream } from 'heavytail/law';
 * import { estimateLogMoment } from 'heavytail/tail';
 *
 * const sample = draw(stable({ alpha: 1.5, scale: 3 }), 10000, stream(1, 'example'));
 * const { tailIndex, scale } = estimateLogMoment(sample);
 * tailIndex; // → 1.5
 * scale; // → 3
 */
export function estimateLogMoment(sample: ArrayLike<number>, level = usualLevel): LogMomentEstimate {
  const sizes = Float64Array.from(sample, Math.abs).filter((size) => size !== 0);
  const sampleSize = sample.length;
  const n = sizes.length;
  const details = { sampleSize, zeroFraction: sampleSize === 0 ? 0 : 1 - n / sampleSize };
  if (!sizes.every(Number.isFinite)) {
    const sentence = 'The sample holds NaN or infinite values; leave them out.';
    return { ...missing('invalid', sentence, level), ...details };
  }
  if (n < fewestValues) {
    const sentence = `${n} values are not zero; moments of log|x| need at least ${fewestValues}.`;
    return { ...missing('not-enough-data', sentence, level), ...details };
  }
  const unit = binaryUnit(sizes);
  const logs = relativeLogs(sizes);
  const mean = logs.reduce((sum, value) => sum + value, 0) / n;
  const moment = (power: (deviation: number) => number) =>
    logs.reduce((sum, value) => sum + power(value - mean), 0) / n;
  const second = moment(square);
  const third = moment((deviation) => square(deviation) * deviation);
  const fourth = moment((deviation) => square(square(deviation)));
  const variance = (second * n) / (n - 1);
  const inverseSquare = (6 / square(Math.PI)) * variance - 0.5;
  if (!(inverseSquare > 0)) {
    const sentence =
      `The variance of log|x| is ${variance.toPrecision(3)}; that of every stable law is above ` +
      `${(square(Math.PI) / 12).toPrecision(3)}. The sizes are too alike.`;
    return { ...missing('invalid', sentence, level), ...details };
  }
  const inverse = Math.sqrt(inverseSquare);
  // d inverse = 3 / (pi^2 inverse) d variance; d log scale = d mean - gamma d inverse.
  const slope = 3 / (square(Math.PI) * inverse);
  const varianceOfVariance = (fourth - second * second) / n;
  const scale = unit * expOf(mean - eulerGamma * (inverse - 1));
  const toScale = eulerGamma * slope;
  const varianceOfLogScale = second / n - 2 * toScale * (third / n) + toScale * toScale * varianceOfVariance;
  return {
    ...estimateFromInverse(inverse, slope * Math.sqrt(varianceOfVariance), Infinity, level),
    ...details,
    scale,
    scaleStandardError: scale * Math.sqrt(Math.max(0, varianceOfLogScale)),
  };
}
