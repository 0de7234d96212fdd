import { logOf, square } from '../../../kernel/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  joinVerdicts,
  type Part,
  type Verdict,
} from '../../../evidence/index.js';
import { etaOverBFigure, etaOverBTables } from './figure.js';
import {
  type ChainCell,
  type ChainResult,
  chainSteps,
  type IterateCell,
  type IterateResult,
  runIterateCell,
} from './run.js';
import { measured, type MeasuredIndex, type Setting } from './measured.js';

/**
 * The tail index of SGD's iterates is set by step size over batch size and by the dimension: linear regression on a
 * stream, within the window of step sizes where a stationary law with heavy tails exists.
 */

const tolerance = 0.1;
const standardErrors = 2;

/** Beyond so many errors, and the tolerance, a setting speaks against the theory. */
const refutingErrors = 3.5;

/** An estimate whose error is larger than this supports nothing. */
const coarsest = 0.1;

const at = (dimension: number, batchSize: number, ...stepSizes: number[]): Setting[] =>
  stepSizes.map((stepSize) => ({ dimension, batchSize, stepSize }));

/** All within the window, with tail indices of about 0.8 to 3. */
const settings: readonly Setting[] = [
  ...at(1, 1, 0.6, 0.8, 1, 1.2),
  ...at(1, 5, 1.2, 1.5),
  ...at(2, 1, 0.4, 0.5, 0.6),
  ...at(2, 5, 1.2, 1.4),
  ...at(5, 1, 0.26, 0.3),
  ...at(5, 5, 0.85, 0.95),
];

/** Settings that are run twice as long, too. */
const lengthened: readonly Setting[] = [...at(1, 1, 1), ...at(2, 1, 0.5)];

/** Tail index 16.4: no heavy tail must be found. */
const [light] = at(1, 5, 0.4);
const leastLight = 4;

const designs = {
  smoke: { dimensions: [1, 2], chains: 4000, theory: false },
  quick: { dimensions: [1, 2, 5], chains: 25_000, theory: true },
  paper: { dimensions: [1, 2, 5], chains: 500_000, theory: true },
} as const;

const publishedBatchSizes = [1, 2, 3, 4, 5, 10, 20];

function plan({ profile }: Settings): IterateCell[] {
  const { dimensions, chains, theory } = designs[profile];
  const shown = settings.filter(({ dimension }) => dimensions.some((d) => d === dimension));
  const cells = (some: readonly Setting[], lengthening: 1 | 2) =>
    some.map((setting): ChainCell => ({ kind: 'chains', ...setting, chains, lengthening }));
  const windows = [...new Map(shown.map((s) => [`${s.dimension} ${s.batchSize}`, s])).values()];
  return [
    // The longest first.
    ...cells(shown.toReversed(), 1),
    ...cells(lengthened, 2),
    ...cells([light], 1),
    ...(theory ? windows : []).map(
      ({ dimension, batchSize }): IterateCell => ({ kind: 'curve', dimension, batchSize }),
    ),
    ...(theory ? publishedBatchSizes : []).map((batchSize): IterateCell => ({ kind: 'grid', batchSize })),
  ];
}

function verdictOn({ value, theory, logError }: MeasuredIndex): Verdict {
  const off = Math.abs(logOf(value / theory));
  if (off > tolerance && off > refutingErrors * logError) return 'refuted';
  return (off <= tolerance || off <= standardErrors * logError) && logError <= coarsest
    ? 'supported'
    : 'undecided';
}

/** Pairs of settings that differ in one thing only must be ordered as theory orders them. */
function orderPart(all: readonly MeasuredIndex[]): Part {
  const pairs = all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b) => {
      const differing = (['dimension', 'batchSize', 'stepSize'] as const).filter((key) => a[key] !== b[key]);
      return differing.length === 1 ? [{ a, b }] : [];
    }),
  );
  const gaps = pairs.map(({ a, b }) => {
    const sign = Math.sign(a.theory - b.theory);
    return (sign * logOf(a.value / b.value)) / Math.sqrt(square(a.logError) + square(b.logError));
  });
  const wrong = gaps.filter((gap) => gap < -refutingErrors).length;
  const right = gaps.filter((gap) => gap > 0).length;
  return {
    name: 'order',
    verdict: wrong > 0 ? 'refuted' : right === gaps.length ? 'supported' : 'undecided',
    reason: `${right} of ${gaps.length} pairs of settings that differ in step size, batch size or dimension alone are ordered as theory says: heavier with step size and dimension, lighter with batch size.`,
  };
}

