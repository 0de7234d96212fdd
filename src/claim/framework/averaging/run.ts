import { logOf } from '../../../kernel/index.js';
import { draw, laplace, normal, pareto, stable, type Stream, stream, type Law } from '../../../law/index.js';
import { type Interval, studentInterval, weightedLine } from '../../../statistics/index.js';

/**
 * How the mean of b independent draws shrinks with b: the median of its size over many means, for laws of
 * finite and of infinite variance. What the claims on both central limit theorems share. A source of
 * draws is an entry of the table.
 */

interface Source {
  readonly name: string;
  /** Of the stable law that sums tend to; 2 where the variance is finite. */
  readonly index: number;
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

/** Student's law of 3 degrees as a quotient of normal numbers: many times as fast as by its quantiles. */
const student3: Source['draw'] = (count, stream) => {
  const z = stream.normals(4 * count);
  return Float64Array.from({ length: count }, (_, i) => {
    const [a, b, c] = [z[4 * i + 1], z[4 * i + 2], z[4 * i + 3]];
    return z[4 * i] / Math.sqrt((a * a + b * b + c * c) / 3);
  });
};

export const sources: readonly Source[] = [
  { name: 'Gaussian', index: 2, draw: of(normal()) },
  { name: 'Laplace', index: 2, draw: of(laplace()) },
  { name: 'Student, 3 degrees', index: 2, draw: student3 },
  { name: 'stable, alpha 1.8', index: 1.8, draw: of(stable({ alpha: 1.8 })) },
  { name: 'stable, alpha 1.5', index: 1.5, draw: of(stable({ alpha: 1.5 })) },
  { name: 'stable, alpha 1.2', index: 1.2, draw: of(stable({ alpha: 1.2 })) },
  { name: 'Pareto, index 1.5', index: 1.5, draw: withSigns(pareto({ tailIndex: 1.5 })) },
];

/** One repetition of one source. */
export type AveragingCell = {
  readonly source: string;
  readonly replicate: number;
  /** The largest b is 2 to this power. */
  readonly doublings: number;
  /** Means of each b. */
  readonly means: number;
};

/** log of the median |mean| of b = 1, 2, 4, ... */
export type AveragingResult = { readonly source: string; readonly logMedians: readonly number[] };

/** Numbers drawn at a time. */
const chunk = 1 << 18;

/** Runs a cell; numbers are keyed by the cell. */
export function runAveraging(cell: AveragingCell, seed: number): AveragingResult {
  const { source: name, replicate, doublings, means } = cell;
  const source = sources.find((known) => known.name === name)!;
  const logMedians = Array.from({ length: doublings + 1 }, (_, k) => {
    const draws = stream(seed, 'averaging', name, replicate, k);
    const batch = 1 << k;
    const sizes = new Float64Array(means);
    const perChunk = Math.max(1, Math.floor(chunk / batch));
    for (let done = 0; done < means; done += perChunk) {
      const count = Math.min(perChunk, means - done);
      const values = source.draw(count * batch, draws);
      for (let m = 0; m < count; m++) {
        let sum = 0;
        for (let i = m * batch; i < (m + 1) * batch; i++) sum += values[i];
        sizes[done + m] = Math.abs(sum) / batch;
      }
    }
    sizes.sort();
    return logOf((sizes[(means - 1) >> 1] + sizes[means >> 1]) / 2);
  });
  return { source: name, logMedians };
}

/** What was found of a source. */
export interface Averaged {
  readonly name: string;
  readonly index: number;
  readonly batchSizes: readonly number[];
  /** Mean over replicates of the log median, with its error. */
  readonly points: readonly Interval[];
  /** Of log median against log b over the upper half of the doublings. */
  readonly slope: Interval;
}

/** The slope that the sums' stable law gives: -1/2, or -(1 - 1/index). */
export function theorySlope(index: number): number {
  return 1 / index - 1;
}

/** Every source among the results, in the order of the table. */
export function averaged(results: readonly AveragingResult[]): Averaged[] {
  return sources.flatMap(({ name, index }) => {
    const own = results.filter(({ source }) => source === name).map(({ logMedians }) => logMedians);
    if (own.length === 0) return [];
    const batchSizes = own[0].map((_, k) => 1 << k);
    const from = batchSizes.length >> 1;
    const x = batchSizes.slice(from).map(logOf);
    return [
      {
        name,
        index,
        batchSizes,
        points: batchSizes.map((_, k) => studentInterval(own.map((row) => row[k]))),
        // Each replicate has its own slope: their scatter is the error, whatever the errors of the points
        // are.
        slope: studentInterval(own.map((row) => weightedLine(x, row.slice(from)).slope.value)),
      },
    ];
  });
}
