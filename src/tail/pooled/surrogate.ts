import { PooledStatistic, type PooledEstimate } from './statistic.js';
import { usualLevel } from '../estimate.js';
import { studentQuantile } from '../../statistics/index.js';

/**
 * The published pooled statistic beside that of Gaussian noise with the same covariance. Only a
 * statistic outside the Gaussian range says anything about tails. See `comparePooled`.
 */
export type PooledComparison =
  | {
      readonly status: 'ok';
      /** Tail index that Gaussian noise of this covariance gives. */
      readonly surrogate: number;
      /** Range in which the statistic of as many Gaussian minibatches lies at `level`. */
      readonly surrogateLow: number;
      readonly surrogateHigh: number;
      readonly level: number;
      /** The measured tail index beside that range. */
      readonly measured: 'below' | 'inside' | 'above';
      /** 1 / measured minus 1 / surrogate: positive if the noise looks heavier than Gaussian. */
      readonly inverseDifference: number;
      readonly sentence?: undefined;
    }
  | { readonly status: 'not-enough-data' | 'invalid'; readonly sentence: string; readonly level: number };

/**
 * The pooled statistic of surrogate rows, with the block length of the measured one: the published
 * rule would give another length for another number of rows.
 *
 * @param surrogate - rows from `SurrogateRows`, at least 3
 * @param measured - the statistic of the noise that they imitate
 * @returns the statistic of the surrogate
 */
export function surrogateStatistic(
  surrogate: readonly Float32Array[],
  measured: PooledEstimate,
): PooledEstimate {
  const statistic = new PooledStatistic({
    minibatches: surrogate.length,
    parameters: measured.parameters,
    blockLength: measured.blockLength,
  });
  for (const row of surrogate) statistic.add(row);
  return statistic.result(measured.level);
}

/**
 * Compares the measured statistic with the surrogate's.
 *
 * With v the variance of one surrogate row's share in 1 / tailIndex, P measured and S surrogate rows,
 * the statistic of P Gaussian rows lies within t sqrt(v / P + v / S) of the surrogate's. The range is
 * wider than needed: the surrogate's covariance is fitted to the very rows that it is compared
 * with and follows their fluctuation. Of 300 anisotropic Gaussian worlds of 24 rows, 8 fell outside
 * the range at 95 %.
 *
 * A statistic inside the range says that covariance alone explains it, not that the noise is
 * Gaussian: large values raise the sample covariance in their own columns, so that even independent
 * SaS(1.5) entries (1 / tailIndex 0.167 above Gaussian) come out 0.003 from their surrogate, and
 * heavy tails that all coordinates of a minibatch share leave the statistic as it is. Tails are
 * decided across minibatches.
 *
 * @param measured - statistic of the noise
 * @param surrogate - from `surrogateStatistic`
 * @param level - of the range, in (0, 1)
 * @returns the range of Gaussian noise and where the measured statistic lies, or why there is none
 * @throws {RangeError} when the two have blocks of different lengths
 * @example
 * import { draw, stream, studentT } from 'heavytail/law';
 * import { comparePooled, PooledStatistic, SurrogateRows, surrogateStatistic } from 'heavytail/tail';
 *
 * const [minibatches, parameters] = [100, 400];
 * const source = stream(1, 'noise');
 * const statistic = new PooledStatistic({ minibatches, parameters });
 * const rows = new SurrogateRows({ rows: 30, minibatches, parameters, stream: stream(1, 'surrogate') });
 * for (let p = 0; p < minibatches; p++) {
 *   const row = Float32Array.from(draw(studentT({ degrees: 3 }), parameters, source));
 *   statistic.add(row);
 *   rows.add(row);
 * }
 * const measured = statistic.result();
 * comparePooled(measured, surrogateStatistic(rows.result(), measured)).status; // → "ok"
 */
export function comparePooled(
  measured: PooledEstimate,
  surrogate: PooledEstimate,
  level: number = usualLevel,
): PooledComparison {
  if (measured.status !== 'ok') return { status: measured.status, sentence: measured.sentence, level };
  if (surrogate.status !== 'ok') return { status: surrogate.status, sentence: surrogate.sentence, level };
  if (surrogate.blockLength !== measured.blockLength) {
    throw new RangeError(
      `The surrogate has blocks of ${surrogate.blockLength} and the noise of ${measured.blockLength}; ` +
        'they must be equal.',
    );
  }
  const rowDeviation = surrogate.inverseStandardError * Math.sqrt(surrogate.minibatches);
  const half =
    studentQuantile((1 + level) / 2, surrogate.minibatches - 1) *
    rowDeviation *
    Math.sqrt(1 / measured.minibatches + 1 / surrogate.minibatches);
  const inverseDifference = measured.inverse - surrogate.inverse;
  return {
    status: 'ok',
    surrogate: surrogate.tailIndex,
    surrogateLow: 1 / (surrogate.inverse + half),
    surrogateHigh: surrogate.inverse > half ? 1 / (surrogate.inverse - half) : Infinity,
    level,
    measured: Math.abs(inverseDifference) <= half ? 'inside' : inverseDifference > 0 ? 'below' : 'above',
    inverseDifference,
  };
}
