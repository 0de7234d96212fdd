import { exp, halfLogTwoPi, log, logOf, square } from '../../kernel/index.js';

/** Two normal laws of one location: what a scale that switches or varies between minibatches looks like. */
export interface GaussianMixture {
  readonly location: number;
  /** Of the narrower and the wider part. */
  readonly deviations: readonly [number, number];
  /** Share of the wider part. */
  readonly share: number;
}

const mostSteps = 500;
/** Relative change of the log-likelihood at which the iteration has settled. */
const settled = 1e-9;
/** A part of a smaller share has no values of its own: its variance would follow one of them. */
const leastShare = 1e-6;
/** Median of Z^2 for standard normal Z, to the digits that a start needs. */
const medianOfSquare = 0.455;
/** The wider part begins as the outer tenth. */
const firstShare = 0.1;
/** It begins twice as wide as the bulk, at least, and with twice the variance of all. */
const firstWidening = { ofBulk: 4, ofAll: 2 };

/**
 * Fits a mixture of two centred normal laws by expectation and maximisation.
 *
 * @param sample - at least 10 finite numbers around `location`, not all equal to it
 * @returns undefined if the iteration does not settle in 500 steps
 * @see Dempster, Laird and Rubin 1977
 */
export function fitGaussianMixture(sample: Float64Array, location: number): GaussianMixture | undefined {
  const squares = sample.map((x) => square(x - location));
  const sorted = squares.slice().sort();
  const total = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  const bulk = sorted[Math.floor(0.5 * sorted.length)] / medianOfSquare;
  const wide = Math.max(firstWidening.ofBulk * bulk, firstWidening.ofAll * total);
  let mixture: Variances = { variances: [Math.min(bulk, total), wide], share: firstShare };
  let previous = -Infinity;
  for (let step = 0; step < mostSteps; step++) {
    const { responsibilities, logLikelihood } = expectation(squares, mixture);
    if (Math.abs(logLikelihood - previous) < settled * Math.max(1, Math.abs(logLikelihood))) {
      const [inner, outer] = mixture.variances;
      return { location, deviations: [Math.sqrt(inner), Math.sqrt(outer)], share: mixture.share };
    }
    previous = logLikelihood;
    let [weight, inner, outer] = [0, 0, 0];
    for (let i = 0; i < squares.length; i++) {
      weight += responsibilities[i];
      outer += responsibilities[i] * squares[i];
      inner += (1 - responsibilities[i]) * squares[i];
    }
    const rest = squares.length - weight;
    const least = leastShare * squares.length;
    if (!(weight > least && rest > least && inner > 0)) return undefined;
    mixture = { variances: [inner / rest, outer / weight], share: weight / squares.length };
  }
  return undefined;
}

type Variances = { readonly variances: readonly [number, number]; readonly share: number };

function expectation(
  squares: Float64Array,
  { variances: [narrow, wide], share }: Variances,
): { responsibilities: Float64Array; logLikelihood: number } {
  const offset = logOf(share / (1 - share)) - 0.5 * logOf(wide / narrow);
  const odds = exp(squares.map((square) => offset + 0.5 * square * (1 / narrow - 1 / wide)));
  const responsibilities = odds.map((ratio) => (ratio === Infinity ? 1 : ratio / (1 + ratio)));
  const logs = logDensityOfSquares(squares, { variances: [narrow, wide], share });
  return { responsibilities, logLikelihood: logs.reduce((sum, value) => sum + value, 0) };
}

/** Logarithm of the density at each point. */
export function logMixtureDensity(mixture: GaussianMixture, xs: Float64Array): Float64Array {
  const [narrow, wide] = mixture.deviations;
  const squares = xs.map((x) => square(x - mixture.location));
  return logDensityOfSquares(squares, { variances: [narrow * narrow, wide * wide], share: mixture.share });
}

function logDensityOfSquares(
  squares: Float64Array,
  { variances: [narrow, wide], share }: Variances,
): Float64Array {
  const inner = squares.map((s) => logOf(1 - share) - 0.5 * (logOf(narrow) + s / narrow) - halfLogTwoPi);
  const outer = squares.map((s) => logOf(share) - 0.5 * (logOf(wide) + s / wide) - halfLogTwoPi);
  // log(e^a + e^b) from the larger.
  const gaps = exp(inner.map((value, i) => -Math.abs(value - outer[i])));
  const corrections = log(gaps.map((gap) => 1 + gap));
  return inner.map((value, i) => Math.max(value, outer[i]) + corrections[i]);
}
