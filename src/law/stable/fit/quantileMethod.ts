import { stable } from '../law.js';
import { quantile } from '../quantile.js';
import type { Parameters } from './parameters.js';

/** The five probabilities of the method. */
const probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];
const leastAlpha = 0.1;
const mostSteps = 60;

/** Quantiles of a sorted sample, linear between the points ((i + 1/2)/n, x_i). */
export function sampleQuantiles(sorted: Float64Array, ps: readonly number[]): number[] {
  const n = sorted.length;
  return ps.map((p) => {
    const place = Math.min(Math.max(p * n - 0.5, 0), n - 1);
    const i = Math.min(Math.floor(place), n - 2);
    return sorted[i] + (place - i) * (sorted[i + 1] - sorted[i]);
  });
}

/** Spread of the tails over that of the middle, and asymmetry. */
function shapes([q05, q25, q50, q75, q95]: ArrayLike<number> & Iterable<number>): [number, number] {
  return [(q95 - q05) / (q75 - q25), (q95 + q05 - 2 * q50) / (q95 - q05)];
}

/**
 * The law whose quantiles at 5, 25, 50, 75 and 95 % have the sample's ratio of spreads and asymmetry
 * (McCulloch 1986), solved on our own quantile function instead of interpolated in published tables. The ratio
 * is brought into the range that stable laws have: below 2.439 alpha is 2.
 *
 * @param sorted - at least two points, in order, with different quartiles
 */
export function quantileMethod(sorted: Float64Array): Parameters {
  const observed = sampleQuantiles(sorted, probabilities);
  const [spread, asymmetry] = shapes(observed);
  const at = (alpha: number, beta: number) => quantile(stable({ alpha, beta }), probabilities);
  let alpha = 1.6;
  let beta = 0;
  let quantiles = at(alpha, beta);
  // Newton's steps on log(spread) and asymmetry.
  const misfit = (values: ArrayLike<number> & Iterable<number>): [number, number] => {
    const [a, b] = shapes(values);
    return [spread / a - 1, asymmetry - b];
  };
  for (let n = 0; n < mostSteps; n++) {
    const [first, second] = misfit(quantiles);
    if (Math.abs(first) + Math.abs(second) < 1e-9) break;
    const h = 1e-3;
    const alphaStep = alpha + h > 2 ? -h : h;
    const betaStep = beta > 0 ? -h : h;
    const inAlpha = misfit(at(alpha + alphaStep, beta)).map((x, i) => (x - [first, second][i]) / alphaStep);
    const inBeta = misfit(at(alpha, beta + betaStep)).map((x, i) => (x - [first, second][i]) / betaStep);
    const determinant = inAlpha[0] * inBeta[1] - inAlpha[1] * inBeta[0];
    const flat = alpha === 2 || Math.abs(determinant) < 1e-12;
    const changeAlpha = flat
      ? -first / inAlpha[0]
      : (-first * inBeta[1] + second * inBeta[0]) / determinant;
    const changeBeta = flat ? -beta : (-second * inAlpha[0] + first * inAlpha[1]) / determinant;
    const nextAlpha = bounded(alpha + bounded(changeAlpha, -0.3, 0.3), leastAlpha, 2);
    const nextBeta = bounded(beta + bounded(changeBeta, -0.5, 0.5), -1, 1);
    if (Math.abs(nextAlpha - alpha) + Math.abs(nextBeta - beta) < 1e-9) break;
    alpha = nextAlpha;
    beta = nextBeta;
    quantiles = at(alpha, beta);
  }
  const scale = (observed[3] - observed[1]) / (quantiles[3] - quantiles[1]);
  return { alpha, beta, scale, location: observed[2] - scale * quantiles[2] };
}

function bounded(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
