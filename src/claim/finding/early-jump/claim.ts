import {
  around,
  control,
  decide,
  intervalVerdict,
  judged,
  prose,
  statisticOf,
  type Control,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { logOf, powOf } from '../../../kernel/index.js';
import { type Interval, signTest, studentInterval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { networkCost } from '../../network/cost.js';
import type { RunNoise } from '../../network/runNoise.js';
import { jumpFigure, jumpTable } from './figure.js';
import { planJumps } from './plan.js';
import { injected, jumpWork, runJumpCell, type JumpCell, type JumpRun } from './run.js';
import { gained, timesOf } from './times.js';

/**
 * Do heavy-tailed jumps of the noise cause the sudden early gain of accuracy? Two parts: whether the dip
 * of the published statistic and the gain coincide, and whether the gain is absent or later when the
 * noise has the same covariance but no tails.
 */

const significance = 0.01;
/** Gains at times within this factor of each other are at the same time. */
const sameTime = 1.25;
/** Positive control: injected stable noise must show steps this many times the median step. */
const visibleJump = 5;
/** Positive control: this share of the SGD runs must have the gain. */
const mostRuns = 0.9;

function judge(results: readonly JumpRun[], { dataset }: Settings): Evidence {
  const of = (mode: RunNoise) => results.filter((run) => run.mode === mode);
  const coincidence = judgeCoincidence(of('sgd'));
  const cause = judgeCause(of('sgd'), of('gaussian'));
  return judged({
    parts: [coincidence, cause],
    controls: controlsOf(of('sgd'), of('stable')),
    reason: prose(cause.reason, coincidence.reason),
    figures: [jumpFigure(results, dataset)],
    tables: [jumpTable(results)],
  });
}

/**
 * By the closeness of the dip to the gain among all times looked at, which is below 1/2 by chance half the
 * time; and against the surrogate, whose dip is one of the covariance and needs no tails.
 */
function judgeCoincidence(runs: readonly JumpRun[]): MeasuredPart {
  const { near, far, closer, notCloser, sameDip } = countDips(runs);
  const p = signTest(near, far);
  const ownP = signTest(closer, notCloser);
  return {
    name: 'the dip of the published statistic coincides with the gain of accuracy',
    verdict: decide(p < significance && ownP < significance, signTest(far, near) < significance),
    reason: prose(
      `The statistic is lowest near the gain in ${near} of ${runs.length} SGD runs (sign test p =`,
      `${inShort(p)}). It is nearer to the gain than its Gaussian surrogate in ${closer} runs and less`,
      `near in ${notCloser} (p = ${inShort(ownP)}); the surrogate is lowest at the very same look in`,
      `${sameDip}.`,
    ),
    statistics: [
      statisticOf('share of SGD runs whose dip is near the gain', shareOf(near, runs.length), 1 / 2),
      statisticOf('share of SGD runs whose surrogate dips at the same look', shareOf(sameDip, runs.length)),
    ],
  };
}

function inShort(p: number): string {
  return p.toPrecision(2);
}

/** Runs by where the dips are; a run without a gain has no dip near it. */
function countDips(runs: readonly JumpRun[]) {
  const counts = { near: 0, far: 0, closer: 0, notCloser: 0, sameDip: 0 };
  for (const run of runs) {
    const { gain, dip, surrogateDip } = timesOf(run);
    if (dip === surrogateDip) counts.sameDip++;
    if (gain === Infinity || dip === undefined || surrogateDip === undefined) {
      counts.far++;
      continue;
    }
    const distance = (iteration: number) => Math.abs(iteration - gain);
    const asNear = run.iterations.filter((iteration) => distance(iteration) <= distance(dip)).length;
    if (asNear < run.iterations.length / 2) counts.near++;
    else counts.far++;
    if (distance(dip) < distance(surrogateDip)) counts.closer++;
    else if (distance(dip) > distance(surrogateDip)) counts.notCloser++;
  }
  return counts;
}

const level = 0.95;
/** Two-sided quantile of the normal law at this level, as tables have it. */
const quantile = 1.96;

/** A share with its normal interval, which is widened by a continuity correction and stays within 0 and 1. */
function shareOf(count: number, total: number): Interval {
  const value = count / total;
  const standardError = Math.sqrt((value * (1 - value)) / total + 1 / (4 * total * total));
  const half = quantile * standardError;
  return {
    value,
    standardError,
    low: Math.max(0, value - half),
    high: Math.min(1, value + half),
    level,
  };
}

/** Paired by depth and initial weights: SGD against Gaussian noise of the same covariance. */
function judgeCause(sgd: readonly JumpRun[], gaussian: readonly JumpRun[]): MeasuredPart {
  const pairs = sgd.flatMap((run) => {
    const twin = gaussian.find(({ depth, replicate }) => depth === run.depth && replicate === run.replicate);
    return twin ? [{ own: timesOf(run).gain, other: timesOf(twin).gain }] : [];
  });
  const later = pairs.filter(({ own, other }) => other > own * sameTime).length;
  const p = signTest(later, pairs.length - later);
  const both = pairs.filter(({ own, other }) => Number.isFinite(own) && Number.isFinite(other));
  const interval =
    both.length > 1
      ? studentInterval(both.map(({ own, other }) => logOf(other / own) / logOf(2)))
      : undefined;
  const within = around(0, logOf(sameTime) / logOf(2));
  const equal =
    interval !== undefined &&
    both.length === pairs.length &&
    intervalVerdict(interval, within) === 'supported';
  return {
    name: 'without heavy tails the gain is absent or later',
    verdict: decide(p < significance, equal),
    reason: prose(
      'With Gaussian noise of the same covariance the gain is absent or later in',
      `${later} of ${pairs.length} runs (sign test p = ${inShort(p)}).`,
      interval
        ? `It comes at ${powOf(2, interval.value).toFixed(2)} times SGD's iteration.`
        : 'Too few runs have it both times for a comparison of its time.',
    ),
    statistics: interval
      ? [statisticOf('log2 of the gain time with Gaussian noise over that of SGD, mean', interval, 0)]
      : [],
  };
}

function controlsOf(sgd: readonly JumpRun[], jumping: readonly JumpRun[]): Control[] {
  const gains = sgd.filter((run) => timesOf(run).gain < Infinity).length;
  const jump = Math.min(
    ...jumping.map(({ largestStep, medianStep }) => Math.max(...largestStep) / medianStep),
  );
  return [
    control(
      'SGD has the gain whose cause is sought',
      gains >= mostRuns * sgd.length,
      `accuracy passes ${100 * gained} % in ${gains} of ${sgd.length} runs`,
    ),
    control(
      `Injected alpha-stable noise (alpha ${injected.alpha}) shows as jumps`,
      jumping.length > 0 && jump >= visibleJump,
      `largest step at least ${jump.toFixed(1)} times the median step`,
    ),
  ];
}

export const earlyJump: Claim<JumpCell, JumpRun> = {
  id: 'early-jump',
  group: 'finding',
  kind: 'finding',
  title: 'Heavy-tailed jumps cause the early gain',
  statement: prose(
    'At first the noise makes large jumps, which shrink quickly; when the tail index is lowest, SGD jumps',
    'and accuracy suddenly rises, very early in training.',
  ),
  source: prose(
    'Simsekli, Sagun, Gurbuzbalaban (2019), arXiv 1901.06053, figure 7 and contribution (iv);',
    'arXiv 1912.00018',
  ),
  experiment: prose(
    'Bias-free ReLU networks of several depths are trained (step size 0.1) from the same initial weights',
    'in four ways: minibatch SGD in fixed order; full-batch descent without noise; full gradient plus',
    'Gaussian noise with exactly the minibatch covariance; full gradient plus independent alpha-stable',
    'noise. At regular looks three things are taken: accuracy, the largest step, and for SGD the published',
    'statistic with its Gaussian surrogate.',
  ),
  rule: prose(
    'Coincidence: over the SGD runs the look at which the published statistic is lowest is closer to the',
    `steepest gain of accuracy than half of all looks are (sign test, p < ${significance}), and closer`,
    'than the look at which its Gaussian surrogate is lowest (sign test over the runs where the two',
    `differ, p < ${significance}). Cause: with Gaussian noise of the same covariance the gain is absent or`,
    `later by more than a factor ${sameTime} (sign test over pairs, p < ${significance}); refuted when the`,
    `95 % interval of the mean ratio of gain times lies within a factor ${sameTime} of 1 and every pair`,
    'has both gains. The claim is supported when both parts are, refuted when either is refuted, else',
    'undecided. A failed control makes it undecided.',
  ),
  deviation: prose(
    'Smoke and quick use the first few hundred training examples and width 32, so that full-batch descent is',
    'affordable.',
  ),
  needsData: true,
  plan: planJumps,
  cost: (cell, shape) => networkCost(jumpWork(cell), shape),
  run: runJumpCell,
  judge,
};
