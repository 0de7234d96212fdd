import { climb, largestBeta, type Maximum } from './climb.js';
import type { ParameterName, Parameters } from './parameters.js';

/** Where the search begins at most: at the ends of the ranges scores are infinite. */
const largestStart = { alpha: 1.95, beta: 0.9 };

/**
 * The stable law of largest likelihood. Free alpha and beta are sought within their ranges; then the ends are tried: a law
 * with |beta| = 1 where the search ran into that end, and the normal law, which is taken if its likelihood is no smaller,
 * with beta 0, which has no effect there.
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
  if (free.includes('alpha')) {
    const others = free.filter((name) => name !== 'alpha' && name !== 'beta');
    const beta = free.includes('beta') ? 0 : start.beta;
    candidates.push(climb(sample, { ...start, ...normalStart(sample, start, free), alpha: 2, beta }, others));
  }
  return candidates.reduce((best, other) =>
    other.converged && other.logLikelihood >= best.logLikelihood ? other : best,
  );
}

/** Location and scale of the normal law of largest likelihood, as far as they are free. */
function normalStart(
  sample: Float64Array,
  { location }: Parameters,
  free: readonly ParameterName[],
): Partial<Parameters> {
  let [sum, squares] = [0, 0];
  for (const x of sample) sum += x / sample.length;
  const centre = free.includes('location') ? sum : location;
  for (const x of sample) squares += ((x - centre) ** 2 / sample.length) * 0.5;
  return {
    ...(free.includes('location') ? { location: centre } : {}),
    ...(free.includes('scale') ? { scale: Math.sqrt(squares) } : {}),
  };
}
