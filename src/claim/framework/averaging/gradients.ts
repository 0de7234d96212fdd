import { logOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { projectExamples } from '../../../probe/index.js';
import { estimateAcrossMinibatches, type NoiseMatrix } from '../../../tail/index.js';
import { theorySlope } from './run.js';
import type { CellContext, Settings } from '../../claim.js';
import {
  around,
  decide,
  intervalVerdict,
  inWords,
  type ClaimVerdict,
  type Part,
} from '../../../evidence/index.js';
import { type Interval, studentInterval, weightedLine } from '../../../statistics/index.js';
import { lawNetworks, snapshotWords } from '../../network/snapshots.js';
import { trainWithSnapshots, type PublishedRun } from '../../network/trainedNetwork.js';

/**
 * Which central limit theorem do the gradients of single examples follow? Their noise on random
 * directions is averaged over more and more examples of one half of the data; its tail index comes from
 * the other half.
 */

export type GradientCell = PublishedRun;

export type GradientResult = {
  readonly network: PublishedRun;
  readonly snapshots: readonly {
    readonly iteration: number;
    /** Slopes of log median |mean| in log b, one a direction. */
    readonly slopes: readonly number[];
    /** Of the other half of the examples; null where it gives none. */
    readonly tailIndex: number | null;
  }[];
};

const directions = 20;
/** Of each batch size; the slope is fitted to their medians. */
const means = 400;
/**
 * Batch sizes go from here to this share of the examples, so that means of the largest do not share most
 * of them.
 */
const smallestBatch = 8;
const largestShare = 1 / 10;
/** Slopes this near to -1/2 are those of finite variance. */
const finiteSlope = theorySlope(2);
const ofFiniteVariance = around(finiteSlope, 0.02);

/** The first network of a profile. */
export function gradientCells(settings: Settings): GradientCell[] {
  return lawNetworks(settings).slice(0, 1);
}

/** Trains the network and averages its gradients at the snapshots. */
export function averageGradients(cell: GradientCell, context: CellContext): GradientResult {
  const snapshots = trainWithSnapshots(cell, context, ({ source, weights, iteration }) => {
    const key = ['averaged gradients', cell.width, cell.replicate, iteration];
    const noise = projectExamples(source, weights, directions, stream(context.seed, ...key, 'directions'));
    const order = stream(context.seed, ...key, 'halves').permutation(noise.rows);
    const half = noise.rows >> 1;
    const index = estimateAcrossMinibatches(rowsOf(noise, order.subarray(half)));
    const averaged = rowsOf(noise, order.subarray(0, half));
    const draws = stream(context.seed, ...key, 'examples');
    return {
      iteration,
      slopes: Array.from({ length: directions }, (_, j) =>
        slopeOf(averaged, j, (n) => draws.integers(n, half)),
      ),
      tailIndex: index.status === 'ok' ? index.tailIndex : null,
    };
  });
  return { network: cell, snapshots };
}

function rowsOf({ columns, values }: NoiseMatrix, rows: Uint32Array): NoiseMatrix {
  const chosen = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    for (let j = 0; j < columns; j++) chosen[i * columns + j] = values[row * columns + j];
  });
  return { rows: rows.length, columns, values: chosen };
}

/** Slope of the log median size of means of b examples, b from 8 to a tenth of them. */
function slopeOf(
  { rows, columns, values }: NoiseMatrix,
  column: number,
  draw: (n: number) => Uint32Array,
): number {
  let centre = 0;
  for (let i = 0; i < rows; i++) centre += values[i * columns + column] / rows;
  const [x, y]: [number[], number[]] = [[], []];
  for (let b = smallestBatch; b <= rows * largestShare; b *= 2) {
    const members = draw(b * means);
    const sizes = Float64Array.from({ length: means }, (_, m) => {
      let sum = 0;
      for (let i = m * b; i < (m + 1) * b; i++) sum += values[members[i] * columns + column] - centre;
      return Math.abs(sum) / b;
    }).sort();
    x.push(logOf(b));
    y.push(logOf((sizes[(means - 1) >> 1] + sizes[means >> 1]) / 2));
  }
  return weightedLine(x, y).slope.value;
}

/** What the gradients say for one of the theorems: parts that the verdict on the theorem does not hang on. */
export function gradientParts(
  results: readonly GradientResult[],
  theorem: 'classical' | 'generalised',
): Part[] {
  return results.flatMap(({ network, snapshots }) =>
    snapshots.map(({ iteration, slopes, tailIndex }): Part => {
      const slope = studentInterval(slopes);
      const predicted = tailIndex !== null && tailIndex < 2 ? theorySlope(tailIndex) : null;
      return {
        name: `gradients of single examples, ${snapshotWords(network, iteration)} (no part of the verdict)`,
        verdict:
          theorem === 'classical' ? intervalVerdict(slope, ofFiniteVariance) : generalised(slope, predicted),
        reason: `Slope ${inWords(slope)}; ${indexWords(tailIndex, predicted)}.`,
      };
    }),
  );
}

function indexWords(tailIndex: number | null, predicted: number | null): string {
  if (tailIndex === null) return 'the other half of the examples gives no tail index';
  const says = predicted === null ? '' : `, which says ${predicted.toFixed(3)}`;
  return `the other half of the examples has a tail index of ${tailIndex.toFixed(2)}${says}`;
}

function generalised(slope: Interval, predicted: number | null): ClaimVerdict {
  const holds = predicted !== null && slope.low <= predicted && slope.high >= predicted;
  const [, to] = ofFiniteVariance;
  return decide(holds && slope.low > finiteSlope && slope.high > to, slope.high <= to);
}
