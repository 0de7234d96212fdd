import {
  control,
  judged,
  plainStatistic,
  prose,
  table,
  type Control,
  type Evidence,
  type Table,
} from '../../../evidence/index.js';
import type { Claim, Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { networkCost } from '../../network/cost.js';
import { pairWork, runPair, type FullBatchCell, type PairOfRuns } from './run.js';

/**
 * Full-batch gradient descent is deterministic: the control of every claim about training. Runs that
 * differ in nothing but the stream of their sampling must coincide bit for bit, and their gradient noise
 * must be exactly zero; with minibatches the same comparison must fail, or it could not fail at all.
 */

const designs = {
  smoke: { examples: 500, iterations: 20, replicates: 1 },
  quick: { examples: 800, iterations: 100, replicates: 3 },
  paper: { examples: 10000, iterations: 500, replicates: 5 },
} as const;
const minibatchSize = 50;

function plan({ profile, dataset }: Settings): FullBatchCell[] {
  const { examples, iterations, replicates } = designFor(designs, profile);
  return upTo(replicates).flatMap((replicate): FullBatchCell[] => {
    const shared = { dataset, examples, width: 16, depth: 3, iterations, replicate };
    return [
      { ...shared, batchSize: examples, order: 'fixed' },
      { ...shared, batchSize: minibatchSize, order: 'shuffled' },
    ];
  });
}

function judge(results: readonly PairOfRuns[], { dataset }: Settings): Evidence {
  const full = results.filter(({ fullBatch }) => fullBatch);
  const noise = Math.max(...full.map(({ largestNoise }) => largestNoise));
  const distance = Math.max(...full.map(({ largestDistance }) => largestDistance));
  const steps = full.reduce((sum, { iterations }) => sum + iterations, 0);
  return judged({
    verdict: noise === 0 && distance === 0 ? 'supported' : 'refuted',
    controls: controlsOf(
      full,
      results.filter(({ fullBatch }) => !fullBatch),
    ),
    reason: prose(
      `Over ${steps} full-batch steps on ${dataset} the largest gradient noise is ${noise}, and the largest`,
      `distance between twin runs is ${distance}.`,
    ),
    statistics: [
      plainStatistic('largest full-batch gradient noise', noise, 0),
      plainStatistic('largest distance between full-batch twins', distance, 0),
    ],
    figures: [],
    tables: [tableOf(results)],
  });
}

function controlsOf(full: readonly PairOfRuns[], minibatch: readonly PairOfRuns[]): Control[] {
  const farthest = Math.max(...minibatch.map(({ largestDistance }) => largestDistance));
  return [
    control(
      'Minibatch SGD from two sampling streams is told apart by the same comparison',
      minibatch.every(({ firstDifference, largestNoise }) => firstDifference >= 0 && largestNoise > 0),
      `largest distance ${farthest.toPrecision(3)}`,
    ),
    control(
      'Full-batch gradient descent moves: the loss falls',
      full.every(({ lossAfter, lossBefore }) => lossAfter < lossBefore),
      full
        .map(({ lossBefore, lossAfter }) => `${lossBefore.toFixed(3)} to ${lossAfter.toFixed(3)}`)
        .join(', '),
    ),
  ];
}

function tableOf(results: readonly PairOfRuns[]): Table {
  const caption = 'Pairs of runs from the same weights with different sampling streams.';
  return table('full-batch', caption, results, [
    ['full batch', ({ fullBatch }) => (fullBatch ? 'yes' : 'no')],
    ['iterations', ({ iterations }) => iterations],
    ['first difference', ({ firstDifference }) => firstDifference],
    ['largest distance', ({ largestDistance }) => largestDistance],
    ['largest noise', ({ largestNoise }) => largestNoise],
    ['loss before', ({ lossBefore }) => lossBefore],
    ['loss after', ({ lossAfter }) => lossAfter],
  ]);
}

export const fullBatch: Claim<FullBatchCell, PairOfRuns> = {
  id: 'full-batch',
  group: 'beyond',
  kind: 'control',
  title: 'Full-batch descent has no noise',
  statement: prose(
    'Full-batch gradient descent is deterministic: its gradient noise is zero, and equal starts give equal',
    'trajectories.',
  ),
  source: 'By definition; the control of every claim about training',
  experiment: prose(
    'A bias-free ReLU network (depth 3, width 16) is trained by full-batch gradient descent twice from the',
    'same weights with different sampling streams. All weights are compared bit by bit at every step, and',
    `each gradient with the full gradient. Minibatch SGD (batch size ${minibatchSize}) is compared in the`,
    'same way.',
  ),
  rule: prose(
    'A control, not a finding: it has to be supported, or no other claim on training can be believed.',
    'Supported when the noise and the distance are exactly zero in all pairs, refuted otherwise. Undecided',
    'when the same comparison does not tell two runs of minibatch SGD apart, or the loss does not fall.',
  ),
  needsData: true,
  plan,
  cost: (cell, shape) => networkCost(pairWork(cell), shape),
  run: runPair,
  judge,
};
