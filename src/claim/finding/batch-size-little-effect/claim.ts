import { logOf } from '../../../kernel/index.js';
import { batchSizeFigure, batchSizeTable } from './figure.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Evidence,
  failedControl,
  intervalVerdict,
  inWords,
  joinVerdicts,
  type Part,
  type Statistic,
  statisticOf,
} from '../../../evidence/index.js';
import { networkCost } from '../../network/cost.js';
import { controlsOf } from '../../network/noiseControls.js';
import { weightedLine } from '../../../statistics/index.js';
import { type BatchSizePoint, type Cell, type IndexValue, type Result, surrogateRows, run } from './run.js';

/**
 * Does the batch size change the tail index of gradient noise? At the same weights, three statistics
 * against the logarithm of the batch size: the published one, its Gaussian surrogate's, and the index
 * across fresh minibatches.
 */

/** Per doubling of the batch size: a smaller change of the tail index is "little effect". */
const margin = 0.03;
const designs = {
  smoke: { batchSizes: [5, 50, 250], replicates: 1, examples: 3000, minibatches: 1000 },
  quick: { batchSizes: [5, 10, 25, 50, 125, 250, 500], replicates: 2, examples: 20000, minibatches: 2000 },
  paper: {
    batchSizes: [1, 5, 10, 25, 50, 125, 250, 500, 1000],
    replicates: 5,
    examples: 60000,
    minibatches: 10000,
  },
} as const;

function plan(settings: Settings): Cell[] {
  const { batchSizes, replicates, examples, minibatches } = designs[settings.profile];
  const cells: Cell[] = [{ kind: 'controls' }];
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (const measuredBatchSize of batchSizes) {
      cells.push({
        kind: 'network',
        dataset: settings.dataset,
        examples,
        width: 16,
        depth: 3,
        loss: 'cross-entropy',
        batchSize: 100,
        iterations: [400],
        replicate,
        measuredBatchSize,
        minibatches,
      });
    }
  }
  return cells;
}

/** Slope of a statistic on log2 of the batch size, and whether it is equivalent to no effect. */
export interface Effect {
  readonly part: Part;
  readonly statistic: Statistic;
}

function effectOf(
  name: string,
  points: readonly BatchSizePoint[],
  pick: (point: BatchSizePoint) => IndexValue,
): Effect {
  const doublings = points.map(({ batchSize }) => logOf(batchSize) / logOf(2));
  const values = points.map((point) => pick(point).tailIndex);
  const { slope } = weightedLine(doublings, values);
  return {
    part: {
      name,
      verdict: intervalVerdict(slope, [-margin, margin]),
      reason: `It changes by ${inWords(slope)} per doubling of the batch size.`,
    },
    statistic: statisticOf(`${name}: change per doubling`, slope, 0),
  };
}

function judge(results: readonly Result[], { dataset }: Settings): Evidence {
  const points = results.flatMap((result) => (result.kind === 'network' ? [result.point] : []));
  const controls = results.flatMap((result) =>
    result.kind === 'controls' ? controlsOf(result.controls) : [],
  );
  const across = effectOf('tail index across minibatches', points, (point) => point.across);
  const published = effectOf('published pooled statistic', points, (point) => point.published);
  const surrogate = effectOf(
    'pooled statistic of the Gaussian surrogate',
    points,
    (point) => point.surrogate,
  );
  return {
    verdict: joinVerdicts([across.part.verdict], controls),
    reason:
      failedControl(controls) ??
      `The tail index across minibatches changes by ${across.statistic.value.toFixed(3)} per doubling of the batch size (margin ${margin}); ` +
        `the published statistic by ${published.statistic.value.toFixed(3)}, its Gaussian surrogate by ${surrogate.statistic.value.toFixed(3)}.`,
    parts: [across.part, published.part, surrogate.part],
    statistics: [across.statistic, published.statistic, surrogate.statistic],
    controls,
    figures: [batchSizeFigure(points, dataset)],
    tables: [batchSizeTable(points)],
  };
}

export const batchSizeLittleEffect: Claim<Cell, Result> = {
  id: 'batch-size-little-effect',
  group: 'finding',
  title: 'Batch size affects the tail index little',
  statement: 'The batch size has very little influence on the tail index of gradient noise.',
  source: 'Simsekli, Sagun, Gurbuzbalaban (2019), arXiv 1901.06053, contribution (ii); arXiv 1912.00018',
  experiment:
    'A bias-free ReLU network (depth 3, width 16) is trained for 400 iterations of SGD (step size 0.1, batch size 100). At these weights, for each batch size: the published pooled statistic over one pass, the same statistic of Gaussian noise of equal covariance, and the two-scale tail index across fresh independent minibatches, averaged over 400 random parameters. Each is regressed on the binary logarithm of the batch size.',
  formula:
    '\\frac{1}{\\hat\\alpha} = \\frac{L(m_2) - L(m_1)}{\\log(m_2/m_1)},\\qquad L(m) = \\text{mean}\\,\\log\\Bigl|\\textstyle\\sum_{i=1}^{m} X_i\\Bigr|',
  rule: `The index across minibatches carries the verdict: supported when the 95 % interval of its slope per doubling of the batch size lies inside ±${margin}, refuted when it lies outside, else undecided. The published statistic and its surrogate have verdicts of their own by the same rule. A failed control makes the claim undecided.`,
  deviation:
    'The authors retrain at each batch size and judge by the pooled statistic; here the weights are the same for all batch sizes, so that only the batch size differs.',
  needsData: true,
  plan,
  cost: (cell, shape) =>
    cell.kind === 'controls'
      ? { seconds: 3, bytes: 2 ** 26 }
      : networkCost(
          {
            ...cell,
            passed: 400 * cell.batchSize + 3 * cell.examples + cell.minibatches * cell.measuredBatchSize,
            mixed: (surrogateRows * cell.examples) / cell.measuredBatchSize,
            vectors: 8 + surrogateRows,
          },
          shape,
        ),
  run,
  judge,
};
