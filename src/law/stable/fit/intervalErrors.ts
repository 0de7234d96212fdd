import { expMinusOne } from '../../nearOne.js';
import { largestBeta, leastAlpha } from './climb.js';
import type { ParameterName, Parameters } from './parameters.js';

type Errors = Readonly<Record<ParameterName, number>>;

/**
 * Half the width of the usual interval, in standard errors: the normal quantile of 97.5 %, as it is usually
 * rounded.
 */
export const halfWidth = 1.96;
/** Errors of alpha below this share of its distance from 0 and from 2 hardly change over the interval. */
const smallShare = 0.1;
/**
 * Where errors at the upper end of an interval are taken at most: beside the normal law those of beta have no
 * bound.
 */
const besideNormal = 1.99;
/**
 * Where the errors of a fit with |beta| = 1 are first computed, and at last: at 1 itself the information has
 * no bound, and from one half inwards it hardly changes.
 */
const besideLargestBeta = 0.95;
const innermostBeta = 0.5;
/** Errors that grow by less have come to agree with the places where they are computed. */
const settledGrowth = 1.2;
const mostRounds = 6;

/**
 * Standard errors of a fit as the largest of those at the fit and at both ends of its 95 % interval of alpha,
 * where that interval is long, and at |beta| = 1. Near alpha = 2 errors shrink with the distance from it: it
 * is the few far points of a sample that speak against the normal law, so that a fit to a sample which has
 * few of them by chance would have too small errors on top. Far below, errors of alpha shrink with alpha. The
 * errors at the ends of the interval, which are moved until the two agree, are those of the laws that would
 * hardly have given such a fit (Wilson 1927, for proportions).
 *
 * @param fitted - alpha below 2
 * @param errorsAt - standard errors, were this alpha and beta the fit's; undefined where they have none
 */
export function errorsOverInterval(
  { alpha, beta }: Parameters,
  errorsAt: (alpha: number, beta: number) => Errors | undefined,
): Errors | undefined {
  const atEnd = Math.abs(beta) >= largestBeta;
  const first = errorsAt(alpha, atEnd ? Math.sign(beta) * besideLargestBeta : beta);
  if (first === undefined) return undefined;
  let errors: Errors = first;
  let ends = [-1, 1];
  for (let round = 0; round < mostRounds; round++) {
    if (!atEnd && errors.alpha <= smallShare * Math.min(alpha, 2 - alpha)) break;
    const reach = halfWidth * errors.alpha;
    const innerBeta = Math.sign(beta) * Math.max(innermostBeta, Math.abs(beta) - halfWidth * errors.beta);
    const atEnds = ends.map((side) =>
      errorsAt(
        within(alpha + side * reach, leastAlpha, Math.max(alpha, besideNormal)),
        atEnd ? innerBeta : beta,
      ),
    );
    const last = errors;
    const grown = atEnds.reduce((a, b) => a && b && largerOf(a, b), last);
    if (grown === undefined) return undefined;
    const watched = (['alpha', 'beta'] as const).filter(
      (name) => last[name] > 0 && (name === 'alpha' || atEnd),
    );
    const growth = Math.max(...watched.map((name) => grown[name] / last[name]));
    // Only an end whose errors are the larger goes on.
    ends = ends.filter((_, i) => watched.some((name) => atEnds[i]?.[name] === grown[name]));
    errors = grown;
    if (growth < settledGrowth || ends.length === 0) break;
  }
  return errors;
}

function within(x: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, x));
}

/**
 * The error of a scale whose usual interval reaches as high as that of its logarithm: estimates that are too
 * small by chance would have errors that are too small by the same factor. The error given is that of linear
 * theory.
 */
export function scaleError(scale: number, error: number): number {
  return (scale * expMinusOne((halfWidth * error) / scale)) / halfWidth;
}

/** The larger of two errors of each parameter. */
function largerOf(a: Errors, b: Errors): Errors {
  return {
    alpha: Math.max(a.alpha, b.alpha),
    beta: Math.max(a.beta, b.beta),
    scale: Math.max(a.scale, b.scale),
    location: Math.max(a.location, b.location),
  };
}
