import { expOf, logOf, square } from '../kernel/index.js';
import { normalQuantile } from '../law/index.js';
import type { Interval } from './interval.js';

/**
 * Spearman's rank correlation with Fisher's interval, its variance 1.06/(n - 3) as Fieller, Hartley and
 * Pearson (1957) have it. Equal values share the mean of their ranks.
 *
 * @param x - at least 4 numbers, not all equal
 * @throws {RangeError} when there are too few or all are equal
 */
export function rankCorrelation(x: readonly number[], y: readonly number[], level = 0.95): Interval {
  const n = x.length;
  if (n < 4)
    throw new RangeError(`A rank correlation with an interval needs at least 4 points; ${n} were given.`);
  const [a, b] = [ranks(x), ranks(y)];
  const mean = (n + 1) / 2;
  const sum = (f: (i: number) => number) => a.reduce((total, _, i) => total + f(i), 0);
  const spread = Math.sqrt(sum((i) => square(a[i] - mean)) * sum((i) => square(b[i] - mean)));
  if (!(spread > 0)) throw new RangeError('All values are equal; they have no rank correlation.');
  const value = sum((i) => (a[i] - mean) * (b[i] - mean)) / spread;
  // Fisher's transformation has no value at the ends.
  const inside = Math.max(-1 + 1e-9, Math.min(1 - 1e-9, value));
  const z = logOf((1 + inside) / (1 - inside)) / 2;
  const standardError = Math.sqrt(1.06 / (n - 3));
  const half = normalQuantile((1 + level) / 2) * standardError;
  const back = (w: number) => 1 - 2 / (expOf(2 * w) + 1);
  return { value, standardError, low: back(z - half), high: back(z + half), level };
}

function ranks(values: readonly number[]): number[] {
  const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const found = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1]] === values[order[start]]) end++;
    for (let k = start; k <= end; k++) found[order[k]] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return found;
}
