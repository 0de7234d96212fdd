import {
  atLeast,
  atMost,
  decide,
  intervalPart,
  percent,
  plainStatistic,
  prose,
  statisticOf,
  tooWide,
  type IntervalTest,
  type MeasuredPart,
  type Open,
} from '../../../evidence/index.js';
import { logOf, powOf } from '../../../kernel/index.js';
import { signTest, studentInterval } from '../../../statistics/index.js';
import type { JumpMode, JumpRun } from './run.js';
import { decreaseOf, fallOf, timesOf } from './times.js';

/**
 * The three parts of the claim. Each is decided by an interval of 99 % or sign tests at 1 %, so that all
 * together refute a true statement at most 2 times in 100.
 */

/** Of every sign test; an interval has one minus this. */
export const significance = 0.01;
/** Gains at times within this factor of each other are at the same time. */
export const sameTime = 1.25;
/** Noise without tails shows the dip where it falls by more than this share of what the statistic falls. */
export const explained = 1 / 2;

export const partNames = {
  cause: 'heavy tails bring the early gain of accuracy forward',
  dip: 'the early dip of the published statistic is a sign of heavy tails',
  jumps: 'the largest steps come first, before the gain',
} as const;

const level = 1 - significance;
const log2 = (value: number) => logOf(value) / logOf(2);

/** A statistic that cannot be had from fewer than two runs. */
function tooFew(name: string, what: string): MeasuredPart {
  const open: Open = { rule: `fewer than two ${what}`, needs: `runs that last longer, or more starts` };
  return { name, verdict: 'undecided', reason: `There are fewer than two ${what}.`, open, statistics: [] };
}

/**
 * Logarithms to base 2 of the time that the runs of a mode need for the gain over that of SGD from the same
 * start. A run without the gain has its length for a time; pairs without any gain are left out.
 */
export function delaysOf(results: readonly JumpRun[], mode: JumpMode): number[] {
  return results
    .filter((run) => run.mode === 'sgd')
    .flatMap((run) => {
      const other = results.find(
        ({ mode: its, depth, replicate }) =>
          its === mode && depth === run.depth && replicate === run.replicate,
      );
      if (other === undefined) return [];
      const [own, its] = [timesOf(run).gain, timesOf(other).gain];
      if (own === Infinity && its === Infinity) return [];
      const length = Math.max(...run.iterations);
      return [log2(Math.min(its, length) / Math.min(own, length))];
    });
}

/** Whether the gain comes later where the noise has the same covariance but no tails. */
export function judgeCause(results: readonly JumpRun[]): MeasuredPart {
  const delays = delaysOf(results, 'gaussian');
  if (delays.length < 2) return tooFew(partNames.cause, 'pairs of runs with a gain');
  const interval = studentInterval(delays, level);
  const factor = (exponent: number) => powOf(2, exponent).toFixed(2);
  return intervalPart(
    partNames.cause,
    prose(
      `With Gaussian noise of the same covariance the gain comes at ${factor(interval.value)}`,
      `(${factor(interval.low)} to ${factor(interval.high)}) times SGD's iteration; later is from`,
      `${sameTime} times on (${delays.length} pairs).`,
    ),
    [
      [
        'log2 of the gain time with Gaussian noise over that of SGD, mean',
        interval,
        atLeast(log2(sameTime)),
        0,
      ],
    ],
    'pairs of runs',
  );
}

/**
 * Whether the dip needs tails: it must be gone when every coordinate of the noise is given normal scores,
 * which take its tails and leave its scales and dependence. A Gaussian surrogate of the covariance would not
 * do, because single large values raise its variance as well, and so the surrogate imitates tails. And
 * whether the dip belongs to the gain: it is nearer to it than half of all looks are, which chance alone does
 * half the time.
 */
