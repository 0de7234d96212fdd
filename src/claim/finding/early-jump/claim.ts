import {
  control,
  inWords,
  judged,
  prose,
  type Control,
  type Evidence,
  type Part,
} from '../../../evidence/index.js';
import { powOf } from '../../../kernel/index.js';
import { studentInterval } from '../../../statistics/index.js';
import type { Answer, Claim, Settings } from '../../claim.js';
import { networkCost } from '../../network/cost.js';
import { jumpFigure, jumpTable } from './figure.js';
import {
  delaysOf,
  explained,
  judgeCause,
  judgeDip,
  judgeJumps,
  partNames,
  sameTime,
  significance,
  tailsSeen,
} from './parts.js';
import { planJumps } from './plan.js';
import { injected, jumpWork, runJumpCell, slowing, stableTails, type JumpCell, type JumpRun } from './run.js';
import { gained, timesOf } from './times.js';

/**
 * Do heavy-tailed jumps of the noise cause the sudden early gain of accuracy? Three parts: whether the gain
 * is absent or later when the noise has the same covariance but no tails, whether the dip of the published
 * statistic needs tails, and whether the largest steps come first.
 */

/** Positive control: injected stable noise must show steps this many times the median step. */
const visibleJump = 5;
/** Positive control: this share of the SGD runs must have the gain. */
const mostRuns = 0.9;

function judge(results: readonly JumpRun[], { dataset }: Settings): Evidence {
  const sgd = results.filter(({ mode }) => mode === 'sgd');
  const parts = [judgeCause(results), judgeDip(sgd), judgeJumps(sgd)];
  return judged({
    parts,
    scope: scopeOf(parts),
    controls: controlsOf(results, sgd),
    figures: [jumpFigure(results, dataset)],
    tables: [jumpTable(results)],
  });
}

/** Of a statement whose parts differ: which of them hold. */
function scopeOf(parts: readonly Part[]): string | undefined {
  const named = (verdict: Part['verdict']) =>
    parts.filter((part) => part.verdict === verdict).map(({ name }) => name);
  const [holding, failing] = [named('supported'), named('refuted')];
  if (holding.length === 0 || failing.length === 0) return undefined;
  return `It holds that ${holding.join(' and that ')}; it does not hold that ${failing.join(' nor that ')}.`;
}

function controlsOf(results: readonly JumpRun[], sgd: readonly JumpRun[]): Control[] {
  const gains = sgd.filter((run) => timesOf(run).gain < Infinity).length;
  const jumping = results.filter(({ mode }) => mode === 'stable');
  const jump = Math.min(
    ...jumping.map(({ largestStep, medianStep }) => Math.max(...largestStep) / medianStep),
  );
  const delays = delaysOf(results, 'slow');
  const factor = (exponent: number) => powOf(2, exponent).toFixed(2);
  const delay = delays.length > 1 ? studentInterval(delays) : undefined;
  const lower = tailsSeen(sgd);
  const seen = lower.length > 1 ? studentInterval(lower) : undefined;
  return [
    control(
      'SGD has the gain whose cause is sought',
      gains >= mostRuns * sgd.length,
      `accuracy passes ${100 * gained} % in ${gains} of ${sgd.length} runs`,
    ),
    control(
      `a step size ${slowing} times smaller is seen to delay the gain`,
      delay !== undefined && delay.low > 0,
      delay === undefined
        ? 'no pairs of runs'
        : `it comes at ${factor(delay.value)} (${factor(delay.low)} to ${factor(delay.high)}) times`,
    ),
    control(
      `alpha-stable tails (alpha ${stableTails}) in the noise would lower the published statistic`,
      seen !== undefined && seen.low > 0,
      seen === undefined ? 'no runs' : `by ${inWords(seen)}`,
    ),
    control(
      `Injected alpha-stable noise (alpha ${injected.alpha}) shows as jumps`,
      jumping.length > 0 && jump >= visibleJump,
      `largest step at least ${jump.toFixed(1)} times the median step`,
    ),
  ];
}

const answers: readonly Answer[] = [
  {
    question: 'training',
    part: partNames.cause,
    supported: prose(
      'Heavy tails bring the sudden early gain of accuracy forward: with Gaussian noise of the same',
      'covariance it comes later.',
    ),
    refuted: prose(
      'The sudden early gain of accuracy needs no heavy tails: with Gaussian noise of the same covariance it',
      'comes no later.',
    ),
  },
  {
    question: 'published-number',
    part: partNames.dip,
    supported: prose(
      'The published tail index dips when accuracy rises, and without the tails of the noise this dip is',
      'hardly there.',
    ),
    refuted: prose(
      'The early dip of the published tail index is no sign of heavy tails: noise with Gaussian tails, of',
      'the same sizes and dependence, shows it as well.',
    ),
  },
  {
    question: 'motion',
    part: partNames.jumps,
    supported: 'SGD makes its largest steps first, before accuracy rises; they shrink afterwards.',
    refuted: 'SGD does not begin with large jumps: its largest step comes when accuracy has risen already.',
  },
];

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
    'by SGD, and with full gradients plus Gaussian noise that has exactly the covariance of its minibatches.',
    'Both draw with replacement. A third run is SGD with a step size that is',
    `${slowing} times smaller; from a few starts there is full-batch descent and independent alpha-stable`,
    'noise as well. At regular looks three things are taken: accuracy, the largest step, and for SGD the',
    'published statistic with its Gaussian surrogate. At the start and where this statistic is lowest it',
    'is also taken of the same noise without its tails: every coordinate gets normal scores by its ranks,',
    'in its median size. The gain is when training accuracy first reaches',
    `${100 * gained} %, between two looks by a straight line.`,
  ),
  rule: prose(
    'Three parts. Cause: the logarithm of the gain time with Gaussian noise over that of SGD, paired by',
    `start, has a mean whose ${100 * (1 - significance)} % interval lies above a factor ${sameTime};`,
    'refuted when it lies below. A run without the gain counts with its length. Dip: at the look where the',
    'published statistic is lowest, that of the same noise without its tails has fallen by less than',
    `${explained} times as much since the start, with the ${100 * (1 - significance)} % interval over the`,
    'runs, and this look is closer to the gain than half of all looks are (sign test,',
    `p < ${significance}); refuted when it has fallen by more. Jumps: the largest step of SGD`,
    `comes before the gain in more than half of the runs (sign test, p < ${significance}); refuted when it`,
    'comes later in more than half. The claim is supported when all three parts are. It is refuted when one',
    'is, and then its scope names the parts that hold. Else it is undecided, and so it is when a control',
    'fails.',
  ),
  deviation: prose(
    'The networks have width 32 and learn the first few hundred or thousand training examples, so that full',
    'gradients are affordable.',
  ),
  answers,
  needsData: true,
  plan: planJumps,
  cost: (cell, shape) => networkCost(jumpWork(cell), shape),
  run: runJumpCell,
  judge,
};
