import { logOf, square } from '../../../kernel/index.js';
import { type Interval, signTest, studentQuantile } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  intervalVerdict,
  joinVerdicts,
  type Part,
  type Statistic,
  statisticOf,
} from '../../../evidence/index.js';
import { jumpFigure, jumpTable } from './figure.js';
import { networkCost } from '../../network/cost.js';
import { planJumps } from './plan.js';
import { injectedAlpha, jumpWork, runJumpCell, type JumpCell, type JumpMode, type JumpRun } from './run.js';
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

function judge(results: readonly JumpRun[], { dataset }: Settings): Evidence {
  const of = (mode: JumpMode) => results.filter((run) => run.mode === mode);
  const coincidence = judgeCoincidence(of('sgd'));
  const cause = judgeCause(of('sgd'), of('gaussian'));
  const controls = controlsOf(of('sgd'), of('stable'));
  return {
    verdict: joinVerdicts([coincidence.part.verdict, cause.part.verdict], controls),
    reason: failedControl(controls) ?? `${cause.part.reason} ${coincidence.part.reason}`,
    parts: [coincidence.part, cause.part],
    statistics: [...coincidence.statistics, ...cause.statistics],
    controls,
    figures: [jumpFigure(results, dataset)],
    tables: [jumpTable(results)],
  };
}

/**
 * By the closeness of the dip to the gain among all times looked at, which is below 1/2 by chance half the
 * time; and against the surrogate, whose dip is one of the covariance and needs no tails.
 */
function judgeCoincidence(runs: readonly JumpRun[]): { part: Part; statistics: Statistic[] } {
  let near = 0;
  let far = 0;
  let sameDip = 0;
  let closer = 0;
  let notCloser = 0;
  for (const run of runs) {
    const { gain, dip, surrogateDip } = timesOf(run);
    if (dip === surrogateDip) sameDip++;
    if (gain === Infinity || dip === undefined || surrogateDip === undefined) {
      far++;
      continue;
    }
    const distance = (iteration: number) => Math.abs(iteration - gain);
    const asNear = run.iterations.filter((iteration) => distance(iteration) <= distance(dip)).length;
    if (asNear < run.iterations.length / 2) near++;
    else far++;
    if (distance(dip) < distance(surrogateDip)) closer++;
    else if (distance(dip) > distance(surrogateDip)) notCloser++;
  }
  const p = signTest(near, far);
  const ownP = signTest(closer, notCloser);
  const opposite = signTest(far, near);
  const verdict =
    p < significance && ownP < significance ? 'supported' : opposite < significance ? 'refuted' : 'undecided';
  return {
    part: {
      name: 'the dip of the published statistic coincides with the gain of accuracy',
      verdict,
      reason: `The statistic is lowest near the gain in ${near} of ${runs.length} SGD runs (sign test p = ${p.toPrecision(2)}), nearer than its Gaussian surrogate in ${closer} and less near in ${notCloser} (p = ${ownP.toPrecision(2)}); the surrogate is lowest at the very same look in ${sameDip}.`,
    },
    statistics: [
      {
        name: 'share of SGD runs whose dip is near the gain',
        ...shareWithRange(near, runs.length),
        theory: 0.5,
      },
      {
        name: 'share of SGD runs whose surrogate dips at the same look',
        ...shareWithRange(sameDip, runs.length),
      },
    ],
  };
}

/** Paired by depth and initial weights: SGD against Gaussian noise of the same covariance. */
function judgeCause(
  sgd: readonly JumpRun[],
  gaussian: readonly JumpRun[],
): { part: Part; statistics: Statistic[] } {
  const ratios: number[] = [];
  let later = 0;
  let notLater = 0;
  for (const run of sgd) {
    const twin = gaussian.find(({ depth, replicate }) => depth === run.depth && replicate === run.replicate);
    if (twin === undefined) continue;
    const [own, other] = [timesOf(run).gain, timesOf(twin).gain];
    if (other > own * sameTime) later++;
    else notLater++;
    if (Number.isFinite(own) && Number.isFinite(other)) ratios.push(logOf(other / own) / logOf(2));
  }
  const p = signTest(later, notLater);
  const pairs = later + notLater;
  const interval = meanOf(ratios);
  const margin = logOf(sameTime) / logOf(2);
  const equal =
    interval && ratios.length === pairs && intervalVerdict(interval, [-margin, margin]) === 'supported';
  const comparison = interval
    ? `it comes at ${(2 ** interval.value).toFixed(2)} times SGD's iteration`
    : 'too few runs have it both times for a comparison of its time';
  return {
    part: {
      name: 'without heavy tails the gain is absent or later',
      verdict: p < significance ? 'supported' : equal ? 'refuted' : 'undecided',
      reason: `With Gaussian noise of the same covariance the gain is absent or later in ${later} of ${pairs} runs (sign test p = ${p.toPrecision(2)}); ${comparison}.`,
    },
    statistics: interval
      ? [statisticOf('log2 of the gain time with Gaussian noise over that of SGD, mean', interval, 0)]
      : [],
  };
}

