import {
  atLeast,
  decide,
  intervalPart,
  intervalVerdict,
  inWords,
  prose,
  statisticOf,
  tooWide,
  type IntervalTest,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import { lawWords } from './figure.js';
import type { AttentionResult, BestRun, Optimiser, Stage } from './run.js';

/** What is compared: the noise of one law with that of the law before it, and SGD with Adam. */

/** Excess tail weight by which noise is heavier: that of Student's law of some 19 degrees. */
export const margin = 0.03;
/** Of the whole claim; shared by its intervals and by two looks. */
export const level = 0.99;
export const looks = 2;
/** Laws of the covariates from the lightest tails on, each against the one before it. */
export const pairs = [
  ['sphere', 'gaussian'],
  ['gaussian', 'exponential'],
  ['exponential', 'gamma'],
] as const;
export const stages: readonly Stage[] = ['start', 'trained'];
export const sharedLevel = 1 - (1 - level) / looks / (pairs.length * stages.length);
/** Of a loss over another, as a logarithm: as much do losses of SGD differ by their minibatches alone. */
export const gapMargin = 0.02;
/** Of the optimisers' part, and of controls. */
export const usualLevel = 0.95;
export const adamPartName = 'SGD falls further behind Adam where the data are heavier';

/** What a replicate has of a law. */
export const lawOf = ({ laws }: AttentionResult, law: string) => laws.find((one) => one.law === law)!;

/** The differences at one stage as a part of the claim, with where they fail as its scope. */
export function stagePart(stage: Stage, results: readonly AttentionResult[]): MeasuredPart {
  const when = stage === 'start' ? 'before training' : 'after training';
  const tests = pairs.map(([light, heavy]): IntervalTest => {
    const more = results.map(
      (result) => lawOf(result, heavy).tails[stage] - lawOf(result, light).tails[stage],
    );
    return [
      `tail weight ${when}, ${lawWords[heavy]} less ${lawWords[light]}`,
      studentInterval(more, sharedLevel),
      atLeast(margin),
    ];
  });
  const failing = pairs.filter((_, i) => intervalVerdict(tests[i][1], tests[i][2]) === 'refuted');
  const reason = prose(
    `${when[0].toUpperCase()}${when.slice(1)} the tail weight rises by`,
    `${tests.map(([, interval]) => interval.value.toFixed(2)).join(', ')} from one law to the next.`,
  );
  return {
    ...intervalPart(when, reason, tests, 'replicates'),
    ...(failing.length > 0 && {
      scope: `fails ${when} from ${failing.map(([a, b]) => `${lawWords[a]} to ${lawWords[b]}`).join(', ')}`,
    }),
  };
}

/** Logarithm of SGD's loss over Adam's, or of two runs of SGD. */
function gapOf(result: AttentionResult, law: string, over: Optimiser): number {
  const run = (wanted: Optimiser): BestRun =>
    lawOf(result, law).runs.find(({ optimiser }) => optimiser === wanted)!;
  return logOf(run('sgd').loss / run(over).loss);
}

/** How much larger the gap is with exponential lengths than with Gaussian data. */
export function differenceOf(
  results: readonly AttentionResult[],
  over: Optimiser,
  ofInterval: number,
): Interval {
  const differences = results.map(
    (result) => gapOf(result, 'exponential', over) - gapOf(result, 'gaussian', over),
  );
  return studentInterval(differences, ofInterval);
}

/** Adam against SGD, as a part that the verdict does not hang on. */
export function adamPart(results: readonly AttentionResult[]): MeasuredPart {
  const difference = differenceOf(results, 'adam', usualLevel);
  const statistic = 'log of SGD’s loss over Adam’s, exponential less Gaussian lengths';
  const verdict = decide(difference.low > gapMargin, difference.high < gapMargin);
  return {
    name: adamPartName,
    verdict,
    reason: prose(
      'After equal steps the logarithm of SGD’s loss over Adam’s is larger with exponential lengths than',
      `with Gaussian data by ${inWords(difference, 2)}.`,
    ),
    ...(verdict === 'undecided' && {
      open: tooWide([statistic, difference, atLeast(gapMargin)], 'replicates'),
    }),
    statistics: [statisticOf(statistic, difference)],
  };
}
