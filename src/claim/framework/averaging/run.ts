import { logOf } from '../../../kernel/index.js';
import { draw, laplace, normal, pareto, stable, type Stream, stream, type Law } from '../../../law/index.js';
import { type Interval, studentInterval, weightedLine } from '../../../statistics/index.js';
import type { CellCost } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { logSizesOfMeans } from '../logSizes.js';

/**
 * How the mean of b independent draws shrinks with b: the mean logarithm of its size, for laws of finite
 * and of infinite variance. What the claims on both central limit theorems share. A source of draws is an
 * entry of the table.
 */

interface Source {
  readonly name: string;
  /** Of the stable law that sums tend to; 2 where the variance is finite. */
  readonly index: number;
  /**
   * The smallest b of the fit. 1 for stable laws, whose sums have their law at every b. Sums of other laws
   * come near it only: from this b on the slope is within 0.008 of that of the limit.
   */
  readonly from: number;
  /** The next `count` draws, each as likely as its negative. */
  readonly draw: (count: number, stream: Stream) => Float64Array;
}

const of =
  (law: Law): Source['draw'] =>
  (count, stream) =>
    draw(law, count, stream);

/** Draws of a positive law with random signs. */
const withSigns =
  (law: Law): Source['draw'] =>
  (count, stream) => {
    const values = draw(law, count, stream);
    stream.uniforms(count).forEach((u, i) => {
      if (u < 0.5) values[i] = -values[i];
    });
    return values;
  };

/** Student's law of 4 degrees, as a normal number over the root of a mean of squares of four others. */
const student4: Source['draw'] = (count, stream) => {
  const numerators = stream.normals(count);
  // Half the sum of squares of two normal numbers is exponential.
  const halves = stream.exponentials(2 * count);
  return numerators.map((z, i) => z * Math.sqrt(2 / (halves[2 * i] + halves[2 * i + 1])));
};

/**
 * The law that has tails of index 1.2 without being stable is of that index because sums of an index of 1.5
 * come near their law too slowly: their slope is still 0.01 off where they hold a thousand draws.
 */
export const sources: readonly Source[] = [
  { name: 'Gaussian', index: 2, from: 1, draw: of(normal()) },
  { name: 'Laplace', index: 2, from: 16, draw: of(laplace()) },
  { name: 'Student, 4 degrees', index: 2, from: 32, draw: student4 },
  { name: 'stable, alpha 1.8', index: 1.8, from: 1, draw: of(stable({ alpha: 1.8 })) },
  { name: 'stable, alpha 1.5', index: 1.5, from: 1, draw: of(stable({ alpha: 1.5 })) },
  { name: 'stable, alpha 1.2', index: 1.2, from: 1, draw: of(stable({ alpha: 1.2 })) },
  { name: 'Pareto, index 1.2', index: 1.2, from: 16, draw: withSigns(pareto({ tailIndex: 1.2 })) },
];

/** All draws of one source. */
export type AveragingCell = {
  readonly source: string;
  /** The largest b is 2 to this power. */
  readonly doublings: number;
  /** Means of the largest b, in each repetition and for each b from which a slope is fitted. */
  readonly means: number;
};

/** Of every repetition the mean log|mean| of b = 1, 2, 4, ... */
export type AveragingResult = { readonly source: string; readonly logSizes: readonly (readonly number[])[] };

/** Independent repetitions, from whose slopes the interval comes. */
export const repetitions = 32;
/** A fit from b = 1 on has this many times the means, so that its points at large b have some. */
const fewestFrom = 4;

function sourceOf(name: string): Source {
  return sources.find((known) => known.name === name)!;
}

/** Draws of one repetition: as the slope hangs on the smallest b of the fit, in proportion to it. */
function drawsOf({ source, doublings, means }: AveragingCell): number {
  const { from } = sourceOf(source);
  return means * Math.max(fewestFrom, from) * (1 << doublings);
}

/** Draws and sums a second on one core; the laws differ by a factor of 2. */
const drawRate = 16e6;
/** Besides the draws: the numbers they are made of, sums, and copies in the kernel. */
const bytesADraw = 40;

/** What a cell takes. */
export function averagingCost(cell: AveragingCell): CellCost {
  const draws = drawsOf(cell);
  return { seconds: (repetitions * draws) / drawRate, bytes: bytesADraw * draws };
}

/** Runs a cell; numbers are keyed by source and repetition. */
export function runAveraging(cell: AveragingCell, seed: number): AveragingResult {
  const { source, doublings } = cell;
  const batchSizes = upTo(doublings + 1).map((k) => 1 << k);
  const logSizes = upTo(repetitions).map((repetition) => {
    const values = sourceOf(source).draw(drawsOf(cell), stream(seed, 'averaging', source, repetition));
    return logSizesOfMeans(values, batchSizes);
  });
  return { source, logSizes };
}

/** What was found of a source. */
export interface Averaged {
  readonly name: string;
  readonly index: number;
  readonly from: number;
  readonly batchSizes: readonly number[];
  /** Mean over repetitions of the mean log|mean|, with its error. */
  readonly points: readonly Interval[];
  /** Of the mean log|mean| against log b, from the smallest b of the fit on. */
  readonly slope: Interval;
}

/** The slope that the sums' stable law gives: -1/2, or -(1 - 1/index). */
export function theorySlope(index: number): number {
  return 1 / index - 1;
}

/**
 * Every source among the results, in the order of the table.
 *
 * @param results - of the cells
 * @param level - of the intervals of slopes
 */
export function averaged(results: readonly AveragingResult[], level: number): Averaged[] {
  return sources.flatMap(({ name, index, from }) => {
    const rows = results.find(({ source }) => source === name)?.logSizes;
    if (rows === undefined) return [];
    const batchSizes = rows[0].map((_, k) => 1 << k);
    const fitted = batchSizes.filter((b) => b >= from);
    const start = batchSizes.length - fitted.length;
    const [x, errors] = [fitted.map(logOf), fitted.map(Math.sqrt)];
    // There are as many fewer means as they are longer. Each repetition has its own slope: the scatter of
    // the slopes is the error, whatever the errors of the points are.
    const slopes = rows.map((row) => weightedLine(x, row.slice(start), errors).slope.value);
    return [
      {
        name,
        index,
        from,
        batchSizes,
        points: batchSizes.map((_, k) => studentInterval(rows.map((row) => row[k]))),
        slope: studentInterval(slopes, level),
      },
    ];
  });
}
