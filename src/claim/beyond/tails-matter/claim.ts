import { expOf } from '../../../kernel/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  inWords,
  type Part,
  type Statistic,
  statisticOf,
  type Verdict,
} from '../../../evidence/index.js';
import { networkCost } from '../../network/cost.js';
import { type Interval, studentInterval } from '../../../statistics/index.js';
import { tailsMatterFigure } from './figure.js';
import { runTailsCell, type TailsCell, type TailsRun, type Variant } from './run.js';

/**
 * Do the tails of gradient noise, beyond its covariance, matter for what training finds? Runs from the same start with
 * SGD's own noise, with noise of the same covariance that is Gaussian or nearly so, and with clipped tails.
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

function plan({ profile, dataset }: Settings): TailsCell[] {
  const { replicates, amplifications, ...sizes } = designs[profile];
  const variants: Variant[] = [
    { kind: 'sgd' },
    { kind: 'gaussian' },
    ...amplifications.map((amplification): Variant => ({ kind: 'svag', amplification })),
    { kind: 'clipped' },
    { kind: 'again' },
    { kind: 'stable' },
  ];
  return Array.from({ length: replicates }, (_, replicate) => replicate).flatMap((replicate) =>
    variants.map((variant) => ({
      dataset,
      variant,
      replicate,
      width: 24,
      depth: 3,
      batchSize: 20,
      ...sizes,
    })),
  );
}

/** Paired differences to SGD from the same start, over replicates. */
interface Contrast {
  readonly variant: Variant;
  /** Of the test accuracy, in percent. */
  readonly accuracy: Interval;
  /** Of the logarithm of the sharpness. */
  readonly sharpness: Interval;
}

function judge(results: readonly TailsRun[]): Evidence {
  const kinds = [...new Map(results.map(({ variant }) => [nameOf(variant), variant])).values()];
  const sgd = results.filter(({ variant }) => variant.kind === 'sgd');
  const level = 1 - falseAlarm / kinds.filter(isTested).length;
  const contrasts = kinds
    .filter(({ kind }) => kind !== 'sgd')
    .map((variant): Contrast => {
      const own = results.filter((run) => nameOf(run.variant) === nameOf(variant));
      const paired = (value: (run: TailsRun) => number) =>
        studentInterval(
          own.map((run) => value(run) - value(sgd.find(({ replicate }) => replicate === run.replicate)!)),
          level,
        );
      return {
        variant,
        accuracy: paired(({ testAccuracy }) => 100 * testAccuracy),
        sharpness: paired(({ logSharpness }) => logSharpness),
      };
    });
  const of = (kind: Variant['kind']) => contrasts.find(({ variant }) => variant.kind === kind)!;
  const tested = contrasts.filter(({ variant }) => isTested(variant));
  const parts = tested.map(partOf);
  const controls = controlsOf(of('again'), of('stable'));
  const verdict: Verdict = parts.some((part) => part.verdict === 'supported')
    ? 'supported'
    : parts.every((part) => part.verdict === 'refuted')
      ? 'refuted'
      : 'undecided';
  const gaussian = of('gaussian');
  return {
    verdict: controls.every(({ passed }) => passed) ? verdict : 'undecided',
    reason:
      failedControl(controls) ??
      `With Gaussian noise of the same covariance test accuracy differs from SGD's by ${inWords(gaussian.accuracy, 2)} percent; ` +
        `the sharpness by a factor of ${expOf(gaussian.sharpness.value).toFixed(2)}.`,
    parts,
    statistics: contrasts.flatMap(({ variant, accuracy, sharpness }): Statistic[] => [
      statisticOf(`test accuracy less SGD's, percent: ${wordsOf(variant)}`, accuracy),
      statisticOf(`log sharpness less SGD's: ${wordsOf(variant)}`, sharpness),
    ]),
    controls,
    figures: [
      tailsMatterFigure(
        kinds
          .filter(({ kind }) => kind !== 'stable')
          .map((variant) => ({
            name: wordsOf(variant),
            runs: results.filter((run) => nameOf(run.variant) === nameOf(variant)),
          })),
      ),
    ],
    tables: [
      {
        name: 'tails-matter',
        caption: 'Means over replicates at the end of training.',
        columns: ['noise', 'training loss', 'test accuracy (%)', 'less SGD (%)', 'low', 'high', 'sharpness'],
        rows: kinds.map((variant) => {
          const own = results.filter((run) => nameOf(run.variant) === nameOf(variant));
          const mean = (value: (run: TailsRun) => number) =>
            own.reduce((sum, run) => sum + value(run), 0) / own.length;
          const contrast = contrasts.find((candidate) => nameOf(candidate.variant) === nameOf(variant));
          return [
            wordsOf(variant),
            mean(({ trainLoss }) => trainLoss),
            100 * mean(({ testAccuracy }) => testAccuracy),
            contrast?.accuracy.value ?? '',
            contrast?.accuracy.low ?? '',
            contrast?.accuracy.high ?? '',
            expOf(mean(({ logSharpness }) => logSharpness)),
          ];
        }),
      },
    ],
  };
}

