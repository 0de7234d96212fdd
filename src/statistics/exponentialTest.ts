import { expOf, logOf } from '../kernel/index.js';

/** Anderson-Darling test for the exponential law with unknown mean. */
export interface ExponentialTest {
  /** A^2 (1 + 0.6/n). */
  readonly statistic: number;
  /** Exceeded with probability 0.0025 under the exponential law. */
  readonly critical: number;
}

/**
 * Upper 0.25 % point of A^2 (1 + 0.6/n) where the mean is estimated: Stephens, in D'Agostino and Stephens
 * (1986), Goodness-of-Fit Techniques, table 4.14, origin known.
 */
const critical = 2.534;

/**
 * Anderson-Darling statistic of positive numbers against the exponential law with their own mean.
 *
 * @param times - at least 8, positive
 * @returns the statistic, and the value that it rarely exceeds
 * @throws {RangeError} when there are fewer, or one is not positive and finite
 */
export function exponentialTest(times: readonly number[]): ExponentialTest {
  const n = times.length;
  if (n < 8 || !times.every((time) => time > 0 && time < Infinity)) {
    throw new RangeError(
      `The test of the exponential law needs 8 positive numbers or more; ${n} were given.`,
    );
  }
  const mean = times.reduce((sum, time) => sum + time, 0) / n;
  const scaled = times.map((time) => time / mean).sort((a, b) => a - b);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    // log F(x_i) = log(1 - e^-x), log(1 - F(x_(n-1-i))) = -x.
    sum += (2 * i + 1) * (logOf(1 - expOf(-scaled[i])) - scaled[n - 1 - i]);
  }
  return { statistic: (-n - sum / n) * (1 + 0.6 / n), critical };
}