export function judgeDip(sgd: readonly JumpRun[]): MeasuredPart {
  const falls = sgd.flatMap((run) => fallOf(run) ?? []);
  if (falls.length < 2) return tooFew(partNames.dip, 'runs of SGD');
  const excess = studentInterval(
    falls.map(({ published, tailless }) => tailless - explained * published),
    level,
  );
  const test: IntervalTest = [
    `fall of the index without tails less ${explained} times that with tails`,
    excess,
    atMost(0),
  ];
  const { near, far } = countNear(sgd);
  const p = signTest(near, far);
  const verdict = decide(excess.high < 0 && p < significance, excess.low > 0);
  const apart: Open = {
    rule: `the dip is near the gain in ${near} of ${near + far} runs (sign test p = ${inShort(p)})`,
    needs: 'more starts, or the dip and the gain have nothing to do with each other',
  };
  const [published, tailless] = [meanOf(falls, 'published'), meanOf(falls, 'tailless')];
  const same = sgd.filter((run) => timesOf(run).dip?.published === timesOf(run).dip?.surrogate).length;
  return {
    name: partNames.dip,
    verdict,
    reason: prose(
      `The published statistic falls by ${published.toFixed(3)}. That of the same noise without its tails`,
      `falls by ${tailless.toFixed(3)}, ${percent(tailless / published, 0)} of it.`,
    ),
    ...(verdict === 'undecided' && { open: excess.high < 0 ? apart : tooWide(test, 'starts') }),
    statistics: [
      statisticOf(test[0], excess),
      plainStatistic('share of SGD runs whose dip is near the gain', near / (near + far), 1 / 2),
      plainStatistic('share of SGD runs whose Gaussian surrogate dips at the same look', same / sgd.length),
    ],
  };
}

/** How far alpha-stable tails in place of normal scores lower the statistic at the start, by run. */
export function tailsSeen(sgd: readonly JumpRun[]): number[] {
  return sgd.flatMap(({ scored }) => (scored === null ? [] : [scored.start.gaussian - scored.start.stable]));
}

function meanOf<Name extends string>(rows: readonly Readonly<Record<Name, number>>[], name: Name): number {
  return rows.reduce((sum, row) => sum + row[name], 0) / rows.length;
}

/** Runs whose dip is nearer to the gain than half of all looks are; a run without a gain has none near it. */
function countNear(sgd: readonly JumpRun[]): { near: number; far: number } {
  const near = sgd.filter((run) => {
    const { gain, dip } = timesOf(run);
    if (gain === Infinity || dip === undefined) return false;
    const distance = (iteration: number) => Math.abs(iteration - gain);
    const asNear = run.iterations.filter((iteration) => distance(iteration) <= distance(dip.published));
    return asNear.length < run.iterations.length / 2;
  }).length;
  return { near, far: sgd.length - near };
}

/** Whether SGD makes its largest step before the gain, and smaller ones from then on. */
export function judgeJumps(sgd: readonly JumpRun[]): MeasuredPart {
  const runs = sgd.filter((run) => timesOf(run).gain < Infinity);
  if (runs.length < 2) return tooFew(partNames.jumps, 'runs of SGD with a gain');
  const first = runs.filter((run) => timesOf(run).largestStep < timesOf(run).gain).length;
  const later = runs.length - first;
  const verdict = decide(signTest(first, later) < significance, signTest(later, first) < significance);
  const decrease = runs.reduce((sum, run) => sum + decreaseOf(run), 0) / runs.length;
  const p = signTest(Math.max(first, later), Math.min(first, later));
  return {
    name: partNames.jumps,
    verdict,
    reason: prose(
      `The largest step comes before the gain in ${first} of ${runs.length} SGD runs (sign test p =`,
      `${inShort(p)}). The largest step before the gain is on average ${decrease.toFixed(2)} times the`,
      'largest one from then on.',
    ),
    ...(verdict === 'undecided' && {
      open: {
        rule: `the largest step comes first in ${first} of ${runs.length} runs (sign test p = ${inShort(p)})`,
        needs: 'more starts',
      },
    }),
    statistics: [
      plainStatistic('share of SGD runs whose largest step comes before the gain', first / runs.length),
      plainStatistic('largest step before the gain over that after it, mean', decrease),
    ],
  };
}

function inShort(p: number): string {
  return p.toPrecision(2);
}
