import {
  control,
  decide,
  intervalVerdict,
  inWords,
  judged,
  prose,
  statisticOf,
  type Control,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import type { Claim, Settings } from '../../claim.js';
import { networkCost } from '../../network/cost.js';
import {
  alike,
  differencePart,
  equivalenceError,
  falseAlarm,
  groupsOf,
  isTested,
  isWide,
  margin,
  narrowEnough,
  same,
  sameSharpness,
  type Contrast,
} from './contrast.js';
import { tailsMatterFigure, tailsMatterTable } from './figure.js';
import { added, furtherTails, mostStarts, planTails } from './plan.js';
import {
  references,
  runTailsCell,
  tailsWork,
  wordsOf,
  type TailsCell,
  type TailsRun,
  type Variant,
} from './run.js';

/**
 * Do the tails of gradient noise, beyond its covariance, matter for what training finds? Runs from the same
 * start with SGD's own noise, and with noise of the same covariance that is Gaussian or nearly so.
 */

/** In percent, of intervals that must lie within the margin. */
const sureness = 100 * (1 - 2 * equivalenceError);

function extend(results: readonly TailsRun[], settings: Settings): TailsCell[] {
  const starts = results.filter(({ variant }) => variant.kind === 'sgd').length;
  return isWide(results) ? furtherTails(settings, starts) : [];
}

function judge(results: readonly TailsRun[]): Evidence {
  const groups = groupsOf(results);
  const contrasts = groups.flatMap(({ contrast }) => contrast ?? []);
  const of = (kind: Variant['kind']) => contrasts.find(({ variant }) => variant.kind === kind)!;
  const parts = [
    ...contrasts.filter(({ variant }) => isTested(variant)).map(accuracyPart),
    sharpnessPart(of('gaussian')),
  ];
  return judged({
    // One difference is enough.
    verdict: decide(
      parts.some(({ verdict }) => verdict === 'supported'),
      parts.every(({ verdict }) => verdict === 'refuted'),
    ),
    parts,
    // It has less variance as well, so that a difference would not be one of tails.
    asides: [accuracyPart(of('clipped'))],
    scope: scopeOf(parts),
    controls: controlsOf(of('again'), of('slow')),
    reason: prose(
      `Over ${groups[0].runs.length} starts Gaussian noise of the same covariance gives another test`,
      `accuracy than SGD by ${inWords(of('gaussian').accuracy.inner, 2)} percent, and a sharpness that is`,
      `${expOf(of('gaussian').sharpness.inner.value).toFixed(2)} times SGD's.`,
    ),
    statistics: contrasts
      .filter(({ variant }) => variant.kind !== 'gaussian')
      .map(({ variant, sharpness }) => statisticOf(sharpnessName(variant), sharpness.inner)),
    figures: [tailsMatterFigure(groups)],
    tables: [tailsMatterTable(groups)],
  });
}

function accuracyPart({ variant, accuracy }: Contrast): MeasuredPart {
  const words = wordsOf(variant);
  return differencePart(
    `test accuracy: ${words}`,
    `Test accuracy less that of SGD is ${inWords(accuracy.inner, 2)} percent.`,
    `test accuracy less SGD's, percent: ${words}`,
    accuracy,
    same,
  );
}

/** With Gaussian noise only: SVAG takes smaller steps as well, which can change sharpness by themselves. */
function sharpnessPart({ variant, sharpness }: Contrast): MeasuredPart {
  const [value, low, high] = [sharpness.inner.value, sharpness.inner.low, sharpness.inner.high].map((x) =>
    expOf(x).toFixed(2),
  );
  return differencePart(
    `sharpness: ${wordsOf(variant)}`,
    `Sharpness over that of SGD is ${value} (${low} to ${high}).`,
    sharpnessName(variant),
    sharpness,
    alike,
  );
}

function sharpnessName(variant: Variant): string {
  return `log sharpness less SGD's: ${wordsOf(variant)}`;
}

/** Of a claim that one difference is enough for: where there is one. */
function scopeOf(parts: readonly MeasuredPart[]): string | undefined {
  const named = (verdict: MeasuredPart['verdict']) =>
    parts.filter((part) => part.verdict === verdict).map(({ name }) => name);
  const [different, equal] = [named('supported'), named('refuted')];
  if (different.length === 0 || equal.length === 0) return undefined;
  return `There is a difference in ${different.join('; ')}, and none in ${equal.join('; ')}.`;
}

function controlsOf(again: Contrast, slow: Contrast): Control[] {
  return [
    control(
      'SGD with other minibatches is not told apart from SGD',
      intervalVerdict(again.accuracy.inner, same) !== 'refuted',
      `${inWords(again.accuracy.inner, 2)} percent`,
    ),
    control(
      'SGD with a smaller step size is told apart from SGD',
      intervalVerdict(slow.accuracy.inner, same) === 'refuted',
      `${wordsOf(slow.variant)}: ${inWords(slow.accuracy.inner, 2)} percent`,
    ),
  ];
}

export const tailsMatter: Claim<TailsCell, TailsRun> = {
  id: 'tails-matter',
  group: 'beyond',
  kind: 'finding',
  title: 'Tails beyond covariance matter',
  statement: prose(
    'The tails of gradient noise, beyond its covariance, matter for what training finds: without them test',
    'accuracy or the sharpness of the minimum is another one.',
  ),
  source: 'Wu et al. 2020 (arXiv 1906.07405); Li, Malladi, Arora 2021 (arXiv 2102.12470)',
  experiment: prose(
    'Small networks (width 24, depth 3, batch size 20, step size falling from 0.1 to 0 along half a',
    'cosine) are trained from the same starts, for as long, with three kinds of noise: SGD’s own; Gaussian',
    'noise of exactly its covariance; and SVAG, whose noise has the same covariance in each unit of time',
    `and is nearer to Gaussian. SGD is run ${references} times from each start, and its mean is compared.`,
    'Two more kinds check the experiment: SGD with other minibatches, which must find the same, and SGD',
    'with a smaller step size, which costs about one percent of test accuracy. Beside them stands SGD with',
    'noise that is shortened to its median length. Measured at the end: accuracy on the test examples, and',
    'filter-normalised sharpness.',
  ),
  rule: prose(
    'Differences to SGD are paired by start. Gaussian noise and SVAG are tested by test accuracy, Gaussian',
    `noise by sharpness as well. There is no difference where Student’s ${sureness} % interval lies within`,
    `${margin} percent of accuracy, or a factor of ${sameSharpness} of sharpness (two one-sided tests at`,
    `${100 * equivalenceError} %). There is one where the interval lies beyond on one side, with a false`,
    `alarm of ${100 * falseAlarm} % shared by the differences (Bonferroni). Starts are added, ${added} at`,
    `a time up to ${mostStarts}, until every ${sureness} % interval of accuracy reaches no further than`,
    `${narrowEnough} percent to a side. The claim is supported when there is a difference, refuted when`,
    'there is none in all of them, else undecided; undecided also when SGD with other minibatches is told',
    'apart from SGD, or SGD with the smaller step size is not. Clipped noise decides nothing, because',
    'clipping takes variance away as well.',
  ),
  deviation: prose(
    'Sharpness is not tested with SVAG: it takes smaller steps as well, which can change sharpness without',
    'a change of tails. Escape is compared in levy-exit-sgd.',
  ),
  answers: [
    {
      question: 'training',
      supported: prose(
        'The tails of the noise change what training finds: Gaussian noise of the same covariance ends with',
        'another test accuracy or sharpness.',
      ),
      refuted: prose(
        'The tails of the noise do not change what training finds: with Gaussian noise of the same',
        'covariance test accuracy and sharpness are the same.',
      ),
    },
  ],
  needsData: true,
  plan: planTails,
  extend,
  cost: (cell, shape) => networkCost(tailsWork(cell), shape),
  run: runTailsCell,
  judge,
};
