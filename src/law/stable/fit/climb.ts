import { expOf } from '../../../kernel/index.js';
import { stepWithin, type Limits } from './boundedStep.js';
import { parameterNames, type ParameterName, type Parameters } from './parameters.js';
import { logLikelihood, moments, scores } from './scores.js';

/**
 * Smallest alpha that a fit considers.
 */
export const leastAlpha = 0.1;
/**
 * Largest alpha below 2 that a fit considers. The score at 2 itself is infinite for one point that is far
 * out.
 */
export const largestAlpha = 2 - 1e-4;
/** Largest |beta| below 1 that a fit considers, for the same reason. */
export const largestBeta = 1 - 1e-4;
/** Largest change of alpha, beta, log scale and location/scale in one step. */
const largestSteps = { alpha: 0.25, beta: 0.5, scale: 0.7, location: 1 } as const;
/** A step of this many squared standard errors is no step. */
const settled = 1e-6;
/** The same where no step uphill is found: rounding is all that remains. */
const nearlySettled = 1e-3;
const shortestLength = 1e-6;
/** Most passes of a climb over its sample; ordinary samples take 40 to 80. */
export const mostPasses = 300;
/** Passes of one computation of the scores. */
const passesOfScores = 4;

export interface Maximum {
  readonly parameters: Parameters;
  readonly logLikelihood: number;
  readonly converged: boolean;
  /** How often the log-density was computed at all points of the sample. */
  readonly passes: number;
}

/**
 * Climbs to a maximum of the likelihood: the first step is that of Berndt, Hall, Hall and Hausman (1974),
 * whose matrix is the sum of squared scores, later ones correct the matrix by the change of the gradient; a
 * step is halved until the likelihood does not fall. Free alpha and beta stay between their least and largest
 * values here; at one of them with a score that points outwards a parameter rests.
 */
export function climb(sample: Float64Array, start: Parameters, free: readonly ParameterName[]): Maximum {
  let current = start;
  let value = logLikelihood(sample, current);
  let passes = 1;
  let last: Step | undefined;
  const ended = (converged: boolean) => ({ parameters: current, logLikelihood: value, converged, passes });
  while (passes < mostPasses) {
    const { products, sums } = moments(scores(sample, current));
    passes += passesOfScores;
    const moving = parameterNames.filter((name, i) => free.includes(name) && !held(name, current, sums[i]));
    const rows = moving.map((name) => parameterNames.indexOf(name));
    const gradient = rows.map((a) => sums[a]);
    const squares = rows.map((a) => rows.map((b) => products[a][b] * (a === b ? 1 + 1e-9 : 1)));
    const limits = moving.map((name) => limitsOf(name, current));
    let curvature = curvatureAfter(last, moving, gradient) ?? squares;
    let change = stepWithin(curvature, gradient, limits);
    // A corrected matrix may be worn out: where it sees no step, the squared scores have the last word.
    if (change === undefined || decrementOf(change, gradient) < settled) {
      curvature = squares;
      change = stepWithin(curvature, gradient, limits);
    }
    if (change === undefined) return ended(false);
    const decrement = decrementOf(change, gradient);
    if (decrement < settled) return ended(true);
    let length = 2;
    let next: Parameters;
    let nextValue: number;
    do {
      length /= 2;
      next = moved(current, moving, change, length);
      nextValue = logLikelihood(sample, next);
      passes++;
    } while (!(nextValue >= value) && length > shortestLength && passes < mostPasses);
    if (!(nextValue >= value)) {
      // No step uphill is left: rounding is all that remains, or a corrected matrix misleads.
      if (curvature === squares || decrement < nearlySettled) return ended(decrement < nearlySettled);
      last = undefined;
      continue;
    }
    last = { moving, curvature, gradient, change: change.map((x) => x * length) };
    current = next;
    value = nextValue;
  }
  return ended(false);
}

function decrementOf(change: readonly number[], gradient: readonly number[]): number {
  return change.reduce((sum, x, i) => sum + x * gradient[i], 0);
}

/** By how much a parameter may fall and rise in one step. */
function limitsOf(name: ParameterName, { alpha, beta }: Parameters): Limits {
  const most = largestSteps[name];
  if (name === 'alpha') return [Math.max(-most, leastAlpha - alpha), Math.min(most, largestAlpha - alpha)];
  if (name === 'beta') return [Math.max(-most, -largestBeta - beta), Math.min(most, largestBeta - beta)];
  return [-most, most];
}

/** A step that was taken, and what it was taken by. */
interface Step {
  readonly moving: readonly ParameterName[];
  readonly curvature: readonly (readonly number[])[];
  readonly gradient: readonly number[];
  readonly change: readonly number[];
}

/**
 * The curvature brought up to date by how the gradient changed along the last step (Broyden, Fletcher,
 * Goldfarb, Shanno): squared scores are the curvature only where the sample has the fitted law. Undefined at
 * the start, after the moving parameters have changed, and where the likelihood is not concave along the
 * step.
 */
function curvatureAfter(
  last: Step | undefined,
  moving: readonly ParameterName[],
  gradient: readonly number[],
): number[][] | undefined {
  if (last === undefined || moving.join() !== last.moving.join()) return undefined;
  const { curvature, change } = last;
  const fall = last.gradient.map((before, i) => before - gradient[i]);
  const predicted = curvature.map((row) => row.reduce((sum, value, j) => sum + value * change[j], 0));
  const along = fall.reduce((sum, value, i) => sum + value * change[i], 0);
  const expected = predicted.reduce((sum, value, i) => sum + value * change[i], 0);
  if (!(along > 1e-3 * expected && expected > 0)) return undefined;
  return curvature.map((row, i) =>
    row.map((value, j) => value + (fall[i] * fall[j]) / along - (predicted[i] * predicted[j]) / expected),
  );
}

function held(name: ParameterName, { alpha, beta }: Parameters, score: number): boolean {
  if (name === 'alpha') return (alpha === largestAlpha && score >= 0) || (alpha === leastAlpha && score <= 0);
  if (name === 'beta') return alpha === 2 || (Math.abs(beta) === largestBeta && beta * score >= 0);
  return false;
}

function moved(
  from: Parameters,
  names: readonly ParameterName[],
  change: readonly number[],
  length: number,
): Parameters {
  const by = (name: ParameterName) => {
    const k = names.indexOf(name);
    return k < 0 ? 0 : length * change[k];
  };
  const scale = from.scale * expOf(by('scale'));
  return {
    alpha: names.includes('alpha')
      ? Math.min(largestAlpha, Math.max(leastAlpha, from.alpha + by('alpha')))
      : from.alpha,
    beta: names.includes('beta')
      ? Math.min(largestBeta, Math.max(-largestBeta, from.beta + by('beta')))
      : from.beta,
    scale,
    location: from.location + from.scale * by('location'),
  };
}
