import { expOf } from '../../../kernel/index.js';
import { solveSymmetric, type Rows } from './matrix.js';
import { parameterNames, type ParameterName, type Parameters } from './parameters.js';
import { logLikelihood, moments, scores } from './scores.js';

/** Smallest alpha that a fit considers. */
export const leastAlpha = 0.1;
/** Largest alpha below 2 that a fit considers. The score at 2 itself is infinite for one point that is far out. */
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
 * Climbs to a maximum of the likelihood: the first step is that of Berndt, Hall, Hall and Hausman (1974), whose
 * matrix is the sum of squared scores, later ones correct the matrix by the change of the gradient; a step is halved
 * until the likelihood does not fall. Free alpha and beta stay between their least and largest values here; at one of
 * them with a score that points outwards a parameter rests.
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
    const curvature =
      curvatureAfter(last, moving, gradient) ??
      rows.map((a) => rows.map((b) => products[a][b] * (a === b ? 1 + 1e-9 : 1)));
    const limits = moving.map((name) => limitsOf(name, current));
    const change = stepWithin(curvature, gradient, limits);
    if (change === undefined) return ended(false);
    const decrement = change.reduce((sum, x, k) => sum + x * gradient[k], 0);
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
    // No step uphill is left: rounding is all that remains, or the matrix misleads.
    if (!(nextValue >= value)) return ended(decrement < nearlySettled);
    last = { moving, curvature, gradient, change: change.map((x) => x * length) };
    current = next;
    value = nextValue;
  }
  return ended(false);
}

/** By how much a parameter may fall and rise in one step. */
function limitsOf(name: ParameterName, { alpha, beta }: Parameters): readonly [number, number] {
  const most = largestSteps[name];
  if (name === 'alpha') return [Math.max(-most, leastAlpha - alpha), Math.min(most, largestAlpha - alpha)];
  if (name === 'beta') return [Math.max(-most, -largestBeta - beta), Math.min(most, largestBeta - beta)];
  return [-most, most];
}

/**
 * Newton's step within limits: what would pass them is stopped there, and the step of the others is taken anew. Scaling
 * the whole step down instead would let a parameter without effect, as beta near alpha = 2, stop all others.
 */
function stepWithin(
  curvature: Rows,
  gradient: readonly number[],
  limits: readonly (readonly [number, number])[],
): number[] | undefined {
  const change = gradient.map(() => 0);
  let open = [...gradient.keys()];
  while (open.length > 0) {
    const stopped = [...gradient.keys()].filter((i) => !open.includes(i));
    const solution = solveSymmetric(
      open.map((i) => open.map((j) => curvature[i][j])),
      open.map((i) => stopped.reduce((rest, j) => rest - curvature[i][j] * change[j], gradient[i])),
    );
    if (solution === undefined) return undefined;
    open.forEach((i, k) => (change[i] = Math.min(limits[i][1], Math.max(limits[i][0], solution[k]))));
    const within = open.filter((i, k) => change[i] === solution[k]);
    if (within.length === open.length) break;
    open = within;
  }
  return change;
}

/** A step that was taken, and what it was taken by. */
interface Step {
  readonly moving: readonly ParameterName[];
  readonly curvature: readonly (readonly number[])[];
  readonly gradient: readonly number[];
  readonly change: readonly number[];
}

/**
 * The curvature brought up to date by how the gradient changed along the last step (Broyden, Fletcher, Goldfarb,
 * Shanno): squared scores are the curvature only where the sample has the fitted law. Undefined at the start, after
 * the moving parameters have changed, and where the likelihood is not concave along the step.
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