function controlsOf(sgd: readonly JumpRun[], injected: readonly JumpRun[]): Control[] {
  const gains = sgd.filter((run) => timesOf(run).gain < Infinity).length;
  const jump = Math.min(
    ...injected.map(({ largestStep, medianStep }) => Math.max(...largestStep) / medianStep),
  );
  return [
    {
      name: 'SGD has the gain whose cause is sought',
      passed: gains >= 0.9 * sgd.length,
      value: `accuracy passes ${100 * gained} % in ${gains} of ${sgd.length} runs`,
    },
    {
      name: `Injected alpha-stable noise (alpha ${injectedAlpha}) shows as jumps`,
      passed: injected.length > 0 && jump >= visibleJump,
      value: `largest step at least ${jump.toFixed(1)} times the median step`,
    },
  ];
}

function shareWithRange(count: number, total: number) {
  const share = count / total;
  const half = 1.96 * Math.sqrt((share * (1 - share)) / total + 1 / (4 * total * total));
  return { value: share, low: Math.max(0, share - half), high: Math.min(1, share + half), level: 0.95 };
}

/** Mean with Student's interval; undefined for fewer than two values. */
function meanOf(values: readonly number[], level = 0.95): Interval | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const value = values.reduce((sum, x) => sum + x, 0) / n;
  const variance = values.reduce((sum, x) => sum + square(x - value), 0) / (n - 1);
  const standardError = Math.sqrt(variance / n);
  const half = studentQuantile((1 + level) / 2, n - 1) * standardError;
  return { value, standardError, low: value - half, high: value + half, level };
}

export const earlyJump: Claim<JumpCell, JumpRun> = {
  id: 'early-jump',
  group: 'finding',
  title: 'Heavy-tailed jumps cause the early gain',
  statement:
    'At first the noise makes large jumps, which shrink quickly; when the tail index is lowest, SGD jumps and accuracy suddenly rises, very early in training.',
  source:
    'Simsekli, Sagun, Gurbuzbalaban (2019), arXiv 1901.06053, figure 7 and contribution (iv); arXiv 1912.00018',
  experiment:
    'Bias-free ReLU networks of several depths are trained (step size 0.1) from the same initial weights in four ways: minibatch SGD in fixed order; full-batch descent without noise; full gradient plus Gaussian noise with exactly the minibatch covariance; full gradient plus independent alpha-stable noise. At regular looks: accuracy, largest step, and for SGD the published statistic with its Gaussian surrogate.',
  rule: `Coincidence: over the SGD runs the look at which the published statistic is lowest is closer to the steepest gain of accuracy than half of all looks are (sign test, p < ${significance}), and closer than the look at which its Gaussian surrogate is lowest (sign test over the runs where the two differ, p < ${significance}). Cause: with Gaussian noise of the same covariance the gain is absent or later by more than a factor ${sameTime} (sign test over pairs, p < ${significance}); refuted when the 95 % interval of the mean ratio of gain times lies within a factor ${sameTime} of 1 and every pair has both gains. The claim is supported when both parts are, refuted when either is refuted, else undecided. A failed control makes it undecided.`,
  deviation:
    'Smoke and quick use the first few hundred training examples and width 32, so that full-batch descent is affordable.',
  needsData: true,
  plan: planJumps,
  cost: (cell, shape) => networkCost(jumpWork(cell), shape),
  run: runJumpCell,
  judge,
};
