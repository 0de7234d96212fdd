import {
  around,
  intervalPart,
  inWords,
  judged,
  percent,
  prose,
  rangeInWords,
  statisticOf,
  type Evidence,
  type IntervalTest,
  type MeasuredPart,
  type Statistic,
} from '../../../evidence/index.js';
import type { Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { networkClaim, type Seen } from '../../network/networkClaim.js';
import {
  acrossContrast,
  fixedContrast,
  intervalOf,
  large,
  largestPublished,
  shownContrasts,
  small,
  type Contrast,
} from './contrasts.js';
import { batchSizeFigure, batchSizeTable } from './figure.js';
import {
  batchSizeWork,
  lookAtBatchSizes,
  smallestPublished,
  type BatchSizeNetwork,
  type BatchSizePoint,
} from './run.js';
import { batchSizeWorldsCost, makeBatchSizeWorlds, worldControls, type BatchSizeWorlds } from './worlds.js';

/**
 * Does the batch size change the tail index of gradient noise? At the same weights, the index across fresh
 * minibatches of large batches less that of small ones, and the same of the published statistic at one block
 * length.
 */

/** A smaller change of the tail index, in either direction, is "little effect". */
const margin = 0.2;
/** Of the whole claim. */
const falseAlarm = 0.05;
const designs = {
  smoke: {
    measuredBatchSizes: [2, 5, 250, 500],
    replicates: 3,
    examples: 2000,
    minibatches: 100,
    iterations: [0, 100],
  },
  quick: {
    measuredBatchSizes: [1, 2, 5, 50, 250, 500],
    replicates: 5,
    examples: 10_000,
    minibatches: 500,
    iterations: [0, 400],
  },
  paper: {
    measuredBatchSizes: [1, 2, 5, 10, 25, 50, 125, 250, 500],
    replicates: 10,
    examples: 60_000,
    minibatches: 2000,
    iterations: [0, 400, 4000],
  },
} as const;
const trained = { width: 16, depth: 3, loss: 'cross-entropy', batchSize: 100 } as const;

type Point = Seen<BatchSizeNetwork, BatchSizePoint>;

function networks({ profile, dataset }: Settings): BatchSizeNetwork[] {
  const { replicates, ...sizes } = designFor(designs, profile);
  return upTo(replicates).map((replicate) => ({ dataset, ...trained, replicate, ...sizes }));
}

/** The snapshots, each with what was seen at it. */
function stagesOf(seen: readonly Point[]) {
  return [...new Set(seen.map(({ iteration }) => iteration))].map((iteration) => ({
    words: iteration === 0 ? 'at initialisation' : `after ${iteration} iterations`,
    points: seen.filter((point) => point.iteration === iteration),
  }));
}

/** A part, and whose it is with its changes, for the scope. */
interface StatedPart extends MeasuredPart {
  readonly whose: string;
}

function partOf(name: string, contrast: Contrast, seen: readonly Point[], level: number): StatedPart {
  const stages = stagesOf(seen).map(({ words, points }) => ({
    words,
    interval: intervalOf(contrast, points, level),
  }));
  const tests = stages.map(
    ({ words, interval }): IntervalTest => [`${contrast.name}, ${words}`, interval, around(0, margin), 0],
  );
  const found = stages.map(({ words, interval }) => `${inWords(interval, 2)} ${words}`).join(', ');
  const changes = rangeInWords(
    stages.map(({ interval }) => interval.value),
    (value) => value.toFixed(2),
  );
  return {
    ...intervalPart(name, `Change of the ${contrast.name}: ${found}.`, tests, 'networks'),
    whose: `${name} (${contrast.name}: ${changes})`,
  };
}

/** Whose little effect it is where the parts differ; nothing where none is refuted. */
function scopeOf(parts: readonly StatedPart[]): string | undefined {
  if (!parts.some(({ verdict }) => verdict === 'refuted')) return undefined;
  return [
    ['holds for', 'supported'],
    ['fails for', 'refuted'],
    ['open for', 'undecided'],
  ]
    .flatMap(([words, wanted]) => {
      const own = parts.filter(({ verdict }) => verdict === wanted);
      return own.length > 0 ? [`${words} ${own.map(({ whose }) => whose).join(' and ')}`] : [];
    })
    .join('; ');
}

function judge(seen: readonly Point[], worlds: BatchSizeWorlds, { dataset }: Settings): Evidence {
  const stages = stagesOf(seen);
  const level = 1 - falseAlarm / (2 * stages.length);
  const parts = [
    partOf('the noise', acrossContrast, seen, level),
    partOf('the published number', fixedContrast, seen, level),
  ];
  const scope = scopeOf(parts);
  const shown = shownContrasts.flatMap((contrast): Statistic[] =>
    stages.map(({ words, points }) =>
      statisticOf(`${contrast.name}, ${words}`, intervalOf(contrast, points, level)),
    ),
  );
  return judged({
    parts,
    ...(scope !== undefined && { scope }),
    controls: worldControls(worlds, margin),
    statistics: shown,
    figures: [batchSizeFigure(stages, dataset)],
    tables: [batchSizeTable(seen)],
  });
}

export const batchSizeLittleEffect = networkClaim({
  texts: {
    id: 'batch-size-little-effect',
    group: 'finding',
    kind: 'finding',
    title: 'Batch size affects the tail index little',
    statement: 'The batch size has very little influence on the tail index of gradient noise.',
    source: 'Simsekli, Sagun, Gurbuzbalaban (2019), arXiv 1901.06053, contribution (ii); arXiv 1912.00018',
    experiment: prose(
      'Bias-free ReLU networks (depth 3, width 16) are trained by SGD (step size 0.1, batch size 100). At',
      'initialisation and after training two statistics are taken at the same weights for each batch size:',
      'the tail index of 400 random parameters across fresh minibatches (sums of 10 against single ones),',
      'and the published pooled one over a pass. The published rule gives each batch size another length of',
      'blocks, which alone moves the number; here one length serves all, that of the largest batch size.',
      'Beside it stand the same of Gaussian noise of equal covariance, and the number at its own lengths.',
    ),
    formula:
      '\\frac{1}{\\hat\\alpha} = \\frac{L(m_2) - L(m_1)}{\\log(m_2/m_1)},\\qquad ' +
      'L(m) = \\text{mean}\\,\\log\\Bigl|\\textstyle\\sum_{i=1}^{m} X_i\\Bigr|',
    rule: prose(
      `Two parts. The noise: the index across minibatches at b ≥ ${large} less that at b ≤ ${small}. The`,
      `published number: its value at b = ${largestPublished} less that at b = ${smallestPublished}, at one`,
      'block length. Each difference gets a Student interval over networks at every stage; all intervals',
      `share an error of ${percent(falseAlarm, 0)} (Bonferroni). A part is supported when its intervals lie`,
      `inside ±${margin} at all stages, and refuted when one lies outside. The claim is supported when both`,
      'parts are and refuted when one is: where they differ, the statement is refuted as stated, and its',
      'scope says of which it holds. Undecided otherwise, or when a control fails: averages of alpha-stable',
      `and of Gaussian numbers have to come out inside ±${margin}, averages of log-normal ones outside.`,
    ),
    deviation: prose(
      'The authors retrain at each batch size and judge by the pooled statistic. Here the weights are the',
      'same for all batch sizes, so that only the batch size differs.',
    ),
    answers: [
      {
        question: 'noise',
        part: 'the noise',
        supported: 'How heavy the tails of minibatch noise are hardly depends on the batch size.',
        refuted: 'How heavy the tails of minibatch noise are depends strongly on the batch size.',
      },
      {
        question: 'published-number',
        part: 'the published number',
        supported:
          'The published tail index hardly depends on the batch size once its blocks are of one length.',
        refuted:
          'The published tail index depends on the batch size even where its blocks are of one length.',
      },
    ],
  },
  networks,
  look: lookAtBatchSizes,
  worldSizes: () => null,
  makeWorlds: (_sizes: null, context) => makeBatchSizeWorlds(context),
  cost: { work: batchSizeWork, worlds: batchSizeWorldsCost },
  judge,
});
