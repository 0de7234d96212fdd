import { square } from '../../../kernel/index.js';
import { climb, largestBeta, type Maximum } from './climb.js';
import type { ParameterName, Parameters } from './parameters.js';
import { logLikelihood } from './scores.js';

/** Where the search begins at most: at the ends of the ranges scores are infinite. */
const largestStart = { alpha: 1.95, beta: 0.9 };

/**
 * The stable law of largest likelihood. Free alpha and beta are sought within their ranges; then the ends are
 * tried: a law with |beta| = 1 where the search ran into that end, and the normal law, which is taken if its
 * likelihood is no smaller, with beta 0, which has no effect there.
 *
 * @param sample - roughly standardised: scale and location of order 1
 */
export function maximise(sample: Float64Array, start: Parameters, free: readonly ParameterName[]): Maximum {
  const within = {
    ...start,
    alpha: free.includes('alpha') ? Math.min(start.alpha, largestStart.alpha) : start.alpha,
    beta: free.includes('beta')
      ? Math.max(-largestStart.beta, Math.min(start.beta, largestStart.beta))
      : start.beta,
  };
  const candidates = [climb(sample, within, free)];
  const { parameters } = candidates[0];
  if (free.includes('beta') && Math.abs(parameters.beta) === largestBeta) {
    const others = free.filter((name) => name !== 'beta');
    candidates.push(climb(sample, { ...parameters, beta: Math.sign(parameters.beta) }, others));
  }
  if (free.includes('alpha')) candidates.push(normalMaximum(sample, start, free));
  const best = candidates.reduce((found, other) =>
    other.converged && other.logLikelihood >= found.logLikelihood ? other : found,
  );
  return { ...best, passes: candidates.reduce((sum, { passes }) => sum + passes, 0) };
}

/**
 * The normal law of largest likelihood: its free location is the mean, its free scale the deviation over
 * sqrt(2).
 */
function normalMaximum(sample: Float64Array, start: Parameters, free: readonly ParameterName[]): Maximum {
  const n = sample.length;
  const location = free.includes('location') ? sample.reduce((sum, x) => sum + x / n, 0) : start.location;
  const squares = sample.reduce((sum, x) => sum + square(x - location) / n, 0);
  const parameters = {
    alpha: 2,
    beta: free.includes('beta') ? 0 : start.beta,
    scale: free.includes('scale') ? Math.sqrt(squares / 2) : start.scale,
    location,
  };
  return { parameters, logLikelihood: logLikelihood(sample, parameters), converged: true, passes: 1 };
}
