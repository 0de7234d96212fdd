import { log, logOf, square } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import { type Interval, studentQuantile } from '../../statistics/index.js';
import type { NoiseMatrix } from '../noiseMatrix.js';
import { covarianceFactor } from '../surrogate/covarianceFactor.js';
import { gaussianSurrogate } from '../surrogate/surrogate.js';
import { digamma, fewestValues, meanLogNormal } from './tailWeight.js';

/** How much heavier than Gaussian the columns of a matrix are. */
export interface ExcessTailWeight extends Interval {
  /** Columns that were measured. Those whose values are all alike in size are left out. */
  readonly columns: number;
}

/** What one column adds: its sums, from which the tail weight without any one row follows. */
interface ColumnSums {
  readonly squares: Float64Array;
  readonly logs: Float64Array;
  readonly total: number;
  readonly totalLog: number;
  readonly count: number;
}

/**
 * Mean tail weight of the columns of a matrix (see `tailWeight`) less that of Gaussian noise with the same
 * covariance, with its interval. Sizes count as ten medians of their column where they are larger, which
 * Gaussian ones never are: so it is finite for every law, and one value cannot decide. Student's law of 19
 * degrees of freedom has 0.030, that of 5 has 0.14, that of 3 has 0.26, the symmetric stable law of index
 * 1.5 has 0.35.
 *
 * The tail weight of a Gaussian column around its known mean depends on nothing but the number of rows, so
 * Gaussian noise of any covariance has the same mean: the reference is exact. How much the mean over columns
 * scatters does hang on how they depend on one another. That is taken from the rows: the interval is the
 * jackknife's, which leaves out one row at a time with all its columns, with Student's quantile. Of 8,000
 * intervals of 99 % (these laws, 300 and 2,400 rows; eight columns independent or proportional) 0.3 % lay
 * above the true excess and 1.0 % below it.
 *
 * @param noise - rows are independent minibatches, columns have mean zero
 * @param level - of the interval, in (0, 1)
 * @returns the excess; undefined where no column has 8 values that are not zero and differ in size
 * @example
 * import { draw, normal, stream, studentT } from 'heavytail/law';
 * import { excessTailWeight } from 'heavytail/tail';
 *
 * const excessOf = (law) =>
 *   excessTailWeight({ rows: 1000, columns: 20, values: draw(law, 20000, stream(1, 'noise')) }, 0.99);
 * excessOf(normal()).value; // → -0.005
 * excessOf(studentT({ degrees: 5 })).low; // → 0.114
 */
export function excessTailWeight(noise: NoiseMatrix, level: number): ExcessTailWeight | undefined {
  const { rows } = noise;
  const columns = columnSums(noise);
  if (columns.length === 0) return undefined;
  const value = meanOver(columns, (column) => excessOf(column.total, column.totalLog, column.count));
  const without = new Float64Array(rows);
  for (const { squares, logs, total, totalLog, count } of columns) {
    const whole = excessOf(total, totalLog, count);
    // Logarithms of all rows at once, in the kernel.
    const rests = log(squares.map((square) => (total - square) / (count - 1)));
    const expected = gaussianWeight(count - 1);
    for (let p = 0; p < rows; p++) {
      without[p] +=
        squares[p] === 0
          ? whole
          : 0.5 * rests[p] + meanLogNormal - (totalLog - logs[p]) / (count - 1) - expected;
    }
  }
  const weights = without.map((sum) => sum / columns.length);
  const standardError = jackknifeError(weights);
  const half = studentQuantile((1 + level) / 2, rows - 1) * standardError;
  return { value, standardError, low: value - half, high: value + half, level, columns: columns.length };
}

/** Standard error from the estimates without one row each. */
function jackknifeError(without: Float64Array): number {
  const rows = without.length;
  const centre = meanOver(without, (estimate) => estimate);
  return Math.sqrt((rows - 1) * meanOver(without, (estimate) => square(estimate - centre)));
}

/**
 * The same of Gaussian noise that has exactly the covariance of the matrix: a check on the interval, which
 * has to hold 0 at its level, however the columns depend on one another.
 *
 * @param noise - as in `excessTailWeight`
 * @param stream - draws the Gaussian noise
 * @param level - of the interval, in (0, 1)
 * @returns its excess; undefined where the noise has none
 */
export function surrogateTailWeight(
  noise: NoiseMatrix,
  stream: Stream,
  level: number,
): ExcessTailWeight | undefined {
  const values = gaussianSurrogate(covarianceFactor(noise), stream, noise.rows);
  return excessTailWeight({ ...noise, values }, level);
}

function columnSums({ rows, columns, values }: NoiseMatrix): ColumnSums[] {
  const found: ColumnSums[] = [];
  for (let j = 0; j < columns; j++) {
    const sizes = Float64Array.from({ length: rows }, (_, p) => Math.abs(values[p * columns + j]));
    const ascending = sizes.filter((size) => size > 0).sort();
    const count = ascending.length;
    // A parameter on which no minibatch but its mean has an effect: the same size in every row.
    if (count < fewestValues || ascending[count - 1] - ascending[0] <= alike * ascending[0]) continue;
    const most = mostMedians * ascending[count >> 1];
    // In units of the largest no square vanishes that counts.
    const scaled = sizes.map((size) => Math.min(1, size / most));
    const squares = scaled.map(square);
    const logs = log(scaled).map((value) => (value === -Infinity ? 0 : value));
    const total = squares.reduce((sum, value) => sum + value, 0);
    const totalLog = logs.reduce((sum, value) => sum + value, 0);
    found.push({ squares, logs, total, totalLog, count });
  }
  return found;
}

/** Larger sizes count as so many medians: 6.7 standard deviations of a Gaussian law. */
const mostMedians = 10;
/** Values are alike that differ by no more than the rounding of single precision. */
const alike = 1e-6;

function excessOf(total: number, totalLog: number, count: number): number {
  return 0.5 * logOf(total / count) + meanLogNormal - totalLog / count - gaussianWeight(count);
}

/** Mean tail weight of so many Gaussian values around their known mean. */
function gaussianWeight(count: number): number {
  return 0.5 * (digamma(count / 2) - logOf(count / 2));
}

function meanOver<Row>(rows: ArrayLike<Row>, of: (row: Row) => number): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += of(rows[i]);
  return sum / rows.length;
}
