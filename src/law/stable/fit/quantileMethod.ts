import { exp } from '../../../kernel/index.js';
import { logDensity } from '../density.js';
import { stable } from '../law.js';
import { quantile } from '../quantile.js';
import { parameterNames, type ParameterName, type Parameters } from './parameters.js';
import { solveGeneral } from './matrix.js';

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
 * (McCulloch 1986), solved on our own quantile function instead of interpolated in published tables. The
 * ratio is brought into the range that stable laws have: below 2.439 alpha is 2.
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
    const changeAlpha = flat ? -first / inAlpha[0] : (-first * inBeta[1] + second * inBeta[0]) / determinant;
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

/** What the method matches: tail spread, asymmetry, log quartile range and median over the quartile range. */
function matched(quantiles: ArrayLike<number> & Iterable<number>, unit: number): number[] {
  const [spread, asymmetry] = shapes(quantiles);
  return [spread, asymmetry, (quantiles[3] - quantiles[1]) / unit, quantiles[2] / unit];
}

/**
 * Asymptotic standard errors of the method, from the covariance p (1 - q)/(n f(x_p) f(x_q)) of sample
 * quantiles; undefined where
 * these do not determine the law.
 */
export function quantileErrors(
  { alpha, beta, scale }: Parameters,
  n: number,
): Record<ParameterName, number> | undefined {
  const h = 1e-4;
  const law = stable({ alpha, beta });
  const quantiles = quantile(law, probabilities);
  const unit = quantiles[3] - quantiles[1];
  const at = (a: number, b: number) => quantile(stable({ alpha: a, beta: b }), probabilities);
  const difference = (high: Float64Array, low: Float64Array, width: number) => {
    const lower = matched(low, unit);
    return matched(high, unit).map((x, i) => (x - lower[i]) / width);
  };
  const above = Math.min(2, alpha + h);
  const side = Math.min(h, 1 - Math.abs(beta));
  const derivatives = [
    difference(at(above, beta), at(alpha - h, beta), above - alpha + h),
    difference(at(alpha, beta + side), at(alpha, beta - side), 2 * side),
    // In log scale and in location/scale.
    difference(
      quantiles.map((x) => x * (1 + h)),
      quantiles.map((x) => x * (1 - h)),
      2 * h,
    ),
    difference(
      quantiles.map((x) => x + h),
      quantiles.map((x) => x - h),
      2 * h,
    ),
  ];
  const densities = exp(logDensity(law, quantiles));
  const errors = { alpha: 0, beta: 0, scale: 0, location: 0 };
  // Of each parameter: its gradient in the five quantiles, by the implicit function theorem.
  const gradients = probabilities.map((_, k) => {
    const shift = (sign: number) => quantiles.map((x, i) => (i === k ? x + sign * h : x));
    const change = difference(shift(1), shift(-1), 2 * h);
    return solveGeneral(
      change.map((__, row) => derivatives.map((column) => column[row])),
      change,
    );
  });
  if (gradients.some((gradient) => gradient === undefined)) return undefined;
  parameterNames.forEach((name, parameter) => {
    let variance = 0;
    probabilities.forEach((p, i) => {
      probabilities.forEach((q, j) => {
        const [a, b] = [gradients[i]?.[parameter] ?? 0, gradients[j]?.[parameter] ?? 0];
        variance += (a * b * Math.min(p, q) * (1 - Math.max(p, q))) / (n * densities[i] * densities[j]);
      });
    });
    errors[name] = Math.sqrt(variance) * (name === 'scale' || name === 'location' ? scale : 1);
  });
  return errors;
}
