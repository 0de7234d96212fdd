import { solveSymmetric, type Rows } from './matrix.js';

/** How far a parameter may fall and rise. */
export type Limits = readonly [lowest: number, highest: number];

/**
 * The step x of largest gradient x - x curvature x/2 within limits. Newton's step, where it is within;
 * otherwise the best of those with some parameters at their limits and Newton's step in the rest: at most
 * 3^4. Scaling Newton's step down instead would let a parameter without effect, as beta near alpha = 2, stop
 * all others.
 *
 * The limits must hold 0. Undefined where the curvature is not positive definite.
 */
export function stepWithin(
  curvature: Rows,
  gradient: readonly number[],
  limits: readonly Limits[],
): number[] | undefined {
  const newton = solveSymmetric(curvature, gradient);
  if (newton === undefined || isWithin(newton, limits)) return newton;
  let best: number[] | undefined;
  let bestGain = -Infinity;
  for (const places of choices(limits.length)) {
    const step = places.map((place, i) => (place === 0 ? 0 : limits[i][place - 1]));
    const free = [...places.keys()].filter((i) => places[i] === 0);
    const rest = solveSymmetric(
      free.map((i) => free.map((j) => curvature[i][j])),
      free.map((i) => step.reduce((left, x, j) => left - curvature[i][j] * x, gradient[i])),
    );
    if (rest === undefined) continue;
    free.forEach((i, k) => (step[i] = rest[k]));
    const gain = gainOf(curvature, gradient, step);
    if (gain > bestGain && isWithin(step, limits)) [best, bestGain] = [step, gain];
  }
  return best;
}

/**
 * All ways to leave parameters free (0) or put them at their lowest (1) or highest (2) but the one that
 * leaves all free.
 */
function choices(count: number): number[][] {
  let all: number[][] = [[]];
  for (let i = 0; i < count; i++) all = [0, 1, 2].flatMap((place) => all.map((others) => [...others, place]));
  return all.slice(1);
}

function isWithin(step: readonly number[], limits: readonly Limits[]): boolean {
  return step.every((x, i) => x >= limits[i][0] && x <= limits[i][1]);
}

function gainOf(curvature: Rows, gradient: readonly number[], step: readonly number[]): number {
  return step.reduce(
    (sum, x, i) => sum + x * (gradient[i] - curvature[i].reduce((inner, c, j) => inner + c * step[j], 0) / 2),
    0,
  );
}