function judge(results: readonly IterateResult[]): Evidence {
  const chains = results.filter((result) => result.kind === 'chains');
  const isLight = (result: ChainResult) =>
    result.stepSize === light.stepSize && result.batchSize === light.batchSize;
  const found = chains
    .filter((result) => result.lengthening === 1 && !isLight(result))
    .flatMap((result) => measured(result) ?? [])
    .sort((a, b) => a.dimension - b.dimension || a.batchSize - b.batchSize || a.stepSize - b.stepSize);
  const missing = chains.filter(({ hill }) => hill === null).length;
  const doubled = chains
    .filter(({ lengthening }) => lengthening === 2)
    .flatMap((result) => measured(result) ?? []);
  const changes = doubled.flatMap((long) => {
    const same = found.find(
      (short) =>
        short.dimension === long.dimension &&
        short.batchSize === long.batchSize &&
        short.stepSize === long.stepSize,
    );
    if (same === undefined) return [];
    return [
      Math.abs(logOf(long.value / same.value)) / Math.sqrt(square(long.logError) + square(same.logError)),
    ];
  });
  const lightIndex = chains.find(isLight)?.hill?.tailIndex ?? Number.NaN;
  const controls: Control[] = [
    {
      name: 'every setting has an estimate',
      passed: missing === 0,
      value: `${missing} of ${chains.length} without one`,
    },
    {
      name: 'twice as many steps give the same index',
      passed: changes.every((change) => change <= refutingErrors),
      value: `largest change ${Math.max(...changes).toFixed(1)} standard errors`,
    },
    {
      name: 'a step size far below the window gives no heavy tail',
      passed: lightIndex > leastLight,
      value: `tail index ${lightIndex.toFixed(1)}`,
    },
  ];
  const dimensions = [...new Set(found.map(({ dimension }) => dimension))];
  const parts: Part[] = [
    ...dimensions.map((dimension): Part => {
      const own = found.filter((index) => index.dimension === dimension);
      const worst = own.reduce((a, b) =>
        Math.abs(logOf(b.value / b.theory)) > Math.abs(logOf(a.value / a.theory)) ? b : a,
      );
      return {
        name: `dimension ${dimension}`,
        verdict: joinVerdicts(own.map(verdictOn), []),
        reason: `Of ${own.length} settings the one furthest from theory: step size ${worst.stepSize}, batch size ${worst.batchSize}, index ${worst.value.toFixed(2)} (${worst.low.toFixed(2)} to ${worst.high.toFixed(2)}) for ${worst.theory.toFixed(2)}.`,
      };
    }),
    orderPart(found),
  ];
  const all = [...found];
  const offs = all.map(({ value, theory }) => Math.abs(value / theory - 1));
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }) => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      `Tail indices of the iterates in ${all.length} settings lie within ${(100 * Math.max(...offs)).toFixed(0)} % of the root of h(alpha) = 1, from ${Math.min(...all.map(({ value }) => value)).toFixed(2)} to ${Math.max(...all.map(({ value }) => value)).toFixed(2)}. ${parts.at(-1)!.reason}`,
    parts,
    statistics: all.map(({ dimension, batchSize, stepSize, value, low, high, theory }) => ({
      name: `tail index, d ${dimension}, b ${batchSize}, step size ${stepSize}`,
      value,
      low,
      high,
      level: 0.95,
      theory,
    })),
    controls,
    figures: [etaOverBFigure(results, found)],
    tables: etaOverBTables(
      results,
      found,
      (setting) => chainSteps({ kind: 'chains', ...setting, chains: 0, lengthening: 1 }).start,
    ),
  };
}

export const etaOverB: Claim<IterateCell, IterateResult> = {
  id: 'eta-over-b-iterates',
  group: 'beyond',
  title: 'Iterates: step size over batch size sets the tail',
  statement:
    "The stationary iterates of SGD have power tails whose index is set by the step size over the batch size, by the data's scale and by the dimension: heavier with step size and dimension, lighter with batch size.",
  source: 'Gürbüzbalaban, Şimşekli and Zhu 2021, arXiv 2006.04740, theorems 1 and 2',
  experiment:
    'Linear regression on a stream of Gaussian examples in 1, 2 and 5 dimensions, step sizes inside the window in which a stationary law with heavy tails exists; many independent chains, each run until its start is forgotten and drawn from four times, far enough apart; Hill’s estimate from the largest hundredth of one coordinate, beside the root of h(alpha) = 1 by quadrature.',
  rule: 'A setting is supported when its Hill estimate, with a standard error of at most 10 %, is within 10 % or 2 standard errors of the root; refuted when it is off by more than 10 % and 3.5 standard errors; undecided otherwise. Settings that differ in one thing alone must be ordered as theory orders them; refuted when a pair is ordered otherwise by 3.5 standard errors. The claim is supported when all are, refuted when any is, undecided otherwise, or when an estimate is missing, twice as many steps change an index by more than 3.5 standard errors, or a setting of index 16 is found below 4.',
  formula:
    '\\mathbb{E}\\bigl[\\bigl((1-cX)^2+c^2XY\\bigr)^{\\alpha/2}\\bigr]=1,\\quad c=\\eta\\sigma^2/b,\\ X\\sim\\chi^2_b,\\ Y\\sim\\chi^2_{d-1}',
  deviation:
    "The source's synthetic figure has d = 100 and step sizes most of which lie outside of the window: the table of its grid says where its iterates have no stationary law.",
  needsData: false,
  plan,
  run: (cell, { seed }) => runIterateCell(cell, seed),
  judge,
};
