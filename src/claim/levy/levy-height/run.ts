import { logOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { brownian, exitTimes, levy, quadraticWell } from '../../../sde/index.js';
import { normalInterval, type Interval } from '../../../statistics/index.js';

/**
 * Exits from wells of one width and several heights under the same noise: path number p is pushed by the
 * same increments in every well. What differs between the wells is then their height alone, and most of the
 * scatter of exit times, which is that of the jumps, falls out of the comparison.
 */

/** The noise: Brownian motion where alpha is 2. */
export type HeightNoise = { readonly alpha: number; readonly noiseScale: number };

/** Some paths of one noise, in the wells of all heights. */
export type HeightCell = HeightNoise & { readonly firstPath: number; readonly paths: number };

/** Sums over those paths that add up over ranges of them. */
export type HeightResult = HeightNoise & {
  readonly paths: number;
  /** Of the exit times, one a height. */
  readonly totals: readonly number[];
  /** Of the products of the exit times from every two wells. */
  readonly products: readonly (readonly number[])[];
};

/** Of the potential at its edge. */
export const heights: readonly number[] = [1, 2, 3, 4];
/** Half the width of every well. */
const width = 1;
/** The same for all heights, since they share increments: a tenth of the shortest relaxation time. */
const share = 0.1;
/** Paths are watched to their end; this only keeps a well without exits from running for ever. */
const maximalSteps = 2e9;

/** Curvature of the well of a height. */
const curvatureOf = (height: number) => (2 * height) / (width * width);
export const timeStep = share / curvatureOf(Math.max(...heights));

/** Runs a cell; a path is keyed by the seed, the noise and its number, and by no height. */
export function runHeights({ firstPath, paths, ...noise }: HeightCell, seed: number): HeightResult {
  const { alpha, noiseScale } = noise;
  const times = heights.map(
    (height) =>
      exitTimes({
        potential: quadraticWell(curvatureOf(height)),
        driver: alpha === 2 ? brownian(noiseScale) : levy(alpha, noiseScale),
        low: -width,
        high: width,
        start: 0,
        timeStep,
        paths,
        firstPath,
        maximalSteps,
        stream: stream(seed, 'levy-height', alpha, noiseScale),
      }).times,
  );
  return {
    ...noise,
    paths,
    totals: times.map((one) => one.reduce((sum, time) => sum + time, 0)),
    products: times.map((one) =>
      times.map((other) => one.reduce((sum, time, p) => sum + time * other[p], 0)),
    ),
  };
}

/** All paths of one noise. */
export function addHeights(parts: readonly HeightResult[]): HeightResult {
  const [{ alpha, noiseScale }] = parts;
  const sum = (of: (part: HeightResult) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    alpha,
    noiseScale,
    paths: sum(({ paths }) => paths),
    totals: heights.map((_, i) => sum(({ totals }) => totals[i])),
    products: heights.map((_, i) => heights.map((__, j) => sum(({ products }) => products[i][j]))),
  };
}

/** Mean exit times with their standard errors, one a height. */
export function meansOf({ paths, totals, products }: HeightResult) {
  return totals.map((total, i) => {
    const mean = total / paths;
    const variance = Math.max(0, products[i][i] / paths - mean * mean);
    return { height: heights[i], mean, standardError: Math.sqrt(variance / paths) };
  });
}

/**
 * d log(mean exit time)/d height by the least-squares line. To first order its error is the mean over paths
 * of sum_i c_i T_i/mean_i, with the weights c_i of the line, so that shared scatter cancels.
 */
export function heightSlope(result: HeightResult, level?: number): Interval {
  const { paths, products } = result;
  const means = meansOf(result).map(({ mean }) => mean);
  const centre = heights.reduce((sum, height) => sum + height, 0) / heights.length;
  const spread = heights.reduce((sum, height) => sum + (height - centre) * (height - centre), 0);
  const weights = heights.map((height) => (height - centre) / spread);
  const slope = weights.reduce((sum, weight, i) => sum + weight * logOf(means[i]), 0);
  const scaled = weights.map((weight, i) => weight / means[i]);
  // The weights add up to zero, so that the mean of the sum over i is zero as well.
  const variance = scaled.reduce(
    (sum, a, i) => sum + scaled.reduce((inner, b, j) => inner + (a * b * products[i][j]) / paths, 0),
    0,
  );
  return normalInterval(slope, Math.sqrt(Math.max(0, variance) / paths), level);
}
