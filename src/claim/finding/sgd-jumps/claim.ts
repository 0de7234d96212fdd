import {
  atLeast,
  atMost,
  control,
  intervalPart,
  intervalVerdict,
  inWords,
  judged,
  prose,
  statisticOf,
  table,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { sharedLevel, studentInterval, type Interval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { listInWords, sgdJumpsFigure } from './figure.js';
import {
  depth,
  directions,
  madeIndex,
  runSgdJumps,
  sgdJumpCost,
  width,
  type SgdJumpCell,
  type SgdJumpResult,
} from './run.js';

/**
 * Does the path of SGD itself jump? The share of its squared length that jumps carry (one less the ratio of
 * bipower to realised variation) is held against that of a twin run from the same start, whose noise is
 * Gaussian with the covariance of the minibatches: both follow the slope and both change their scale in time,
 * and the difference is that of the tails.
 */

/**
 * Share of the squared length from which a path is called jumping: a tenth, between independent steps of
 * Student's laws with 10 and 5 degrees of freedom (0.06 and 0.15); alpha-stable ones have 0.5 and more.
 */
const margin = 0.1;
/** The intervals of all batch sizes together hold at this level. */
const jointLevel = 0.95;
/** A control may fail by chance 1 time in 1000. */
const controlLevel = 0.999;

const designs = {
  smoke: { examples: 100, iterations: 300, batchSizes: [5, 100], replicates: 3 },
  quick: { examples: 250, iterations: 1000, batchSizes: [5, 100], replicates: 10 },
  paper: { examples: 2000, iterations: 10_000, batchSizes: [5, 10, 20, 50, 100, 500], replicates: 10 },
} as const;

function plan({ profile, dataset }: Settings): SgdJumpCell[] {
  const { examples, iterations, batchSizes, replicates } = designFor(designs, profile);
  return crossed({ batchSize: batchSizes, replicate: upTo(replicates) }).map((cell) => ({
    ...cell,
    dataset,
    examples,
    iterations,
  }));
}

/** What the pairs of one batch size say. */
interface Group {
  readonly batchSize: number;
  readonly members: readonly SgdJumpResult[];
  /** Share of jumps of SGD less that of its twin. */
  readonly excess: Interval;
}

function groupsOf(results: readonly SgdJumpResult[]): Group[] {
  const batchSizes = [...new Set(results.map(({ batchSize }) => batchSize))];
  const level = sharedLevel(batchSizes.length, jointLevel);
  return batchSizes.map((batchSize) => {
    const members = results.filter((result) => result.batchSize === batchSize);
    const differences = members.map(({ sgd, gaussian }) => sgd - gaussian);
    return { batchSize, members, excess: studentInterval(differences, level) };
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function partOf({ batchSize, members, excess }: Group): MeasuredPart {
  const own = mean(members.map(({ sgd }) => sgd)).toFixed(3);
  const twin = mean(members.map(({ gaussian }) => gaussian)).toFixed(3);
  return intervalPart(
    `batch size ${batchSize}`,
    prose(
      `At batch size ${batchSize} jumps carry ${inWords(excess)} more of the squared length of SGD's path`,
      `than of that of its Gaussian twin (${own} and ${twin}).`,
    ),
    [[`share of jumps, SGD less its Gaussian twin, batch size ${batchSize}`, excess, atLeast(margin)]],
    'starts',
  );
}

/** At which batch sizes the path jumps, and at which it does not. */
function scopeOf(parts: readonly { readonly batchSize: number; readonly part: MeasuredPart }[]) {
  const at = (verdict: ClaimVerdict) =>
    parts.filter(({ part }) => part.verdict === verdict).map(({ batchSize }) => batchSize);
  const [jumps, still, open] = [at('supported'), at('refuted'), at('undecided')];
  if (jumps.length + still.length === 0) return undefined;
  return [
    ...(jumps.length > 0 ? [`jumps at batch size ${listInWords(jumps)}`] : []),
    ...(still.length > 0 ? [`does not at batch size ${listInWords(still)}`] : []),
    ...(open.length > 0 ? [`open at batch size ${listInWords(open)}`] : []),
  ].join(', ');
}

function controlsOf(results: readonly SgdJumpResult[]): Control[] {
  const [stable, gaussian] = [
    studentInterval(
      results.map(({ madeStable }) => madeStable),
      controlLevel,
    ),
    studentInterval(
      results.map(({ madeGaussian }) => madeGaussian),
      controlLevel,
    ),
  ];
  const holds = (interval: Interval, range: readonly [number, number]) =>
    intervalVerdict(interval, range) === 'supported';
  return [
    control(
      `Alpha-stable steps (alpha ${madeIndex}) with the scale of SGD's are found to jump`,
      holds(stable, atLeast(margin)),
      `share of jumps ${inWords(stable)}`,
    ),
    control(
      "Gaussian steps with the scale of SGD's are not",
      holds(gaussian, atMost(margin)),
      `share of jumps ${inWords(gaussian)}`,
    ),
  ];
}

function judge(results: readonly SgdJumpResult[]): Evidence {
  const groups = groupsOf(results);
  const parts = groups.map((group) => ({ ...group, part: partOf(group) }));
  const scope = scopeOf(parts);
  return judged({
    parts: parts.map(({ part }) => part),
    controls: controlsOf(results),
    ...(scope !== undefined && { scope }),
    statistics: groups.flatMap(({ batchSize, members }) => [
      statisticOf(
        `share of jumps, SGD, batch size ${batchSize}`,
        studentInterval(members.map(({ sgd }) => sgd)),
      ),
      statisticOf(
        `share of jumps, Gaussian twin, batch size ${batchSize}`,
        studentInterval(members.map((result) => result.gaussian)),
      ),
    ]),
    figures: [sgdJumpsFigure(results, groups, margin)],
    tables: [
      table('sgd-jumps', 'Share of the squared length that jumps carry, start by start.', results, [
        ['batch size', ({ batchSize }) => batchSize],
        ['start', ({ replicate }) => replicate],
        ['SGD', ({ sgd }) => sgd],
        ['Gaussian twin', (result) => result.gaussian],
        ['made stable steps', ({ madeStable }) => madeStable],
        ['made Gaussian steps', ({ madeGaussian }) => madeGaussian],
      ]),
    ],
  });
}

export const sgdJumps: Claim<SgdJumpCell, SgdJumpResult> = {
  id: 'sgd-jumps',
  group: 'finding',
  kind: 'finding',
  title: 'SGD’s trajectory jumps',
  statement: 'The trajectory of SGD jumps: single steps carry far more of it than under Gaussian noise.',
  source: 'arXiv 1912.00018, sections 1 and 3; test: Barndorff-Nielsen and Shephard 2004',
  experiment: prose(
    `A network (fully connected, width ${width}, depth ${depth}) is trained from one start twice: with`,
    'minibatches drawn with replacement, and with full gradients and Gaussian noise of the covariance that',
    `minibatches have at each step. The steps are looked at on ${directions} random directions. The share of`,
    'the squared length that jumps carry is the bipower ratio of Gaussian steps with the same scale in',
    'blocks of 100 steps less that of the steps. Several starts, and batch sizes 5 and 100 (six from 5 to',
    '500 in the paper profile). As controls, alpha-stable and Gaussian steps with the scale of SGD’s.',
  ),
  rule: prose(
    'For each batch size the share of jumps of SGD less that of its twin, start by start, with Student’s',
    'interval; all intervals together hold at 95 % (Bonferroni). The path jumps when the interval lies above',
    `${margin}, which is between independent steps of Student’s laws with 10 and with 5 degrees of freedom;`,
    'it does not when the interval lies below. Supported when it jumps at every batch size, refuted when it',
    'does not at one, undecided otherwise, or when the 99.9 % interval of the share of alpha-stable steps',
    `does not lie above ${margin} or that of Gaussian steps not below. The scope says at which`,
    `batch sizes it`,
    'jumps.',
  ),
  deviation: prose(
    'A step of SGD is finite, so no path of it jumps in the sense of the limit; what is tested is what a',
    'jump looks like at the resolution of the steps.',
  ),
  answers: [
    {
      question: 'motion',
      speaksFor: 'jumps',
      supported: prose(
        'The path of SGD jumps at every batch size that was measured: single steps carry far more of it',
        'than Gaussian noise of the same covariance would give them.',
      ),
      refuted: prose(
        'The path of SGD does not jump at every batch size: where it does not, single steps carry no more',
        'of it than Gaussian noise of the same covariance gives them.',
      ),
    },
  ],
  needsData: true,
  plan,
  cost: sgdJumpCost,
  run: runSgdJumps,
  judge,
};
