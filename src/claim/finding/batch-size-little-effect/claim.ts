import {
  around,
  intervalPart,
  inWords,
  judged,
  prose,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { weightedLine } from '../../../statistics/index.js';
import type { Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { networkClaim } from '../../network/networkClaim.js';
import { controlsOf, noiseWorlds, noiseWorldsCost, type NoiseControls } from '../../network/noiseControls.js';
import { batchSizeFigure, batchSizeTable } from './figure.js';
import {
  batchSizeWork,
  lookAtBatchSize,
  type BatchSizeNetwork,
  type BatchSizePoint,
  type IndexValue,
} from './run.js';
import { designFor } from '../../designs.js';

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
const trained = { width: 16, depth: 3, loss: 'cross-entropy', batchSize: 100, iterations: [400] } as const;

function networks({ profile, dataset }: Settings): BatchSizeNetwork[] {
  const { batchSizes, replicates, examples, minibatches } = designFor(designs, profile);
  return crossed({ replicate: upTo(replicates), measuredBatchSize: batchSizes }).map((measured) => ({
    dataset,
    examples,
    ...trained,
    ...measured,
    minibatches,
  }));
}

/** Whether the slope of a statistic on log2 of the batch size is equivalent to no effect. */
function effectOf(
  name: string,
  points: readonly BatchSizePoint[],
  pick: (point: BatchSizePoint) => IndexValue,
): MeasuredPart {
  const doublings = points.map(({ batchSize }) => logOf(batchSize) / logOf(2));
  const { slope } = weightedLine(
    doublings,
    points.map((point) => pick(point).tailIndex),
  );
  return intervalPart(name, `It changes by ${inWords(slope)} per doubling of the batch size.`, [
    [`${name}: change per doubling`, slope, around(0, margin), 0],
  ]);
}

function judge(points: readonly BatchSizePoint[], worlds: NoiseControls, { dataset }: Settings): Evidence {
  const across = effectOf('tail index across minibatches', points, (point) => point.across);
  const published = effectOf('published pooled statistic', points, (point) => point.published);
  const surrogate = effectOf('pooled statistic of the Gaussian surrogate', points, (p) => p.surrogate);
  const change = ({ statistics: [{ value }] }: MeasuredPart) => value.toFixed(3);
  return judged({
    verdict: across.verdict,
    parts: [across, published, surrogate],
    controls: controlsOf(worlds),
    reason: prose(
      `Per doubling of the batch size the tail index across minibatches changes by ${change(across)}`,
      `(margin ${margin}), the published statistic by ${change(published)}, and that of its Gaussian`,
      `surrogate by ${change(surrogate)}.`,
    ),
    figures: [batchSizeFigure(points, dataset)],
    tables: [batchSizeTable(points)],
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
      'A bias-free ReLU network (depth 3, width 16) is trained for 400 iterations of SGD (step size 0.1,',
      'batch size 100). At these weights three statistics are taken for each batch size: the published',
      'pooled one over one pass, the same of Gaussian noise of equal covariance, and the two-scale tail',
      'index across fresh independent minibatches, averaged over 400 random parameters. Each is regressed',
      'on the binary logarithm of the batch size.',
    ),
    formula:
      '\\frac{1}{\\hat\\alpha} = \\frac{L(m_2) - L(m_1)}{\\log(m_2/m_1)},\\qquad ' +
      'L(m) = \\text{mean}\\,\\log\\Bigl|\\textstyle\\sum_{i=1}^{m} X_i\\Bigr|',
    rule: prose(
      'The index across minibatches carries the verdict: supported when the 95 % interval of its slope per',
      `doubling of the batch size lies inside ±${margin}, refuted when it lies outside, else undecided.`,
      'The published statistic and its surrogate have verdicts of their own by the same rule.',
      'A failed control makes the claim undecided.',
    ),
    deviation: prose(
      'The authors retrain at each batch size and judge by the pooled statistic. Here the weights are the',
      'same for all batch sizes, so that only the batch size differs.',
    ),
  },
  networks,
  look: lookAtBatchSize,
  ...noiseWorlds,
  cost: { work: batchSizeWork, worlds: noiseWorldsCost },
  judge,
});
