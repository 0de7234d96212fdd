import { logOf, stableLogarithms } from '../../../kernel/index.js';
import { parameterNames, type Parameters } from './parameters.js';

/** Step of the finite differences in alpha, beta and, relative to max(1, |z|), in z. */
const step = 1e-4;

/** Standardised points (x - location)/scale. */
function standardised(sample: Float64Array, { scale, location }: Parameters): Float64Array {
  return sample.map((x) => (x - location) / scale);
}

/** Sum of the log-density over a sample. */
export function logLikelihood(sample: Float64Array, parameters: Parameters): number {
  const values = stableLogarithms('density', standardised(sample, parameters), parameters);
  return values.reduce((sum, value) => sum + value, 0) - sample.length * logOf(parameters.scale);
}

/** Derivative of the log-density in one parameter by differences that stay within its range. */
function difference(
  zs: Float64Array,
  value: number,
  lowest: number,
  highest: number,
  lawAt: (value: number) => { alpha: number; beta: number },
): Float64Array {
  const low = Math.max(lowest, value - step);
  const high = Math.min(highest, value + step);
  const above = stableLogarithms('density', zs, lawAt(high));
  const below = stableLogarithms('density', zs, lawAt(low));
  return above.map((x, i) => (x - below[i]) / (high - low));
}

/**
 * Derivatives of the log-density at each point of a sample in alpha, beta, log(scale) and location/scale,
 * by central differences (error about 1e-8 of their size).
 */
export function scores(sample: Float64Array, parameters: Parameters): Float64Array[] {
  const { alpha, beta } = parameters;
  const zs = standardised(sample, parameters);
  const inAlpha = difference(zs, alpha, 0.01, 2, (value) => ({ alpha: value, beta }));
  const inBeta =
    alpha === 2
      ? new Float64Array(zs.length)
      : difference(zs, beta, -1, 1, (value) => ({ alpha, beta: value }));
  const widths = zs.map((z) => step * Math.max(1, Math.abs(z)));
  const above = stableLogarithms(
    'density',
    zs.map((z, i) => z + widths[i]),
    parameters,
  );
  const below = stableLogarithms(
    'density',
    zs.map((z, i) => z - widths[i]),
    parameters,
  );
  const inZ = above.map((x, i) => (x - below[i]) / (2 * widths[i]));
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