/** Whether it is SGD without the tails, and not SGD or a check of the experiment. */
function isTested({ kind }: Variant): boolean {
  return kind === 'gaussian' || kind === 'svag' || kind === 'clipped';
}

/** Supported: a difference beyond the margin; refuted: none beyond it. */
function partOf({ variant, accuracy }: Contrast): Part {
  const { low, high } = accuracy;
  const verdict: Verdict =
    low > margin || high < -margin ? 'supported' : low >= -margin && high <= margin ? 'refuted' : 'undecided';
  return {
    name: wordsOf(variant),
    verdict,
    reason: `Test accuracy less SGD's: ${inWords(accuracy, 2)} percent.`,
  };
}

function controlsOf(again: Contrast, stable: Contrast): Control[] {
  return [
    {
      name: 'SGD with other minibatches is not told apart from SGD',
      passed: again.accuracy.low <= margin && again.accuracy.high >= -margin,
      value: `${inWords(again.accuracy, 2)} percent`,
    },
    {
      name: 'strong alpha-stable noise makes a difference',
      passed: stable.accuracy.high < -margin || stable.accuracy.low > margin,
      value: `${inWords(stable.accuracy, 2)} percent`,
    },
  ];
}

function nameOf(variant: Variant): string {
  return variant.kind === 'svag' ? `svag ${variant.amplification}` : variant.kind;
}

function wordsOf(variant: Variant): string {
  switch (variant.kind) {
    case 'sgd':
      return 'SGD';
    case 'gaussian':
      return 'Gaussian, same covariance';
    case 'svag':
      return `SVAG, l = ${variant.amplification}`;
    case 'clipped':
      return 'SGD, clipped noise';
    case 'again':
      return 'SGD, other minibatches';
    case 'stable':
      return 'alpha-stable 1.2, injected';
  }
}

export const tailsMatter: Claim<TailsCell, TailsRun> = {
  id: 'tails-matter',
  group: 'beyond',
  title: 'Tails beyond covariance matter',
  statement:
    'The tails of gradient noise, beyond its covariance, matter for what training finds: without them test accuracy is another one.',
  source: 'Wu et al. 2020 (arXiv 1906.07405); Li, Malladi, Arora 2021 (arXiv 2102.12470)',
  experiment:
    'Small networks (width 24, depth 3, batch size 20, step size falling from 0.1 to 0 along half a cosine) are trained from the same starts, for as long, with SGD’s own noise; with Gaussian noise of exactly its covariance; with SVAG, whose noise has the same covariance in each unit of time and is nearer to Gaussian; and with noise that is shortened to its median length. Two more kinds check the experiment: SGD with other minibatches, and injected alpha-stable noise as large as the minibatch noise. Measured at the end: accuracy on the test examples, and filter-normalised sharpness.',
  rule: `Each kind of noise without the tails is a part of its own: supported when the Student interval of its test accuracy less SGD's, paired by start and with a false alarm of ${100 * falseAlarm} % shared by the kinds, lies beyond ${margin} percent on one side, refuted when it lies within ${margin} percent on both, else undecided. The claim is supported when a part is, refuted when all are refuted, else undecided; undecided also when SGD with other minibatches is told apart from SGD, or the injected noise is not.`,
  deviation:
    'Clipping takes variance away as well as tails; the Gaussian kind and SVAG do not. Escape is compared in levy-exit-sgd.',
  needsData: true,
  plan,
  cost: (cell, shape) => {
    const { variant, examples, batchSize, iterations } = cell;
    const whole = variant.kind === 'gaussian' || variant.kind === 'clipped' || variant.kind === 'stable';
    const each = whole ? examples : batchSize * (variant.kind === 'svag' ? 2 * variant.amplification : 1);
    return networkCost({ ...cell, passed: iterations * each + 25 * examples, mixed: 0, vectors: 10 }, shape);
  },
  run: runTailsCell,
  judge,
};
