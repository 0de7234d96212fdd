import { onGrid, quasiPotential, type Grid } from '../../well/welschLocation.js';
import type { MeasuredEscape } from './forms.js';

/** A loss of one parameter: the mean over examples, and the slope of each of them. */
export interface LineLoss {
  /** Mean loss, its slope, and the variance of single examples' slopes. */
  readonly grid: Grid;
  readonly examples: number;
  /** Slope of one example's loss at a place. */
  exampleSlope(example: number, place: number): number;
}

/** A minimum and the saddle over which it is left. */
export interface Well {
  readonly minimum: number;
  readonly saddle: number;
}

/** What is measured of a well before anything walks in it. */
export type WellFacts = Omit<MeasuredEscape, 'group' | 'well' | 'batchSize' | 'stepSize' | 'logIterations'>;

/** Where the slope changes its sign, between the points of the grid. */
function crossings({ from, step, slope }: Grid, sign: 1 | -1): number[] {
  return Array.from(slope.keys()).flatMap((g) => {
    const [before, after] = [sign * slope[g - 1], sign * slope[g]];
    return before < 0 && after >= 0 ? [from + step * (g - after / (after - before))] : [];
  });
}

/**
 * The two minima on a line that are next to its ends 0 and 1, each with the highest saddle between them; none
 * where the loss has no barrier between the ends.
 */
export function wellsBetweenEnds(grid: Grid): Well[] {
  const minima = crossings(grid, 1);
  const nextTo = (end: number) =>
    minima.reduce((best, place) => (Math.abs(place - end) < Math.abs(best - end) ? place : best), Infinity);
  const [left, right] = [nextTo(0), nextTo(1)];
  const saddles = crossings(grid, -1).filter((place) => place > left && place < right);
  if (saddles.length === 0) return [];
  const height = (place: number) => onGrid(grid, grid.loss, place);
  const saddle = saddles.reduce((best, place) => (height(place) > height(best) ? place : best));
  return [left, right].map((minimum) => ({ minimum, saddle }));
}

/** Width, height, curvatures and noise of a well. */
export function factsOf(grid: Grid, { minimum, saddle }: Well): WellFacts {
  const at = (values: Float64Array, place: number) => onGrid(grid, values, place);
  const slopeOfSlope = (place: number) =>
    (at(grid.slope, place + grid.step) - at(grid.slope, place - grid.step)) / (2 * grid.step);
  const [lossAtMinimum, lossAtSaddle] = [at(grid.loss, minimum), at(grid.loss, saddle)];
  return {
    width: Math.abs(saddle - minimum),
    height: lossAtSaddle - lossAtMinimum,
    lossAtMinimum,
    lossAtSaddle,
    curvature: slopeOfSlope(minimum),
    saddleCurvature: -slopeOfSlope(saddle),
    largestCurvature: largestCurvature(grid, Math.min(minimum, saddle), Math.max(minimum, saddle)),
    noise: Math.sqrt(at(grid.variance, minimum)),
    quasiPotential: quasiPotential({ grid, minimum, saddle }),
  };
}

function largestCurvature({ from, step, slope }: Grid, low: number, high: number): number {
  let largest = 0;
  for (let g = Math.floor((low - from) / step); g < Math.ceil((high - from) / step); g++) {
    largest = Math.max(largest, (slope[g + 1] - slope[g]) / step);
  }
  return largest;
}
