import {
  control,
  decide,
  joinVerdicts,
  judged,
  percent,
  prose,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type Part,
} from '../../../evidence/index.js';
import { hypotenuse, logOf } from '../../../kernel/index.js';
import type { Claim, Settings } from '../../claim.js';
import { etaOverBFigure, etaOverBTables } from './figure.js';
import { chainsOf, isSame, level, measured, type MeasuredIndex, type Setting } from './measured.js';
import {
  type ChainCell,
  type ChainResult,
  type IterateCell,
  type IterateResult,
  runIterateCell,
} from './run.js';
import { designFor } from '../../designs.js';

/**
 * The tail index of SGD's iterates is set by step size over batch size and by the dimension: linear
 * regression on a stream, within the window of step sizes where a stationary law with heavy tails exists.
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
  const { dimensions, chains, theory } = designFor(designs, profile);
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

/** How far an index is from theory, on a logarithmic scale. */
function offOf({ value, theory }: MeasuredIndex): number {
  return Math.abs(logOf(value / theory));
}

function verdictOn(index: MeasuredIndex): ClaimVerdict {
  const off = offOf(index);
  const { logError } = index;
  if (off > tolerance && off > refutingErrors * logError) return 'refuted';
  const near = off <= tolerance || off <= standardErrors * logError;
  return decide(near && logError <= coarsest, false);
}

/** log of one index over another, in standard errors. */
function distance(a: MeasuredIndex, b: MeasuredIndex): number {
  return logOf(a.value / b.value) / hypotenuse(a.logError, b.logError);
}

/** Pairs of settings that differ in one thing only must be ordered as theory orders them. */
function orderPart(all: readonly MeasuredIndex[]): Part {
  const pairs = all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b) => {
      const differing = (['dimension', 'batchSize', 'stepSize'] as const).filter((key) => a[key] !== b[key]);
      return differing.length === 1 ? [{ a, b }] : [];
    }),
  );
  const gaps = pairs.map(({ a, b }) => Math.sign(a.theory - b.theory) * distance(a, b));
  const right = gaps.filter((gap) => gap > 0).length;
  const wrong = gaps.some((gap) => gap < -refutingErrors);
  return {
    name: 'order',
    verdict: decide(right === gaps.length, wrong),
    reason: prose(
      `Of ${gaps.length} pairs of settings that differ in step size, batch size or dimension alone,`,
      `${right} are ordered as theory says: heavier with step size and dimension, lighter with batch size.`,
    ),
  };
}

function dimensionPart(dimension: number, found: readonly MeasuredIndex[]): Part {
  const own = found.filter((index) => index.dimension === dimension);
  const worst = own.reduce((a, b) => (offOf(b) > offOf(a) ? b : a));
  const [value, low, high, theory] = [worst.value, worst.low, worst.high, worst.theory].map((x) =>
    x.toFixed(2),
  );
  return {
    name: `dimension ${dimension}`,
    verdict: joinVerdicts(own.map(verdictOn)),
    reason: prose(
      `The furthest from theory of ${own.length} settings has step size ${worst.stepSize} and batch size`,
      `${worst.batchSize}: its index is ${value} (${low} to ${high}), in theory ${theory}.`,
    ),
  };
}

const isLight = (result: Setting) => isSame(result, light);

function judge(results: readonly IterateResult[]): Evidence {
  const chains = chainsOf(results);
  const short = chains.filter((result) => result.lengthening === 1 && !isLight(result));
  const found = measured(short).sort(
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
    statistics: found.map(({ dimension, batchSize, stepSize, value, low, high, theory }) => ({
      name: `tail index, d ${dimension}, b ${batchSize}, step size ${stepSize}`,
      value,
      low,
      high,
      level,
      theory,
    })),
    figures: [etaOverBFigure(results, found)],
    tables: etaOverBTables(results, found),
  });
}

function controlsOf(chains: readonly ChainResult[], found: readonly MeasuredIndex[]): Control[] {
  const missing = chains.filter(({ hill }) => hill === null).length;
  const changes = measured(chains.filter(({ lengthening }) => lengthening === 2)).flatMap((long) => {
    const same = found.find((index) => isSame(index, long));
    return same === undefined ? [] : [Math.abs(distance(long, same))];
  });
  const lightIndex = chains.find(isLight)?.hill?.tailIndex ?? Number.NaN;
  return [
    control('every setting has an estimate', missing === 0, `${missing} of ${chains.length} without one`),
    control(
      'twice as many steps give the same index',
      changes.every((change) => change <= refutingErrors),
      `largest change ${Math.max(...changes).toFixed(1)} standard errors`,
    ),
    control(
      'a step size far below the window gives no heavy tail',
      lightIndex > leastLight,
      `tail index ${lightIndex.toFixed(1)}`,
    ),
  ];
}

export const etaOverB: Claim<IterateCell, IterateResult> = {
  id: 'eta-over-b-iterates',
  group: 'beyond',
  kind: 'theorem',
  title: 'Iterates: step size over batch size sets the tail',
  statement: prose(
    'The stationary iterates of SGD have power tails whose index is set by the step size over the batch',
    "size, by the data's scale and by the dimension: heavier with step size and dimension, lighter with",
    'batch size.',
  ),
  source: 'Gürbüzbalaban, Şimşekli and Zhu 2021, arXiv 2006.04740, theorems 1 and 2',
  experiment: prose(
    'Linear regression on a stream of Gaussian examples in 1, 2 and 5 dimensions, with step sizes inside',
    'the window in which a stationary law with heavy tails exists. Many independent chains are run, each',
    'until its start is forgotten, and drawn from four times, far enough apart. Hill’s estimate from the',
    'largest hundredth of one coordinate is compared with the root of h(alpha) = 1 by quadrature.',
  ),
  rule: prose(
    'A setting is supported when its Hill estimate, with a standard error of at most 10 %, is within 10 %',
    'or 2 standard errors of the root; refuted when it is off by more than 10 % and 3.5 standard errors;',
    'undecided otherwise. Settings that differ in one thing alone must be ordered as theory orders them;',
    'refuted when a pair is ordered otherwise by 3.5 standard errors. The claim is supported when all are,',
    'refuted when any is, undecided otherwise, or when an estimate is missing, twice as many steps change',
    'an index by more than 3.5 standard errors, or a setting of index 16 is found below 4.',
  ),
  formula: prose(
    '\\mathbb{E}\\bigl[\\bigl((1-cX)^2+c^2XY\\bigr)^{\\alpha/2}\\bigr]=1,\\quad c=\\eta\\sigma^2/b,\\',
    'X\\sim\\chi^2_b,\\ Y\\sim\\chi^2_{d-1}',
  ),
  deviation: prose(
    "The source's synthetic figure has d = 100 and step sizes most of which lie outside of the window. The",
    'table of its grid says where its iterates have no stationary law.',
  ),
  needsData: false,
  plan,
  run: (cell, { seed }) => runIterateCell(cell, seed),
  judge,
};
