import { largestBeta, leastAlpha } from './climb.js';
import type { ParameterName, Parameters } from './parameters.js';

type Errors = Readonly<Record<ParameterName, number>>;

/** Half the width of the usual interval, in standard errors. */
export const halfWidth = 1.96;
/** Errors of alpha below this share of its distance from 2 hardly change over the interval. */
const smallShare = 0.1;
/**
 * Where the errors of a fit with |beta| = 1 are first computed, and at last: at 1 itself the information has no
 * bound, and from one half inwards it hardly changes.
 */
const [besideLargestBeta, innermostBeta] = [0.95, 0.5];
/** Errors that grow by less have come to agree with the place where they are computed. */
const settledGrowth = 1.2;
const mostRounds = 6;

/**
 * Standard errors of a fit as the largest over its 95 % interval, near alpha = 2 and at |beta| = 1. There
 * they shrink with the distance from the end: it is the few far points of a sample that speak against the normal law, so
 * that a fit to a sample which has few of them by chance would have too small errors on top. The errors at the inner end
 * of the interval, which is moved until the two agree, are those of a law that would hardly have given such a fit
 * (Wilson 1927, for proportions).
 *
 * @param fitted - alpha below 2
 * @param errorsAt - standard errors, were this alpha and beta the fit's; undefined where they have none
 */
export function errorsOverInterval(
  { alpha, beta }: Parameters,
  errorsAt: (alpha: number, beta: number) => Errors | undefined,
): Errors | undefined {
  const atEnd = Math.abs(beta) >= largestBeta;
  let errors = errorsAt(alpha, atEnd ? Math.sign(beta) * besideLargestBeta : beta);
  for (let round = 0; errors !== undefined && round < mostRounds; round++) {
    if (!atEnd && errors.alpha <= smallShare * (2 - alpha)) break;
    const innerAlpha = Math.max(leastAlpha, alpha - halfWidth * errors.alpha);
    const innerBeta = Math.sign(beta) * Math.max(innermostBeta, Math.abs(beta) - halfWidth * errors.beta);
    const inner = errorsAt(innerAlpha, atEnd ? innerBeta : beta);
    if (inner === undefined) return undefined;
    const growth = Math.max(inner.alpha / errors.alpha, atEnd ? inner.beta / errors.beta : 0);
    errors = largerOf(errors, inner);
    if (growth < settledGrowth) break;
  }
  return errors;
}

/** The larger of two errors of each parameter. */
export function largerOf(a: Errors, b: Errors): Errors {
  return {
    alpha: Math.max(a.alpha, b.alpha),
    beta: Math.max(a.beta, b.beta),
    scale: Math.max(a.scale, b.scale),
    location: Math.max(a.location, b.location),
  };
}
