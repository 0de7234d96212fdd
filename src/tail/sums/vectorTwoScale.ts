import { binaryUnit, inBinaryUnits, log, logOf, square } from '../../kernel/index.js';
import type { NoiseMatrix } from '../noiseMatrix.js';
import { estimateFromInverse, missing, usualLevel } from '../estimate.js';
import { meanOf } from '../../statistics/index.js';
import { fewestBlocks, scalesOf, type TwoScaleEstimate, type TwoScaleSettings } from './twoScale.js';

/**
 * Two-scale estimate of strictly stable vectors: as `estimateTwoScale`, with the Euclidean norm in
 * place of the absolute value and one row of the matrix as one draw (Mohammadi, Mohammadpour, Ogata
 * 2015, corollary 2.4). In many dimensions of independent noise the norm hardly varies, so that any
 * law of finite variance gives 2.
 *
 * Rows that are exactly zero are dropped; `zeroFraction` is their share.
 *
 * @param matrix - one draw a row, in the order of drawing
 * @param settings - block lengths, in rows; level of the interval, in (0, 1)
 * @returns an estimate; `not-enough-data` for fewer than 5 blocks, `invalid` for values that are not finite
 * and for rows whose sums vanish
 * @throws {RangeError} when the block lengths are wrong, as `estimateTwoScale`
 */
export function estimateVectorTwoScale(
  matrix: NoiseMatrix,
  settings: TwoScaleSettings = {},
): TwoScaleEstimate {
  const { rows, columns } = matrix;
  const values = squarable(matrix.values);
  const { lower, upper } = scalesOf(rows, settings);
  const level = settings.level ?? usualLevel;
  const partNorms: number[] = [];
  const wholeNorms: number[] = [];
  const part = new Float64Array(columns);
  const whole = new Float64Array(columns);
  let drawn = 0;
  let nonFinite = 0;
  for (let p = 0; p < rows; p++) {
    let squares = 0;
    for (let j = 0; j < columns; j++) squares += square(values[p * columns + j]);
    if (!Number.isFinite(squares)) nonFinite++;
    if (squares === 0) continue;
    for (let j = 0; j < columns; j++) part[j] += values[p * columns + j];
    drawn++;
    if (drawn % lower !== 0) continue;
    partNorms.push(norm(part));
    for (let j = 0; j < columns; j++) whole[j] += part[j];
    part.fill(0);
    if (drawn % upper !== 0) continue;
    wholeNorms.push(norm(whole));
    whole.fill(0);
  }
  const blocks = wholeNorms.length;
  const zeroFraction = rows === 0 ? 0 : 1 - drawn / rows;
  const details = { lower, upper, blocks, sampleSize: rows, zeroFraction };
  if (nonFinite > 0) {
    const sentence = `${nonFinite} of ${rows} rows hold NaN or infinite values; leave them out.`;
    return { ...missing('invalid', sentence, level), ...details };
  }
  if (blocks < fewestBlocks) {
    const sentence = `${rows} rows give ${blocks} blocks of ${upper}; at least ${fewestBlocks} are needed.`;
    return { ...missing('not-enough-data', sentence, level), ...details };
  }
  const logParts = log(partNorms);
  const logWholes = log(wholeNorms);
  const ratio = upper / lower;
  const terms = logWholes.map((logWhole, b) => {
    let sum = 0;
    for (let i = b * ratio; i < (b + 1) * ratio; i++) sum += logParts[i];
    return logWhole - sum / ratio;
  });
  if (!terms.every(Number.isFinite)) {
    const sentence = 'Sums of rows are exactly zero: the rows cancel one another.';
    return { ...missing('invalid', sentence, level), ...details };
  }
  const { mean, standardError } = meanOf(terms);
  const logRatio = logOf(ratio);
  return {
    ...estimateFromInverse(mean / logRatio, standardError / logRatio, blocks - 1, level),
    ...details,
  };
}

/** Sizes whose squares, of millions of numbers, have sums in the number range. */
const [leastSquared, mostSquared] = [2 ** -400, 2 ** 400];

/** Numbers whose squares, of the largest, stay in the number range: the same, or in their binary unit. */
function squarable(values: ArrayLike<number>): ArrayLike<number> {
  const unit = binaryUnit(values);
  return unit > mostSquared || unit < leastSquared ? inBinaryUnits(values).scaled : values;
}

function norm(vector: Float64Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}
