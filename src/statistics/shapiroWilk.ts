import { expOf, inBinaryUnits, logOf, square } from '../kernel/index.js';
import { normalDistribution, normalQuantile } from '../law/index.js';
import type { NormalityTest } from './andersonDarling.js';

const fewestValues = 12;
const mostValues = 5000;

/**
 * The Shapiro-Wilk test of normality, of unknown mean and variance: the squared correlation of the ordered
 * sample with the expected order statistics of a normal one, and its p-value by Royston's normal
 * approximation of log(1 - W).
 *
 * @param sample - 12 to 5,000 values that are not all equal
 * @returns the statistic W and its p-value; `modifiedStatistic` is the normal variable of the approximation
 * @see Royston 1992; Royston 1995, algorithm AS R94, of which this is the branch for 12 values and more
 */
export function shapiroWilk(sample: ArrayLike<number>): NormalityTest {
  const n = sample.length;
  if (n < fewestValues || n > mostValues) {
    return {
      status: n < fewestValues ? 'not-enough-data' : 'invalid',
      sentence: `${n} values; the Shapiro-Wilk test needs ${fewestValues} to ${mostValues}.`,
    };
  }
  const sorted = inBinaryUnits(sample).scaled.sort();
  const range = sorted[n - 1] - sorted[0];
  if (!Number.isFinite(range)) {
    return {
      status: 'invalid',
      sentence: 'The sample holds NaN or infinite values; leave them out.',
    };
  }
  if (range === 0) {
    return { status: 'invalid', sentence: `All ${n} values are equal: there is no spread to test.` };
  }
  if (latest?.length !== n) latest = royston(n);
  const weights = latest;
  let mean = 0;
  for (const value of sorted) mean += (value - sorted[0]) / range / n;
  let [squares, product] = [0, 0];
  for (let i = 0; i < n; i++) {
    const value = (sorted[i] - sorted[0]) / range - mean;
    squares += value * value;
    product += weights[i] * value;
  }
  const statistic = Math.min(1, (product * product) / squares);
  const logN = logOf(n);
  const centre = -1.5861 + logN * (-0.31082 + logN * (-0.083751 + logN * 0.0038915));
  const logSpread = -0.4803 + logN * (-0.082676 + logN * 0.0030302);
  const z = (logOf(1 - statistic) - centre) / expOf(logSpread);
  return { status: 'ok', statistic, modifiedStatistic: z, pValue: normalDistribution(-z) };
}

/** The weights of the size that was last tested: columns of a matrix have one size. */
let latest: Float64Array | undefined;

/**
 * Royston's weights: the normal scores, scaled, with the outer two on each side from polynomials in
 * 1/sqrt(n).
 */
function royston(n: number): Float64Array {
  const scores = Float64Array.from({ length: n }, (_, i) => normalQuantile((i + 1 - 0.375) / (n + 0.25)));
  let sum = 0;
  for (const score of scores) sum += score * score;
  const root = Math.sqrt(sum);
  const u = 1 / Math.sqrt(n);
  const last =
    scores[n - 1] / root + u * (0.221157 + u * (-0.147981 + u * (-2.07119 + u * (4.434685 - u * 2.706056))));
  const next =
    scores[n - 2] / root + u * (0.042981 + u * (-0.293762 + u * (-1.752461 + u * (5.682633 - u * 3.582633))));
  const rest =
    (sum - 2 * square(scores[n - 1]) - 2 * square(scores[n - 2])) / (1 - 2 * last * last - 2 * next * next);
  const weights = scores.map((score) => score / Math.sqrt(rest));
  weights[n - 1] = last;
  weights[n - 2] = next;
  weights[0] = -last;
  weights[1] = -next;
  return weights;
}
