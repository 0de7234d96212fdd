import {
  control,
  decide,
  intervalVerdict,
  inWords,
  judged,
  prose,
  statisticOf,
  around,
  type Control,
  type Evidence,
  type Part,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import { studentInterval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { networkCost } from '../../network/cost.js';
import { tailsMatterFigure, tailsMatterTable, type Contrast, type Group } from './figure.js';
import {
  nameOf,
  runTailsCell,
  tailsWork,
  wordsOf,
  type TailsCell,
  type TailsRun,
  type Variant,
} from './run.js';
import { designFor } from '../../designs.js';

/**
 * Do the tails of gradient noise, beyond its covariance, matter for what training finds? Runs from the same
 * start with SGD's own noise, with noise of the same covariance that is Gaussian or nearly so, and with
 * clipped tails.
 */

/** Test accuracies that differ by no more are the same, in percent. */
const margin = 0.5;
/** Shared by the kinds of noise that are tested (Bonferroni). */
const falseAlarm = 0.05;

const designs = {
  smoke: { replicates: 4, examples: 300, iterations: 120, amplifications: [4] },
  quick: { replicates: 8, examples: 400, iterations: 300, amplifications: [4] },
  paper: { replicates: 30, examples: 10_000, iterations: 5000, amplifications: [2, 4, 8] },
} as const;
const trained = { width: 24, depth: 3, batchSize: 20 };

function plan({ profile, dataset }: Settings): TailsCell[] {
  const { replicates, amplifications, ...sizes } = designFor(designs, profile);
  const variants: Variant[] = [
    { kind: 'sgd' },
    { kind: 'gaussian' },
    ...amplifications.map((amplification): Variant => ({ kind: 'svag', amplification })),
    { kind: 'clipped' },
    { kind: 'again' },
    { kind: 'stable' },
  ];
  return crossed({ replicate: upTo(replicates), variant: variants }).map((run) => ({
    dataset,
    ...run,
    ...trained,
    ...sizes,
  }));
}

function judge(results: readonly TailsRun[]): Evidence {
  const groups = groupsOf(results);
  const contrasts = groups.flatMap(({ contrast }) => contrast ?? []);
  const of = (kind: Variant['kind']) => contrasts.find(({ variant }) => variant.kind === kind)!;
  const parts = contrasts.filter(({ variant }) => isTested(variant)).map(partOf);
  const { accuracy, sharpness } = of('gaussian');
  return judged({
    // One kind of noise that finds something else is enough.
    verdict: decide(
      parts.some(({ verdict }) => verdict === 'supported'),
      parts.every(({ verdict }) => verdict === 'refuted'),
    ),
    parts,
    controls: controlsOf(of('again'), of('stable')),
    reason: prose(
      'With Gaussian noise of the same covariance test accuracy differs from that of SGD by',
      `${inWords(accuracy, 2)} percent; the sharpness differs by a factor of`,
      `${expOf(sharpness.value).toFixed(2)}.`,
    ),
    statistics: contrasts.flatMap((contrast) => [
      statisticOf(`test accuracy less SGD's, percent: ${wordsOf(contrast.variant)}`, contrast.accuracy),
      statisticOf(`log sharpness less SGD's: ${wordsOf(contrast.variant)}`, contrast.sharpness),
    ]),
    figures: [tailsMatterFigure(groups)],
    tables: [tailsMatterTable(groups)],
  });
}

/** The kinds of noise in the order of the plan, all but SGD beside SGD. */
function groupsOf(results: readonly TailsRun[]): Group[] {
  const variants = [...new Map(results.map(({ variant }) => [nameOf(variant), variant])).values()];
  const sgd = new Map(
    results.filter(({ variant }) => variant.kind === 'sgd').map((run) => [run.replicate, run]),
  );
  const level = 1 - falseAlarm / variants.filter(isTested).length;
  return variants.map((variant): Group => {
    const runs = results.filter((run) => nameOf(run.variant) === nameOf(variant));
    if (variant.kind === 'sgd') return { variant, runs };
    const paired = (value: (run: TailsRun) => number) =>
      studentInterval(
        runs.map((run) => value(run) - value(sgd.get(run.replicate)!)),
        level,
      );
    const contrast = {
      variant,
      accuracy: paired(({ testAccuracy }) => 100 * testAccuracy),
      sharpness: paired(({ logSharpness }) => logSharpness),
    };
    return { variant, runs, contrast };
  });
}

/** Whether it is SGD without the tails, and not SGD or a check of the experiment. */
function isTested({ kind }: Variant): boolean {
  return kind === 'gaussian' || kind === 'svag' || kind === 'clipped';
}

/** Accuracies that are the same. */
const same = around(0, margin);

/** Supported: a difference beyond the margin; refuted: none beyond it. */
function partOf({ variant, accuracy }: Contrast): Part {
  const sameness = intervalVerdict(accuracy, same);
  return {
    name: wordsOf(variant),
    verdict: decide(sameness === 'refuted', sameness === 'supported'),
    reason: `Test accuracy is larger than that of SGD by ${inWords(accuracy, 2)} percent.`,
  };
}

function controlsOf(again: Contrast, stable: Contrast): Control[] {
  return [
    control(
      'SGD with other minibatches is not told apart from SGD',
      intervalVerdict(again.accuracy, same) !== 'refuted',
      `${inWords(again.accuracy, 2)} percent`,
    ),
    control(
      'strong alpha-stable noise makes a difference',
      intervalVerdict(stable.accuracy, same) === 'refuted',
      `${inWords(stable.accuracy, 2)} percent`,
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
    'accuracy is another one.',
  ),
  source: 'Wu et al. 2020 (arXiv 1906.07405); Li, Malladi, Arora 2021 (arXiv 2102.12470)',
  experiment: prose(
    'Small networks (width 24, depth 3, batch size 20, step size falling from 0.1 to 0 along half a',
    'cosine) are trained from the same starts, for as long, with four kinds of noise: SGD’s own; Gaussian',
    'noise of exactly its covariance; SVAG, whose noise has the same covariance in each unit of time and',
    'is nearer to Gaussian; and noise that is shortened to its median length. Two more kinds check the',
    'experiment: SGD with other minibatches, and injected alpha-stable noise as large as the minibatch',
    'noise. Measured at the end: accuracy on the test examples, and filter-normalised sharpness.',
  ),
  rule: prose(
    'Each kind of noise without the tails is a part of its own: supported when the Student interval of its',
    `test accuracy less SGD's, paired by start and with a false alarm of ${100 * falseAlarm} % shared by`,
    `the kinds, lies beyond ${margin} percent on one side, refuted when it lies within ${margin} percent`,
    'on both, else undecided. The claim is supported when a part is, refuted when all are refuted, else',
    'undecided; undecided also when SGD with other minibatches is told apart from SGD, or the injected',
    'noise is not.',
  ),
  deviation: prose(
    'Clipping takes variance away as well as tails; the Gaussian kind and SVAG do not. Escape is compared in',
    'levy-exit-sgd.',
  ),
  needsData: true,
  plan,
  cost: (cell, shape) => networkCost(tailsWork(cell), shape),
  run: runTailsCell,
  judge,
};
