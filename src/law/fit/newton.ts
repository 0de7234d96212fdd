import { inverseSymmetric, solveSymmetric } from '../stable/fit/matrix.js';

/** A log-likelihood and its gradient. */
export interface Likelihood {
  readonly value: number;
  readonly gradient: readonly number[];
}

/** Where a likelihood is largest. */
export interface Maximum {
  readonly place: readonly number[];
  readonly value: number;
  /**
   * Inverse of the observed information; undefined where a parameter is at the end of its range or the
   * information is singular.
   */
  readonly covariance: number[][] | undefined;
}

/** The range of a parameter. */
export type Range = readonly [lowest: number, highest: number];

const mostSteps = 200;
/** Step of the differences that make the matrix of second derivatives. */
const difference = 1e-5;
/** Largest change of a parameter in one step. */
const largestStep = 1.5;
/** A step that gains less log-likelihood is the last. */
const settled = 1e-11;

/**
 * Maximises a likelihood by Newton's steps, whose matrix is ridged (Levenberg 1944, Marquardt 1963) until the
 * likelihood does not fall. A parameter at the end of its range whose gradient points outwards stays there.
 * Undefined where the steps do not settle.
 *
 * @param likelihood - of parameters on scales of order 1
 */
export function maximise(
  likelihood: (place: readonly number[]) => Likelihood,
  start: readonly number[],
  ranges: readonly Range[],
): Maximum | undefined {
  let place = start;
  let current = likelihood(place);
  let ridge = 0;
  for (let step = 0; step < mostSteps; step++) {
    const moving = ranges.flatMap(([low, high], i) => {
      const slope = current.gradient[i];
      return (place[i] <= low && slope <= 0) || (place[i] >= high && slope >= 0) ? [] : [i];
    });
    const information = observedInformation(likelihood, place, current, moving, ranges);
    const slopes = moving.map((i) => current.gradient[i]);
    const exact = solveSymmetric(information, slopes);
    const gain = exact?.reduce((sum, x, k) => sum + (x * slopes[k]) / 2, 0) ?? Infinity;
    if (gain < settled) {
      const covariance = moving.length === place.length ? inverseSymmetric(information) : undefined;
      return { place, value: current.value, covariance };
    }
    let next: { place: readonly number[]; likelihood: Likelihood } | undefined;
    for (let tries = 0; tries < 40 && next === undefined; tries++) {
      const change = solveSymmetric(
        information.map((row, i) => row.map((x, j) => (i === j ? x + ridge * (Math.abs(x) + 1e-6) : x))),
        slopes,
      );
      if (change !== undefined) {
        const length = Math.min(1, ...change.map((x) => largestStep / Math.abs(x)));
        const tried = [...place];
        moving.forEach((i, k) => {
          tried[i] = Math.min(ranges[i][1], Math.max(ranges[i][0], place[i] + length * change[k]));
        });
        const found = likelihood(tried);
        if (found.value >= current.value) next = { place: tried, likelihood: found };
      }
      ridge = next === undefined ? Math.max(1e-3, 4 * ridge) : ridge < 1e-3 ? 0 : ridge / 8;
    }
    // Rounding is all that remains, or the likelihood misleads.
    if (next === undefined) {
      if (!(gain < 1e-6)) return undefined;
      const covariance = moving.length === place.length ? inverseSymmetric(information) : undefined;
      return { place, value: current.value, covariance };
    }
    place = next.place;
    current = next.likelihood;
  }
  return undefined;
}

/** Minus the second derivatives in the moving parameters, by one-sided differences that stay in the ranges. */
function observedInformation(
  likelihood: (place: readonly number[]) => Likelihood,
  place: readonly number[],
  current: Likelihood,
  moving: readonly number[],
  ranges: readonly Range[],
): number[][] {
  const columns = moving.map((i) => {
    const h = place[i] + difference > ranges[i][1] ? -difference : difference;
    const beside = likelihood(place.map((x, j) => (j === i ? x + h : x)));
    return moving.map((j) => (current.gradient[j] - beside.gradient[j]) / h);
  });
  return columns.map((column, i) => column.map((x, j) => (x + columns[j][i]) / 2));
}
