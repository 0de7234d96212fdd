import { inBinaryUnits, logOf, square, sumLogAbsolute } from '../../kernel/index.js';
import { normalDistribution, type Stream } from '../../law/index.js';
import type { NoiseMatrix } from '../noiseMatrix.js';
import { covarianceFactor } from '../surrogate/covarianceFactor.js';
import { gaussianSurrogate } from '../surrogate/surrogate.js';

/**
 * Tail weight of a sample: log(rms) - E log|Z| for Z standard normal - mean log|x|. It is 0 for a Gaussian
 * law of any scale, positive for heavier tails (Student's law of 10 degrees: 0.060; 3 degrees: 0.365;
 * Laplace: 0.289) and negative for lighter ones (uniform: -0.184). Unlike kurtosis it exists for every
 * sample of every law and has moderate errors for all of them. Exact zeros are dropped.
 *
 * @param centred - finite values around their mean or median
 * @returns the tail weight; undefined for fewer than 8 non-zero values
 * @example
 * import { draw, normal, stream, studentT } from 'heavytail/law';
 * import { tailWeight } from 'heavytail/tail';
 *
 * tailWeight(draw(normal(), 10000, stream(1, 'example'))); // → 0.0015
 * tailWeight(draw(studentT({ degrees: 3 }), 10000, stream(1, 'example'))); // → 0.318
 */
export function tailWeight(centred: Float64Array): number | undefined {
  const { scaled } = inBinaryUnits(centred);
  const { sum, zeros } = sumLogAbsolute(scaled);
  const count = centred.length - zeros;
  if (count < fewestValues) return undefined;
  let squares = 0;
  for (const value of scaled) squares += value * value;
  return 0.5 * logOf(squares / count) + meanLogNormal - sum / count;
}

/** With fewer the mean of a logarithm is that of its smallest value. */
export const fewestValues = 8;

/** E log|Z| for standard normal Z: -(Euler's constant + log 2)/2. */
export const meanLogNormal = -0.6351814227307391;

/** Mean tail weight of the columns of a matrix beside that of Gaussian noise with the same covariance. */
export interface TailWeightTest {
  readonly columns: number;
  /** Mean over columns, less that of Gaussian surrogates: positive for heavier tails. */
  readonly excess: number;
  /** Of the excess, if the noise were Gaussian with this covariance. */
  readonly standardError: number;
  /** excess / standardError. */
  readonly z: number;
  /** Two-sided, for a normal law of z. */
  readonly pValue: number;
}

/** Surrogates give a standard error that is itself known to 11 %. */
const surrogates = 40;

/**
 * Compares the tail weight of all columns at once with Gaussian surrogates, which depend on one another in
 * the same way: columns of one matrix share their rows.
 *
 * @param noise - centred columns, none of them constant
 * @param stream - random numbers for the surrogates
 * @returns the excess over Gaussian noise of the same covariance, with its z
 * @example
 * import { draw, laplace, normal, stream } from 'heavytail/law';
 * import { testTailWeight } from 'heavytail/tail';
 *
 * const zOf = (law) => {
 *   const values = draw(law, 200 * 20, stream(1, 'noise'));
 *   return testTailWeight({ rows: 200, columns: 20, values }, stream(1, 'surrogates')).z;
 * };
 * zOf(normal()); // → 0.2
 * zOf(laplace()); // → 28.4
 */
export function testTailWeight(noise: NoiseMatrix, stream: Stream): TailWeightTest {
  const measured = meanTailWeight(noise);
  const factor = covarianceFactor(noise);
  const nulls = Array.from({ length: surrogates }, (_, s) =>
    meanTailWeight({ ...noise, values: gaussianSurrogate(factor, stream.substream(s), noise.rows) }),
  );
  const mean = nulls.reduce((sum, value) => sum + value, 0) / surrogates;
  const variance = nulls.reduce((sum, value) => sum + square(value - mean), 0) / (surrogates - 1);
  const standardError = Math.sqrt(variance * (1 + 1 / surrogates));
  const excess = measured - mean;
  const z = excess / standardError;
  return { columns: noise.columns, excess, standardError, z, pValue: 2 * normalDistribution(-Math.abs(z)) };
}

/**
 * The mean of `tailWeight` over the columns of noise, each around its own mean. Of n Gaussian rows it is
 * -1/(2 (n - 1)) on average, up to terms of order 1/n^2, for every scale and dependence of the columns.
 *
 * @param noise - at least 8 rows; columns of fewer than 8 non-zero values are left out
 * @returns the mean; NaN where no column is left
 * @example
 * import { draw, laplace, stream } from 'heavytail/law';
 * import { meanTailWeight } from 'heavytail/tail';
 *
 * const values = draw(laplace(), 200 * 20, stream(1, 'noise'));
 * meanTailWeight({ rows: 200, columns: 20, values }) > 0.2; // → true
 */
export function meanTailWeight({ rows, columns, values }: NoiseMatrix): number {
  const column = new Float64Array(rows);
  let sum = 0;
  let count = 0;
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let p = 0; p < rows; p++) mean += values[p * columns + j] / rows;
    for (let p = 0; p < rows; p++) column[p] = values[p * columns + j] - mean;
    const weight = tailWeight(column);
    if (weight === undefined) continue;
    sum += weight;
    count++;
  }
  return sum / count;
}

/** Degrees between which Student's law is looked for: from above 2, where the tail weight is infinite. */
const degreesBetween = { low: 2.000001, high: 1e6 };
/** Relative width at which the search ends. */
const degreesTolerance = 1e-6;
/** Above these degrees Student's law is not told from the normal one. */
const mostDegrees = 1e5;

/**
 * The degrees of freedom of Student's law that has a given tail weight: a tail weight in words.
 *
 * @param weight - as `tailWeight` gives it, or an excess of `testTailWeight`
 * @returns more than 2, to six digits; Infinity for a weight of 0 and below, and beyond 100,000 degrees
 * @example
 * import { studentDegreesOf } from 'heavytail/tail';
 *
 * studentDegreesOf(0.365); // → 3.0
 * studentDegreesOf(0.06); // → 10.0
 */
export function studentDegreesOf(weight: number): number {
  if (!(weight > 0)) return Infinity;
  let { low, high } = degreesBetween;
  while (high / low > 1 + degreesTolerance) {
    const middle = Math.sqrt(low * high);
    if (studentTailWeight(middle) > weight) low = middle;
    else high = middle;
  }
  return high > mostDegrees ? Infinity : high;
}

/** Tail weight of Student's law: log(rms) and E log|X| in closed form. */
function studentTailWeight(degrees: number): number {
  const logRms = 0.5 * logOf(degrees / (degrees - 2));
  const meanLog = 0.5 * (logOf(degrees) + digammaOfHalf - digamma(degrees / 2));
  return logRms + meanLogNormal - meanLog;
}

const digammaOfHalf = -1.9635100260214235;
/** From here on the series below has 10 digits. */
const asymptoticFrom = 10;

/** Of x > 0: recurrence up to where the asymptotic series holds, then the series. */
export function digamma(x: number): number {
  let [sum, y] = [0, x];
  for (; y < asymptoticFrom; y++) sum -= 1 / y;
  const s = 1 / (y * y);
  return sum + logOf(y) - 0.5 / y - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s / 240)));
}
