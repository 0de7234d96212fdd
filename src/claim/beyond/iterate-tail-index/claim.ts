import { prose } from '../../../evidence/index.js';
import type { Claim, Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import { iterateCost } from './cost.js';
import { judge, leastLight, light, mostErrors } from './judge.js';
import { sameWithin, type Setting } from './measured.js';
import { type ChainCell, type IterateCell, type IterateResult, runIterateCell } from './run.js';

/**
 * The tail index of SGD's iterates is the root of an equation in step size, batch size and dimension: linear
 * regression on a stream, within the window of step sizes where a stationary law with heavy tails exists.
 */

const at = (dimension: number, batchSize: number, ...stepSizes: number[]): Setting[] =>
  stepSizes.map((stepSize) => ({ dimension, batchSize, stepSize }));

/** All within the window, with tail indices of 0.8 to 2.3, where a hundredth of the draws is in the tail. */
const few = [...at(1, 1, 0.6, 0.8, 1.2), ...at(1, 2, 1.2), ...at(2, 1, 0.6)];
/** Near the end of the window a start is forgotten slowly, so that five dimensions take long. */
const more = [...few, ...at(1, 5, 1.5), ...at(2, 1, 0.5), ...at(5, 1, 0.28)];
const all = [...more, ...at(2, 2, 0.9), ...at(2, 5, 1.4), ...at(5, 1, 0.3), ...at(5, 2, 0.52)];

/** Settings that are run with twice the steps, too. */
const lengthened: readonly Setting[] = at(1, 1, 0.8);
/** Chains of the setting without a heavy tail, whose index need not be known well. */
const lightChains = 10_000;

/** Curves: whether theory is drawn over the window of all dimensions, which takes long, or of one. */
const designs = {
  smoke: { settings: few, chains: 40_000, curves: [], grid: false },
  quick: { settings: more, chains: 40_000, curves: [1], grid: true },
  paper: { settings: all, chains: 1_000_000, curves: [1, 2, 5], grid: true },
} as const;

const publishedBatchSizes = [1, 2, 3, 4, 5, 10, 20];

function plan({ profile }: Settings): IterateCell[] {
  const { settings: shown, chains, curves, grid } = designFor(designs, profile);
  const cells = (some: readonly Setting[], lengthening: 1 | 2, count: number = chains) =>
    some.map((setting): ChainCell => {
      return { kind: 'chains', ...setting, design: 'stream', chains: count, lengthening };
    });
  const windows = [...new Map(shown.map((s) => [`${s.dimension} ${s.batchSize}`, s])).values()];
  return [
    // The longest first.
    ...cells(
      [...shown].sort((a, b) => b.dimension - a.dimension),
      1,
    ),
    ...cells(lengthened, 2),
    ...cells([light], 1, lightChains),
    ...windows
      .filter(({ dimension }) => curves.some((shownToo) => shownToo === dimension))
      .map(({ dimension, batchSize }): IterateCell => ({ kind: 'curve', dimension, batchSize })),
    ...(grid ? publishedBatchSizes : []).map((batchSize): IterateCell => ({ kind: 'grid', batchSize })),
  ];
}

export const iterateTailIndexClaim: Claim<IterateCell, IterateResult> = {
  id: 'iterate-tail-index',
  group: 'beyond',
  kind: 'theorem',
  title: 'Iterates: the tail index is the root of theory',
  statement: prose(
    'The stationary iterates of SGD have power tails. Their index is the root of h(alpha) = 1, which depends',
    'on step size, batch size, the scale of the data and the dimension: heavier with step size and',
    'dimension, lighter with batch size.',
  ),
  source: 'Gürbüzbalaban, Şimşekli and Zhu 2021, arXiv 2006.04740, theorems 1 and 2',
  experiment: prose(
    'Linear regression on a stream of Gaussian examples in 1, 2 and 5 dimensions, with step sizes inside',
    'the window in which a stationary law with heavy tails exists. Many independent chains are run, each',
    'until its start is forgotten, and drawn from eight times, far enough apart. Hill’s estimate from the',
    'largest hundredth of one coordinate is compared with the root of h(alpha) = 1 by quadrature.',
  ),
  rule: prose(
    'For each setting the logarithm of Hill’s estimate over the root gets an interval; all settings share an',
    `error of 5 %. A setting is supported when it lies within a factor of ${sameWithin}, refuted when it`,
    'lies outside. Pairs of settings that differ in one thing alone must be ordered as theory orders them;',
    `refuted when a pair is ordered otherwise by ${mostErrors} standard errors. The claim is supported`,
    'when all are, refuted when any is. Undecided otherwise, or when an estimate is missing, twice as many',
    `steps change an index by more than ${mostErrors} standard errors, or a setting of index 16 is found`,
    `below ${leastLight}.`,
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
  cost: iterateCost,
  run: (cell, { seed }) => runIterateCell(cell, seed),
  judge,
};
