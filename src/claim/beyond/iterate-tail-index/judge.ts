import {
  control,
  decide,
  intervalPart,
  judged,
  percent,
  prose,
  type Control,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { tailIndexFigure, tailIndexTables } from './figure.js';
import {
  chainsOf,
  isSame,
  level,
  logRatio,
  measured,
  overTheory,
  sameRange,
  type MeasuredIndex,
  type Setting,
} from './measured.js';
import type { ChainResult, IterateResult } from './run.js';

/** The rule of iterate-tail-index. */

/** A difference of so many standard errors is no chance: 6 in 100,000. */
export const mostErrors = 4;
/** All settings together may be wrongly refuted so often. */
const error = 0.05;
/** Tail index 16.4: no heavy tail must be found, */
export const light: Setting = { dimension: 1, batchSize: 5, stepSize: 0.4 };
/** so the estimate is at least this. */
export const leastLight = 4;

const isLight = (result: Setting) => isSame(result, light);

/** Applies the rule. */
export function judge(results: readonly IterateResult[]): Evidence {
  const chains = chainsOf(results);
  const found = measured(chains.filter((result) => result.lengthening === 1 && !isLight(result))).sort(
    (a, b) => a.dimension - b.dimension || a.batchSize - b.batchSize || a.stepSize - b.stepSize,
  );
  const order = orderPart(found);
  const dimensions = [...new Set(found.map(({ dimension }) => dimension))];
  const values = found.map(({ value }) => value);
  const furthest = Math.max(...found.map(({ value, theory }) => Math.abs(value / theory - 1)));
  return judged({
    parts: [...dimensions.map((dimension) => dimensionPart(dimension, found)), order],
    controls: controlsOf(chains, found),
    reason: prose(
      `The tail indices of the iterates in ${found.length} settings lie within ${percent(furthest, 0)} of`,
      `the root of h(alpha) = 1. They run from ${Math.min(...values).toFixed(2)} to`,
      `${Math.max(...values).toFixed(2)}.`,
      order.reason,
    ),
    statistics: found.map((index) => ({
      name: `tail index, ${settingWords(index)}`,
      value: index.value,
      low: index.low,
      high: index.high,
      level,
      theory: index.theory,
    })),
    figures: [tailIndexFigure(results, found)],
    tables: tailIndexTables(results, found),
  });
}

function dimensionPart(dimension: number, found: readonly MeasuredIndex[]): MeasuredPart {
  const own = found.filter((index) => index.dimension === dimension);
  const off = ({ value, theory }: MeasuredIndex) => Math.abs(logOf(value / theory));
  const worst = own.reduce((a, b) => (off(b) > off(a) ? b : a));
  const [value, low, high, theory] = [worst.value, worst.low, worst.high, worst.theory].map((x) =>
    x.toFixed(2),
  );
  const part = intervalPart(
    `dimension ${dimension}`,
    prose(
      `The furthest from theory of ${own.length} settings has step size ${worst.stepSize} and batch size`,
      `${worst.batchSize}: its index is ${value} (${low} to ${high}), in theory ${theory}.`,
    ),
    own.map((index) => [
      `log of index over theory, ${settingWords(index)}`,
      overTheory(index, 1 - error / found.length),
      sameRange,
    ]),
    'chains',
  );
  // The indices themselves are the statistics of the claim.
  return { ...part, statistics: [] };
}

/** Pairs of settings that differ in one thing only must be ordered as theory orders them. */
function orderPart(all: readonly MeasuredIndex[]): MeasuredPart {
  const pairs = all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b) => {
      const differing = (['dimension', 'batchSize', 'stepSize'] as const).filter((key) => a[key] !== b[key]);
      return differing.length === 1 ? [{ a, b }] : [];
    }),
  );
  const gaps = pairs.map(({ a, b }) => Math.sign(a.theory - b.theory) * inErrors(a, b));
  const right = gaps.filter((gap) => gap > 0).length;
  const verdict = decide(
    right === gaps.length,
    gaps.some((gap) => gap < -mostErrors),
  );
  const smallest = Math.min(...gaps);
  return {
    name: 'order',
    verdict,
    reason: prose(
      `Of ${gaps.length} pairs of settings that differ in step size, batch size or dimension alone,`,
      `${right} are ordered as theory says: heavier with step size and dimension, lighter with batch size.`,
    ),
    ...(verdict === 'undecided' && {
      open: {
        rule: `a pair is in the wrong order by ${(-smallest).toFixed(1)} standard errors`,
        needs: 'four times the chains',
      },
    }),
    statistics: [],
  };
}

/** log of one index over another, in standard errors. */
function inErrors(a: MeasuredIndex, b: MeasuredIndex): number {
  const { value, standardError } = logRatio(a, b, level);
  return value / standardError;
}

function controlsOf(chains: readonly ChainResult[], found: readonly MeasuredIndex[]): Control[] {
  const missing = chains.filter(({ hill }) => hill === null).length;
  const changes = measured(chains.filter(({ lengthening }) => lengthening === 2)).flatMap((long) => {
    const same = found.find((index) => isSame(index, long));
    return same === undefined ? [] : [Math.abs(inErrors(long, same))];
  });
  const lightIndex = chains.find(isLight)?.hill?.tailIndex ?? Number.NaN;
  return [
    control('every setting has an estimate', missing === 0, `${missing} of ${chains.length} without one`),
    control(
      'twice as many steps give the same index',
      changes.every((change) => change <= mostErrors),
      `largest change ${Math.max(...changes).toFixed(1)} standard errors`,
    ),
    control(
      'a step size far below the window gives no heavy tail',
      lightIndex > leastLight,
      `tail index ${lightIndex.toFixed(1)}`,
    ),
  ];
}

/** A setting in a few words. */
export function settingWords({ dimension, batchSize, stepSize }: Setting): string {
  return `d ${dimension}, b ${batchSize}, step size ${stepSize}`;
}
