import { logOf, stableLogarithms } from '../../../kernel/index.js';
import { parameterNames, type Parameters } from './parameters.js';

/**
 * Step of the finite differences in alpha, beta and, relative to max(1, |z|), in z: densities are known to
 * about 1e-13, so that scores are to about 1e-6.
 */
const step = 3e-7;

/** Standardised points (x - location)/scale. */
function standardised(sample: Float64Array, { scale, location }: Parameters): Float64Array {
  return sample.map((x) => (x - location) / scale);
}

/** Sum of the log-density over a sample. */
export function logLikelihood(sample: Float64Array, parameters: Parameters): number {
  const values = stableLogarithms('density', standardised(sample, parameters), parameters);
  return values.reduce((sum, value) => sum + value, 0) - sample.length * logOf(parameters.scale);
}

/** Derivative of the log-density in one parameter, by a difference towards the middle of its range. */
function difference(
  zs: Float64Array,
  at: Float64Array,
  value: number,
  highest: number,
  lawAt: (value: number) => { alpha: number; beta: number },
): Float64Array {
  const other = value + step > highest ? value - step : value + step;
  const there = stableLogarithms('density', zs, lawAt(other));
  return there.map((x, i) => (x - at[i]) / (other - value));
}

/**
 * Derivatives of the log-density at each point of a sample in alpha, beta, log(scale) and location/scale,
 * by one-sided differences (error about 1e-6 of their size).
 */
export function scores(sample: Float64Array, parameters: Parameters): Float64Array[] {
  const { alpha, beta } = parameters;
  const n = sample.length;
  const zs = standardised(sample, parameters);
  const widths = zs.map((z) => step * Math.max(1, Math.abs(z)));
  // Points and their neighbours share what is prepared for one law.
  const both = new Float64Array(2 * n);
  both.set(zs);
  both.set(
    zs.map((z, i) => z + widths[i]),
    n,
  );
  const logs = stableLogarithms('density', both, parameters);
  const at = logs.subarray(0, n);
  const inZ = widths.map((width, i) => (logs[n + i] - at[i]) / (both[n + i] - zs[i] || width));
  const inAlpha = difference(zs, at, alpha, 2, (value) => ({ alpha: value, beta }));
  const inBeta =
    alpha === 2 ? new Float64Array(n) : difference(zs, at, beta, 1, (value) => ({ alpha, beta: value }));
  return [inAlpha, inBeta, inZ.map((slope, i) => -1 - zs[i] * slope), inZ.map((slope) => -slope)];
}

/** Sums of products of scores, and sums of scores, each weighted. */
export function moments(
  columns: readonly Float64Array[],
  weights?: Float64Array,
): { products: number[][]; sums: number[] } {
  const products = parameterNames.map(() => parameterNames.map(() => 0));
  const sums = parameterNames.map(() => 0);
  for (let a = 0; a < columns.length; a++) {
    const first = columns[a];
    for (let i = 0; i < first.length; i++) sums[a] += (weights?.[i] ?? 1) * first[i];
    for (let b = 0; b <= a; b++) {
      const second = columns[b];
      let sum = 0;
      for (let i = 0; i < first.length; i++) sum += (weights?.[i] ?? 1) * first[i] * second[i];
      products[a][b] = sum;
      products[b][a] = sum;
    }
  }
  return { products, sums };
}
