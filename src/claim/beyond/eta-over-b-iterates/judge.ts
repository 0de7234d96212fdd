import {
  atLeast,
  control,
  intervalPart,
  judged,
  prose,
  type Control,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { normalInterval } from '../../../statistics/index.js';
import { settingWords } from '../iterate-tail-index/judge.js';
import {
  chainsOf,
  isSame,
  level,
  logRatio,
  measured,
  sameRange,
  sameWithin,
  type MeasuredIndex,
  type Setting,
} from '../iterate-tail-index/measured.js';
import type { IterateResult } from '../iterate-tail-index/run.js';
import { etaOverBFigure, etaOverBTables } from './figure.js';

/** The rule of eta-over-b-iterates. */

/** One step size over batch size, with several batch sizes. */
export interface Ratio {
  readonly dimension: number;
  readonly ratio: number;
  readonly batchSizes: readonly number[];
}

/** All have a stationary law, and a fixed design that does not diverge: step sizes below 2. */
export const ratios: readonly Ratio[] = [
  { dimension: 1, ratio: 0.3, batchSizes: [1, 2, 5] },
  { dimension: 1, ratio: 0.4, batchSizes: [1, 2, 3] },
  { dimension: 2, ratio: 0.3, batchSizes: [1, 2, 3] },
];

/** The settings of a ratio, in the order of its batch sizes. */
export function ratioSettings({ dimension, ratio, batchSizes }: Ratio): Setting[] {
  // 0.3 × 5 is 1.5, however it is rounded.
  return batchSizes.map((batchSize) => ({
    dimension,
    batchSize,
    stepSize: Number((ratio * batchSize).toFixed(3)),
  }));
}

/** Different ratios whose index is 1.546 by theory, to four digits. */
export const equalRoots: readonly Setting[] = [
  { dimension: 1, batchSize: 1, stepSize: 0.8 },
  { dimension: 1, batchSize: 2, stepSize: 1.16022 },
  { dimension: 1, batchSize: 3, stepSize: 1.36197 },
];

/** Settings of heavy tails that are run with a fixed design, too. */
export const twins: readonly Setting[] = [
  { dimension: 1, batchSize: 3, stepSize: 1.2 },
  { dimension: 1, batchSize: 5, stepSize: 1.5 },
];
/** With an index above it the tail is light: the fourth moment is finite. */
export const leastLight = 4;

/** All ratios together may be wrongly refuted so often; the twins, too. */
const error = 0.05;
const twinLevel = 0.99;

/** A ratio with the indices of its batch sizes, smallest batch first. */
export interface MeasuredRatio extends Ratio {
  readonly indices: readonly MeasuredIndex[];
}

/** Applies the rule. */
export function judge(results: readonly IterateResult[]): Evidence {
  const chains = chainsOf(results);
  const found = measured(chains.filter(({ design }) => design === 'stream'));
  const measuredTwins = measured(chains.filter(({ design }) => design === 'fixed'));
  const shown = ratios.flatMap((ratio): MeasuredRatio[] => {
    const indices = ratioSettings(ratio).flatMap((setting) =>
      found.filter((index) => isSame(index, setting)),
    );
    return indices.length === ratio.batchSizes.length ? [{ ...ratio, indices }] : [];
  });
  const missing = chains.filter(({ hill }) => hill === null).length;
  return judged({
    parts: [equalPart(shown)],
    asides: [twinPart(measuredTwins)],
    controls: [
      control('every setting has an estimate', missing === 0, `${missing} of ${chains.length} without one`),
      equalRootControl(found),
    ],
    statistics: shown.flatMap(({ indices }) =>
      indices.map((index) => {
        const { value, low, high, theory } = index;
        return { name: `tail index, ${settingWords(index)}`, value, low, high, level, theory };
      }),
    ),
    figures: etaOverBFigure(shown),
    tables: etaOverBTables(shown, measuredTwins),
  });
}

/** Whether the index stays where the batch size grows at a fixed ratio. */
function equalPart(shown: readonly MeasuredRatio[]): MeasuredPart {
  const steepest = shown.reduce((a, b) => (Math.abs(fallOf(b)) > Math.abs(fallOf(a)) ? b : a));
  const [first, last] = [steepest.indices[0], steepest.indices.at(-1)!];
  const words = ({ value, low, high }: MeasuredIndex) =>
    `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
  const part = intervalPart(
    'equal ratio, equal index',
    prose(
      `At a step size over batch size of ${steepest.ratio} in dimension ${steepest.dimension} the index is`,
      `${words(first)} with batch size ${first.batchSize} and ${words(last)} with batch size`,
      `${last.batchSize}; theory says ${first.theory.toFixed(2)} and ${last.theory.toFixed(2)}.`,
    ),
    shown.map(({ dimension, ratio, indices }) => {
      const [first, last] = [indices[0], indices.at(-1)!];
      const sizes = `b ${first.batchSize} over b ${last.batchSize}`;
      const name = `log of index, ${sizes}, ratio ${ratio}, d ${dimension}`;
      return [name, logRatio(first, last, 1 - error / shown.length), sameRange];
    }),
    'chains',
  );
  return { ...part, reason: prose(part.reason, fallsOf(shown)) };
}

/** log of the first index over the last one. */
function fallOf({ indices }: MeasuredRatio): number {
  return logOf(indices[0].value / indices.at(-1)!.value);
}

/** How the index moves at each ratio, in one sentence. */
function fallsOf(shown: readonly MeasuredRatio[]): string {
  const falls = shown.map(({ ratio, dimension, indices }) => {
    const [first, last] = [indices[0], indices.at(-1)!];
    const fall = `${first.value.toFixed(1)} to ${last.value.toFixed(1)}`;
    return `${fall} for b ${first.batchSize} to ${last.batchSize} (ratio ${ratio}, d ${dimension})`;
  });
  return `At equal ratio the index goes from ${falls.join(', ')}.`;
}

/** Whether the tail is light where nothing random is multiplied. */
function twinPart(found: readonly MeasuredIndex[]): MeasuredPart {
  const lightest = Math.min(...found.map(({ value }) => value));
  return intervalPart(
    'no multiplicative noise, no heavy tail',
    prose(
      'With fixed features and the same additive noise Hill’s estimate is',
      `${lightest.toFixed(1)} or more, at step sizes with which random features give heavy tails.`,
    ),
    found.map((index) => [
      `tail index with fixed features, ${settingWords(index)}`,
      normalInterval(index.value, index.value * index.logError, twinLevel),
      atLeast(leastLight),
    ]),
    'chains',
  );
}

/** Where theory says that the index is the same it must be found the same. */
function equalRootControl(found: readonly MeasuredIndex[]): Control {
  const values = equalRoots.flatMap((setting) =>
    found.filter((index) => isSame(index, setting)).map(({ value }) => value),
  );
  const fold = Math.max(...values) / Math.min(...values);
  return control(
    'settings whose index is the same by theory are found the same',
    values.length === equalRoots.length && fold <= sameWithin,
    `indices ${values.map((value) => value.toFixed(2)).join(', ')}`,
  );
}
