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
/**
 * A step that gains less log-likelihood is the last; so is the last of several such where there is no exact
 * one.
 */
const settled = 1e-8;
const slowSteps = 5;

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
  const within = (place: readonly number[]) =>
    place.map((x, i) => Math.min(ranges[i][1], Math.max(ranges[i][0], x)));
  let current = { place: start, ...likelihood(start) };
  let ridge = 0;
  let slow = 0;
  for (let step = 0; step < mostSteps; step++) {
    const { place, value, gradient } = current;
    const moving = ranges.flatMap(([low, high], i) =>
      (place[i] <= low && gradient[i] <= 0) || (place[i] >= high && gradient[i] >= 0) ? [] : [i],
    );
    const information = observedInformation(likelihood, current, moving, ranges);
    const slopes = moving.map((i) => gradient[i]);
    const changed = (by: readonly number[]) => {
      const tried = [...place];
      moving.forEach((i, k) => (tried[i] += by[k]));
      const next = within(tried);
      return { place: next, ...likelihood(next) };
    };
    const exact = solveSymmetric(information, slopes);
    const gain = exact?.reduce((sum, x, k) => sum + (x * slopes[k]) / 2, 0) ?? Infinity;
    if (gain < settled || slow === slowSteps) {
      const last = exact === undefined ? current : changed(exact);
      const best = last.value >= value ? last : current;
      const covariance = moving.length === place.length ? inverseSymmetric(information) : undefined;
      return { place: best.place, value: best.value, covariance };
    }
    let next: typeof current | undefined;
    while (next === undefined && ridge < 1e12) {
      const change = solveSymmetric(
        information.map((row, i) => row.map((x, j) => (i === j ? x + ridge * (Math.abs(x) + 1e-6) : x))),
        slopes,
      );
      if (change !== undefined) {
        const length = Math.min(1, ...change.map((x) => largestStep / Math.abs(x)));
        const tried = changed(change.map((x) => length * x));
        if (tried.value >= value) next = tried;
      }
      ridge = next === undefined ? Math.max(1e-3, 4 * ridge) : ridge < 1e-3 ? 0 : ridge / 8;
    }
    if (next === undefined) return undefined;
    slow = next.value - value < settled ? slow + 1 : 0;
    current = next;
  }
  return undefined;
}

/**
 * Minus the second derivatives in the moving parameters, by one-sided differences that stay in the ranges.
 */
function observedInformation(
  likelihood: (place: readonly number[]) => Likelihood,
  { place, gradient }: Likelihood & { readonly place: readonly number[] },
  moving: readonly number[],
  ranges: readonly Range[],
): number[][] {
  const columns = moving.map((i) => {
    const h = place[i] + difference > ranges[i][1] ? -difference : difference;
    const beside = likelihood(place.map((x, j) => (j === i ? x + h : x)));
    return moving.map((j) => (gradient[j] - beside.gradient[j]) / h);
  });
  return columns.map((column, i) => column.map((x, j) => (x + columns[j][i]) / 2));
}
