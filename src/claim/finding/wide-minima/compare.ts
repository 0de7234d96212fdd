import {
  atMost,
  decide,
  intervalVerdict,
  prose,
  statisticOf,
  tooWide,
  type MeasuredPart,
  type Open,
} from '../../../evidence/index.js';
import { expOf, logOf } from '../../../kernel/index.js';
import { permutationTest, studentInterval, type Interval } from '../../../statistics/index.js';
import type { EqualLossRun, Geometry } from '../../network/equalLoss.js';
import type { RunNoise } from '../../network/runNoise.js';

/** Minima of two kinds of noise, compared by three measures of their width in pairs from the same start. */

/** Of the tests that tell one kind from another. */
export const significance = 0.01;
/** A minimum is not wider where it is less than this many times as wide; SGD's are by half and more. */
export const noWider = 1.25;
/** Of the intervals that must lie below this factor: a one-sided test at 5 %. */
export const level = 0.9;

/** A measure of width: larger where the minimum is wider. */
export interface Measure {
  readonly name: string;
  /** Its logarithm. */
  readonly of: (geometry: Geometry) => number;
}

export const measures: readonly Measure[] = [
  { name: '1/trace of the Hessian', of: ({ trace }) => -trace },
  { name: '1/filter-normalised sharpness', of: ({ sharpness }) => -sharpness },
  { name: 'width of the basin', of: ({ basinWidth }) => basinWidth },
];

/** Two kinds of noise: the first is said to end in wider minima. */
export interface Question {
  readonly wider: RunNoise;
  readonly than: RunNoise;
  readonly name: string;
}

/** Differences of log width within pairs of runs from the same start. */
export interface Comparison {
  readonly measure: string;
  /** Of their mean. */
  readonly interval: Interval;
  /** Two-sided. */
  readonly p: number;
}

/** A question with its comparisons; there are none with fewer than two pairs. */
export interface Compared {
  readonly question: string;
  readonly comparisons: readonly Comparison[];
}

/** A pair of minima from the same start. */
export interface Pair {
  readonly replicate: number;
  readonly own: Geometry;
  readonly other: Geometry;
}

/** Pairs of which both runs came to the loss. */
export function pairsOf(
  { wider, than }: Pick<Question, 'wider' | 'than'>,
  results: readonly EqualLossRun[],
): Pair[] {
  return results
    .filter(({ noise }) => noise === wider)
    .flatMap(({ replicate, geometry }) => {
      const other = results.find((run) => run.noise === than && run.replicate === replicate);
      return geometry && other?.geometry ? [{ replicate, own: geometry, other: other.geometry }] : [];
    });
}

/** Widths of the two kinds of a question, by all measures. */
export function compare(question: Question, results: readonly EqualLossRun[]): Compared {
  const pairs = pairsOf(question, results);
  if (pairs.length < 2) return { question: question.name, comparisons: [] };
  return {
    question: question.name,
    comparisons: measures.map(({ name, of }) => {
      const differences = pairs.map(({ own, other }) => of(own) - of(other));
      return {
        measure: name,
        interval: studentInterval(differences, level),
        p: permutationTest(differences).p,
      };
    }),
  };
}

/** Wider by all measures; or narrower by all, or by none wider to speak of. */
export function partOf({ question, comparisons }: Compared): MeasuredPart {
  const told = comparisons.filter(({ p }) => p < significance);
  const wider = told.filter(({ interval }) => interval.value > 0).length;
  const narrower = told.filter(({ interval }) => interval.value < 0).length;
  const limited = comparisons.filter(({ interval }) => interval.high < limit).length;
  const all = (count: number) => count === measures.length;
  const verdict = decide(all(wider), all(narrower) || all(limited));
  const counts = prose(
    `${wider} of ${measures.length} measures wider, ${narrower} narrower, ${limited} below a factor of`,
    `${noWider}`,
  );
  return {
    name: question,
    verdict,
    reason: `Widths over widths: ${comparisons.map(inFactors).join('; ')}.`,
    ...(verdict === 'undecided' && { open: openOf(counts, comparisons, wider > 0 && narrower > 0) }),
    statistics: comparisons.map(({ measure, interval, p }) =>
      statisticOf(`log of ${measure}, ${question} (p = ${p.toPrecision(2)})`, interval),
    ),
  };
}

function inFactors({ measure, interval, p }: Comparison): string {
  const [value, low, high] = [interval.value, interval.low, interval.high].map((x) => expOf(x).toFixed(2));
  return `${measure} × ${value} (${low} to ${high}), p ${p.toPrecision(2)}`;
}

const limit = logOf(noWider);

function openOf(rule: string, comparisons: readonly Comparison[], contrary: boolean): Open {
  if (contrary) return { rule, needs: 'measures of width that agree' };
  const range = atMost(limit);
  const wide = comparisons.find(({ interval }) => intervalVerdict(interval, range) === 'undecided');
  if (wide === undefined) return { rule, needs: 'more starts' };
  return { rule, needs: tooWide([wide.measure, wide.interval, range], 'starts').needs };
}
