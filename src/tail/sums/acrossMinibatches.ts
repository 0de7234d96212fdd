import { logOf, square } from '../../kernel/index.js';
import { estimateFromInverse, missing, usualLevel, type TailEstimate } from '../estimate.js';
import type { NoiseMatrix } from '../noiseMatrix.js';
import { fewestBlocks, mostZeroSums, scalesOf, twoScaleTerms, type TwoScaleSettings } from './twoScale.js';

/** The tail index across minibatches, and that of each column; see `estimateAcrossMinibatches`. */
export type AcrossMinibatchesEstimate = TailEstimate<{
  /** Block lengths that were compared, in minibatches. */
  readonly lower: number;
  readonly upper: number;
  readonly rows: number;
  /** Columns with an estimate, by index, and 1 / tailIndex of each. */
  readonly columns: Int32Array;
  readonly columnInverses: Float64Array;
  /** Columns left out: too few non-zero values, or values on a coarse grid. */
  readonly excludedColumns: number;
  readonly zeroFraction: number;
}>;

/** Groups of rows of the jackknife: enough for a t interval, few enough for whole blocks in each. */
const mostGroups = 20;

interface ColumnTerms {
  readonly sum: number;
  readonly count: number;
  /** The same by group of rows. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Tail index across minibatches: the two-scale estimate of every column (a coordinate or a projection) over
 * the rows (independent minibatches at fixed weights). 1 / tailIndex is averaged over columns, and
 * `tailIndex` is the inverse of that mean.
 *
 * Columns share their rows and depend on one another in unknown ways, so the interval comes from the
 * rows alone: a jackknife that leaves out one of up to 20 groups of neighbouring rows, all columns
 * together. A block that straddles two groups counts for the one in which it ends. In a column with
 * exact zeros those are dropped before its blocks are formed.
 *
 * @param matrix - rows in the order of drawing
 * @param settings - block lengths, as `estimateTwoScale`; level of the interval, in (0, 1)
 * @returns an estimate; `not-enough-data` when no column holds 5 blocks, `invalid` for values that are not
 * finite
 * @throws {RangeError} when the block lengths are wrong (as `estimateTwoScale`) or the matrix has
 * another number of values than rows times columns
 * @example
 * import { draw, stable, stream } from 'heavytail/law';
 * import { estimateAcrossMinibatches } from 'heavytail/tail';
 *
 * const values = draw(stable({ alpha: 1.5 }), 1000 * 20, stream(1, 'noise'));
 * estimateAcrossMinibatches({ rows: 1000, columns: 20, values }).tailIndex; // → 1.60
 */
export function estimateAcrossMinibatches(
  matrix: NoiseMatrix,
  settings: TwoScaleSettings = {},
): AcrossMinibatchesEstimate {
  const { rows, columns, values } = matrix;
  if (values.length !== rows * columns) {
    throw new RangeError(
      `The matrix holds ${values.length} values; ${rows} rows of ${columns} columns need ${rows * columns}.`,
    );
  }
  const { lower, upper } = scalesOf(rows, settings);
  const level = settings.level ?? usualLevel;
  const groupRows = upper * Math.ceil(rows / upper / mostGroups);
  const groups = Math.ceil(rows / groupRows);

  let zeroCount = 0;
  let nonFiniteCount = 0;
  const used: number[] = [];
  const terms: ColumnTerms[] = [];
  const column = new Float64Array(rows);
  for (let j = 0; j < columns; j++) {
    for (let p = 0; p < rows; p++) column[p] = values[p * columns + j];
    const { differences, zeros, nonFinite } = twoScaleTerms(column, lower, upper);
    zeroCount += zeros;
    nonFiniteCount += nonFinite;
    if (nonFinite > 0) continue;
    const found = columnTerms(column, differences, upper, groupRows, groups);
    if (found === undefined) continue;
    used.push(j);
    terms.push(found);
  }

  const logRatio = logOf(upper / lower);
  const details = {
    lower,
    upper,
    rows,
    columns: Int32Array.from(used),
    columnInverses: Float64Array.from(terms, ({ sum, count }) => sum / count / logRatio),
    excludedColumns: columns - used.length,
    zeroFraction: zeroCount / Math.max(1, values.length),
  };
  if (nonFiniteCount > 0) {
    const count = `${nonFiniteCount} of ${values.length} values`;
    const sentence = `${count} are NaN or infinite; leave their rows out.`;
    return { ...missing('invalid', sentence, level), ...details };
  }
  if (terms.length === 0) {
    const sentence =
      `None of ${columns} columns of ${rows} rows holds ${fewestBlocks} blocks of ${upper} ` +
      'non-zero values; record more minibatches or take shorter blocks.';
    return { ...missing('not-enough-data', sentence, level), ...details };
  }
  const { inverse, standardError } = jackknife(terms, groups, logRatio);
  return { ...estimateFromInverse(inverse, standardError, groups - 1, level), ...details };
}

function columnTerms(
  column: Float64Array,
  differences: Float64Array,
  upper: number,
  groupRows: number,
  groups: number,
): ColumnTerms | undefined {
  if (differences.length < fewestBlocks) return undefined;
  const sums = new Float64Array(groups);
  const counts = new Float64Array(groups);
  let sum = 0;
  let count = 0;
  let row = -1;
  for (const difference of differences) {
    for (let left = upper; left > 0; ) if (column[++row] !== 0) left--;
    if (Number.isNaN(difference)) continue;
    const group = Math.floor(row / groupRows);
    sums[group] += difference;
    counts[group]++;
    sum += difference;
    count++;
  }
  if (count < fewestBlocks || count < (1 - mostZeroSums) * differences.length) return undefined;
  // Leaving out any one group must leave something.
  if (counts.some((inGroup) => inGroup === count)) return undefined;
  return { sum, count, sums, counts };
}

function jackknife(
  terms: readonly ColumnTerms[],
  groups: number,
  logRatio: number,
): { inverse: number; standardError: number } {
  let whole = 0;
  const without = new Float64Array(groups);
  for (const { sum, count, sums, counts } of terms) {
    whole += sum / count;
    for (let g = 0; g < groups; g++) without[g] += (sum - sums[g]) / (count - counts[g]);
  }
  let centre = 0;
  for (const value of without) centre += value / groups;
  let squares = 0;
  for (const value of without) squares += square(value - centre);
  return {
    inverse: whole / terms.length / logRatio,
    standardError: Math.sqrt(((groups - 1) / groups) * squares) / terms.length / logRatio,
  };
}
