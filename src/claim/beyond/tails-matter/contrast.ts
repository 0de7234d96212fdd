import { around, decide, intervalVerdict, statisticOf, tooWide } from '../../../evidence/index.js';
import type { MeasuredPart, Range } from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import { nameOf, type TailsRun, type Variant } from './run.js';

/**
 * Differences of a kind of noise to SGD, and when they are none. That there is none is an equivalence test
 * (two one-sided tests at 5 %, which is an interval of 90 % within the margin); that there is one, a test
 * whose level is shared by all that are made.
 */

/** Test accuracies that differ by no more are the same, in percent. */
export const margin = 0.5;
/** Sharpnesses within this factor of each other are the same. */
export const sameSharpness = 1.2;
/** Starts are added until the intervals of test accuracy reach no further than this to a side, in percent. */
export const narrowEnough = 0.2;
/** Of each of the two one-sided tests. */
export const equivalenceError = 0.05;
/** Shared by the differences that are looked for (Bonferroni). */
export const falseAlarm = 0.05;

/** A mean difference to SGD, paired by start, with the intervals of both tests. */
export interface Difference {
  /** Of level 1 - 2 equivalenceError. */
  readonly inner: Interval;
  /** Of level 1 - falseAlarm over the number of tests. */
  readonly outer: Interval;
}

/** A kind of noise beside SGD. */
export interface Contrast {
  readonly variant: Variant;
  /** Of the test accuracy, in percent. */
  readonly accuracy: Difference;
  /** Of the logarithm of the sharpness. */
  readonly sharpness: Difference;
}

/** All runs with one kind of noise, and their paired difference to SGD; none for SGD itself. */
export interface Group {
  readonly variant: Variant;
  readonly runs: readonly TailsRun[];
  readonly contrast?: Contrast;
}

/** Whether it is SGD without the tails and nothing else. */
export function isTested({ kind }: Variant): boolean {
  return kind === 'gaussian' || kind === 'svag';
}

/** The kinds of noise in the order of the plan, all but SGD beside SGD. */
export function groupsOf(results: readonly TailsRun[]): Group[] {
  const variants = [...new Map(results.map(({ variant }) => [nameOf(variant), variant])).values()];
  const sgd = new Map(
    results.filter(({ variant }) => variant.kind === 'sgd').map((run) => [run.replicate, run]),
  );
  // The accuracies of the kinds, and one sharpness.
  const tests = variants.filter(isTested).length + 1;
  return variants.map((variant): Group => {
    const runs = results.filter((run) => nameOf(run.variant) === nameOf(variant));
    if (variant.kind === 'sgd') return { variant, runs };
    const paired = (value: (run: TailsRun) => number): Difference => {
      const differences = runs.map((run) => value(run) - value(sgd.get(run.replicate)!));
      return {
        inner: studentInterval(differences, 1 - 2 * equivalenceError),
        outer: studentInterval(differences, 1 - falseAlarm / tests),
      };
    };
    const contrast = {
      variant,
      accuracy: paired(({ testAccuracy }) => 100 * testAccuracy),
      sharpness: paired(({ logSharpness }) => logSharpness),
    };
    return { variant, runs, contrast };
  });
}

/** Test accuracies that are the same. */
export const same: Range = around(0, margin);
/** Logarithms of sharpnesses that are the same. */
export const alike: Range = around(0, logOf(sameSharpness));

/** Supported: a difference beyond the range; refuted: none beyond it. */
export function differencePart(
  name: string,
  reason: string,
  statistic: string,
  { inner, outer }: Difference,
  range: Range,
): MeasuredPart {
  const verdict = decide(
    intervalVerdict(outer, range) === 'refuted',
    intervalVerdict(inner, range) === 'supported',
  );
  // An interval outside the range may still be inside it at the level of the other test.
  const covering = intervalVerdict(inner, range) === 'undecided' ? inner : outer;
  return {
    name,
    verdict,
    reason,
    ...(verdict === 'undecided' && { open: tooWide([statistic, covering, range], 'starts') }),
    statistics: [statisticOf(statistic, inner)],
  };
}

/**
 * Whether more starts are asked for. This looks at the widths of intervals alone. The mean of normal
 * differences does not depend on their scatter, so that stopping by the scatter favours neither verdict and
 * the looks need share no level. What it costs is that a small scatter ends a run: with five looks an
 * interval of 90 % covers in 88.4 % of runs at least, and a difference at the margin is taken for none in
 * at most 5.8 % (100,000 simulated runs at each of five scatters).
 */
export function isWide(results: readonly TailsRun[]): boolean {
  return groupsOf(results).some(
    ({ variant, contrast }) =>
      isTested(variant) &&
      contrast !== undefined &&
      (contrast.accuracy.inner.high - contrast.accuracy.inner.low) / 2 > narrowEnough,
  );
}
