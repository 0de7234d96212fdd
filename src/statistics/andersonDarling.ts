import { expOf, halfLogTwoPi, inBinaryUnits, log, logOf } from '../kernel/index.js';
import { normalDistribution } from '../law/index.js';
import { meanOf } from './interval.js';

/**
 * Anderson-Darling test of normality with estimated mean and variance (Stephens 1974, case 3).
 */

export type NormalityTest =
  | {
      readonly status: 'ok';
      /** A^2, and Stephens' form for small samples A^2 (1 + 0.75/n + 2.25/n^2). */
      readonly statistic: number;
      readonly modifiedStatistic: number;
      readonly pValue: number;
      readonly sentence?: undefined;
    }
  | {
      readonly status: 'not-enough-data' | 'invalid';
      readonly sentence: string;
      readonly pValue?: undefined;
    };

/** Fewest values for which the p-values of the modified statistic hold. */
const fewestValues = 8;

/**
 * Tests whether a sample is Gaussian, of unknown mean and variance.
 *
 * The p-value follows the formulas of D'Agostino and Stephens (1986, table 4.9), good to about two
 * digits between 1e-4 and 0.5; below that only its smallness means anything. Ties make the statistic
 * larger: values on a coarse grid are rejected because of the grid.
 *
 * @param sample - at least 8 values that are not all equal
 */
export function andersonDarling(sample: ArrayLike<number>): NormalityTest {
  const n = sample.length;
  if (n < fewestValues) {
    return {
      status: 'not-enough-data',
      sentence: `${n} values; the Anderson-Darling test needs at least ${fewestValues}.`,
    };
  }
  const sorted = inBinaryUnits(sample).scaled.sort();
  // NaN is sorted to the end.
  if (!(Number.isFinite(sorted[0]) && Number.isFinite(sorted[n - 1]))) {
    return { status: 'invalid', sentence: 'The sample holds NaN or infinite values; leave them out.' };
  }
  const { mean, standardError } = meanOf(sorted);
  const deviation = standardError * Math.sqrt(n);
  if (sorted[0] === sorted[n - 1] || deviation === 0) {
    return { status: 'invalid', sentence: `All ${n} values are equal: there is no spread to test.` };
  }
  const z = sorted.map((value) => (value - mean) / deviation);
  const { below, above } = logTails(z);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (2 * i + 1) * (below[i] + above[n - 1 - i]);
  const statistic = -n - sum / n;
  const modifiedStatistic = statistic * (1 + 0.75 / n + 2.25 / (n * n));
  return { status: 'ok', statistic, modifiedStatistic, pValue: pValueOf(modifiedStatistic) };
}

/** log P(Z < z) and log P(Z > z); a tail that underflows from its asymptotic series. */
function logTails(z: Float64Array): { below: Float64Array; above: Float64Array } {
  const tails = z.map((value) => normalDistribution(-Math.abs(value)));
  const short = log(tails);
  const long = log(tails.map((tail) => 1 - tail));
  for (let i = 0; i < z.length; i++) {
    if (Math.abs(z[i]) < 30) continue;
    const square = z[i] * z[i];
    const series = 1 - (1 - (3 - 15 / square) / square) / square;
    short[i] = -0.5 * square - logOf(Math.abs(z[i])) - halfLogTwoPi + logOf(series);
  }
  return {
    below: short.map((value, i) => (z[i] < 0 ? value : long[i])),
    above: short.map((value, i) => (z[i] < 0 ? long[i] : value)),
  };
}

function pValueOf(a: number): number {
  if (a >= 0.6) {
    // The parabola turns at 153, where p is long below the smallest number.
    const bounded = Math.min(a, 150);
    return expOf(1.2937 - 5.709 * bounded + 0.0186 * bounded * bounded);
  }
  if (a > 0.34) return expOf(0.9177 - 4.279 * a - 1.38 * a * a);
  if (a > 0.2) return 1 - expOf(-8.318 + 42.796 * a - 59.938 * a * a);
  return 1 - expOf(-13.436 + 101.14 * a - 223.73 * a * a);
}
